package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From raw files with known truth to difference images, through the command line and the real engine. */
class DemoEndToEndTest {

  @TempDir
  Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    return CommandLineProgram.run(() -> new Engine(Hosts.embedded()), new PrintStream(out, true,
        StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), args);
  }

  @Test
  void theDemoFindsTheTruthAndASecondRunTakesItsResultsUp() throws Exception {
    String[] demo = {"demo", directory.toString(), "--size", "700x600", "--pad", "50", "--no-pictures", "--json"};
    assertEquals(0, run(demo), err.toString(StandardCharsets.UTF_8));
    JsonElement found = JsonParser.parseString(out.toString(StandardCharsets.UTF_8));
    assertEquals(4, found.getAsJsonObject().getAsJsonArray("pairs").size());
    for (JsonElement element : found.getAsJsonObject().getAsJsonArray("pairs")) {
      JsonObject task = element.getAsJsonObject();
      assertEquals("complete", task.get("status").getAsString());
      // Measured: at most 0.009 / 0.018 px and 0.6 %.
      assertTrue(task.get("error_median_px").getAsDouble() < 0.03, task.toString());
      assertTrue(task.get("error_p95_px").getAsDouble() < 0.06, task.toString());
      double truth = task.get("scale_truth").getAsDouble();
      assertEquals(truth, task.get("scale").getAsDouble(), 0.01 * truth, task.toString());
    }
    Path difference = directory.resolve("processed/Demo02/SybrGld/tiff/04_difference_difference_pad50.tiff");
    byte[] before = Files.readAllBytes(difference);

    Path newest = directory.resolve("processed/Demo02/SybrGld/tiff/01_padded_post_pad50.tiff");
    long made = Files.getLastModifiedTime(newest).toMillis();
    assertEquals(0, run(demo), err.toString(StandardCharsets.UTF_8));
    String log = err.toString(StandardCharsets.UTF_8);
    assertTrue(log.contains("[Demo02/SybrGld] stage 1 is not needed"), log);
    assertFalse(log.contains("no checkpoint yet"), log);
    assertEquals(made, Files.getLastModifiedTime(newest).toMillis());
    assertArrayEquals(before, Files.readAllBytes(difference));

    String[] status01 = {"status", "--raw-dir", directory.resolve("raw").toString(), "--output-dir",
        directory.resolve("processed").toString(), "--pad", "50", "--samples", "Demo01", "--dyes", "DAPI", "--json",
        "--no-pictures"};
    assertEquals(0, run(status01), "all that was asked for is there");
    out.reset();
    assertEquals(1, run(java.util.Arrays.copyOf(status01, status01.length - 1)), "the pictures are not");
    JsonObject status = JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject()
        .getAsJsonArray("tasks").get(0)
        .getAsJsonObject();
    for (JsonElement line : status.getAsJsonArray("files")) {
      boolean picture = line.getAsJsonObject().get("kind").getAsString().equals("picture");
      assertEquals(picture ? "missing" : "present", line.getAsJsonObject().get("state").getAsString(),
          line.toString());
    }
  }
}
