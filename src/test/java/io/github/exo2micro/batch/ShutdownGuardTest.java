package io.github.exo2micro.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.github.exo2micro.adapter.system.JavaLauncher;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ShutdownGuardTest {

  @TempDir
  Path folder;

  @Test
  void endsChildrenAndWritesTheSummaryOnCtrlC() throws Exception {
    interrupts("subprocess", "wedged", 1);
  }

  @Test
  void endsATaskOfThisProcessThatReportsNothingAndWritesTheSummaryOnCtrlC() throws Exception {
    interrupts("serial", "waits", 0);
  }

  private void interrupts(String mode, String manner, int childCount) throws Exception {
    org.junit.jupiter.api.Assumptions.assumeFalse(isInterruptIgnored(),
        "SKIPPED: a shell has started these tests in the background, where Ctrl-C is ignored by all programs");
    String classPath = JavaLauncher.classPathOf(List.of(BatchRunner.class, InterruptedBatch.class,
        Gson.class, org.jfree.chart.JFreeChart.class)).stream()
        .map(Path::toString).collect(Collectors.joining(":"));
    Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        classPath, InterruptedBatch.class.getName(), folder.toString(), mode, manner)
        .redirectError(folder.resolve("err.txt").toFile()).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(program.getInputStream()));
    assertEquals("hangs", out.readLine(), () -> read("err.txt"));
    List<ProcessHandle> children = program.descendants().toList();
    assertEquals(childCount, children.size());
    new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
    String summary = out.lines().collect(Collectors.joining("\n"));
    assertTrue(program.waitFor(30, TimeUnit.SECONDS), "the program ends");
    assertEquals(130, program.exitValue());
    assertTrue(summary.contains("1 done, 2 cancelled in ") && summary.contains("ABORTED"), summary);
    for (ProcessHandle child : children) {
      child.onExit().get(5, TimeUnit.SECONDS);
    }
    assertEquals(130, JsonParser.parseString(read("out/batch_summary.json")).getAsJsonObject().get("exit_code")
        .getAsInt());
  }

  /** Bit 1 of the ignored signals, which children inherit, is SIGINT. */
  private static boolean isInterruptIgnored() throws java.io.IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
