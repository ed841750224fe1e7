package io.github.exo2micro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Measures one small pair, as scripts/calibrate-memory does. */
@DisabledOnOs(OS.WINDOWS)
class CalibrateMemoryTest {

  @Test
  void printsTheMeasuredPeakBesideTheEstimate(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said.txt");
    Process run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
        "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        CalibrateMemory.class.getName(), folder.toString(), "-", "420x400", "20", "serial", "256m",
        "src/main/resources/io/github/exo2micro/adapter/system/java.options", "",
        "--no-pictures --multiscale false --threads 1")
        .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(0, run.waitFor(), Files.readString(said));
    List<String> lines = Files.readAllLines(said);
    assertEquals(3, lines.size(), lines.toString());
    String[] cells = lines.get(2).split("\\|");
    assertEquals("420 x 400", cells[1].strip());
    double measured = Double.parseDouble(cells[5].strip());
    double estimate = Double.parseDouble(cells[6].strip());
    assertTrue(measured > 20 && measured < 1000, lines.get(2));
    assertEquals(estimate / measured, Double.parseDouble(cells[7].strip()), 0.02, lines.get(2));
    assertTrue(Files.notExists(folder.resolve("out")), "results are left");
  }
}
