package io.github.exo2micro.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OutsideTest {

  @TempDir
  Path folder;

  @Test
  void countsWhatTheChildrenOfACommandWroteByStage() throws Exception {
    String script = """
        echo 'stage 1 begins' >&2; head -c 300000 /dev/zero > "$0/a"; sleep 0.3
        echo 'stage 2 begins' >&2; head -c 700000 /dev/zero > "$0/b"; sleep 0.3
        echo '{"tasks": [{"status": "complete", "result": {"seconds": {"1": 0.25}, "scales": [{"scale": 1.5}]}}]}'
        exit 3""";
    Measured measured = new Outside(List.of("bash", "-c", script, folder.toString()), folder).measure();
    assertEquals(3, measured.exit());
    assertTrue(measured.total().written() >= 1_000_000 && measured.total().written() < 1_100_000,
        measured.total().toString());
    assertEquals(Set.of(1, 2), measured.stages().keySet());
    Run run = Run.of(measured);
    assertEquals("complete", run.status());
    assertEquals(1.5, run.scale());
    assertEquals(0.25, run.seconds(1));
    assertTrue(Double.isNaN(run.seconds(2)));
  }

  @Test
  void aRunThatPrintsNoJsonHasNoStatus() throws Exception {
    Run run = Run.of(new Outside(List.of("echo", "Killed"), folder).measure());
    assertEquals("no status", run.status());
    assertTrue(Double.isNaN(run.scale()));
  }

  @Test
  void aCommandThatFailsIsNamedWithItsLastWords() {
    IOException failed = assertThrows(IOException.class,
        () -> Outside.output(List.of("bash", "-c", "echo out; echo 'no such case' >&2; exit 7")));
    assertTrue(failed.getMessage().contains("exit code 7: no such case"), failed.getMessage());
  }
}
