package io.github.exo2micro.bench.builds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.bench.builds.ResultsComparison.Difference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompareBuildsTest {

  @TempDir
  Path folder;

  @Test
  void tellsValuesThatDifferFromTimesThatMay() throws IOException {
    write("a/S/01.json", "{\"seconds\": 1, \"warp\": [1, 2.0], \"note\": \"old\"}");
    write("b/S/01.json", "{\"seconds\": 2, \"warp\": [1, 2.5], \"note\": \"new\", \"more\": null}");
    List<Difference> found = ResultsComparison.of(folder.resolve("a"), folder.resolve("b"));
    assertEquals(List.of(new Difference("S/01.json", "3 of 4 values differ, numbers by at most 0.20 of themselves:"
        + " warp[1]: 2.0 → 2.5; note: old → new; more: nothing → null")), found);
    write("b/S/01.json", "{\"seconds\": 2, \"warp\": [1, 2.0], \"note\": \"old\"}");
    assertEquals(List.of(), ResultsComparison.of(folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void aLongTextIsShownWhereItDiffers() throws IOException {
    String same = "patches fitted, ".repeat(20);
    write("a/S/01.json", "{\"reason\": \"" + same + "4 of 5 agree" + same + "\"}");
    write("b/S/01.json", "{\"reason\": \"" + same + "3 of 5 agree" + same + "\"}");
    String how = ResultsComparison.of(folder.resolve("a"), folder.resolve("b")).get(0).how();
    assertTrue(how.contains("4 of 5 agree") && how.contains("3 of 5 agree") && how.length() < 200, how);
  }

  @Test
  void namesTheCellOfATableThatDiffers() throws IOException {
    write("a/t.csv", "# S\nid,wall_s,text\n1,5,\"a, b\"\n2,6,c\n");
    write("b/t.csv", "# S\nid,wall_s,text\n1,9,\"a, b\"\n2,6,d\n");
    assertEquals("1 of 8 values differ: line 4 text: c → d",
        ResultsComparison.of(folder.resolve("a"), folder.resolve("b")).get(0).how());
  }

  @Test
  void aTableWithAnotherHeadDiffersThoughItsCellsAreTheSame() throws IOException {
    write("a/t.csv", "id,wall_s\n1,5\n");
    write("b/t.csv", "id,wall_sec\n1,5\n");
    assertTrue(
        ResultsComparison.of(folder.resolve("a"), folder.resolve("b")).get(0).how().contains("wall_s → wall_sec"));
  }

  @Test
  void saysWhatIsMissingAndWhatIsNewButNotOfLogs() throws IOException {
    write("a/gone.png", "x");
    write("a/.exo2micro_run_log.txt", "x");
    write("b/more.png", "x");
    write("a/both.png", "x");
    write("b/both.png", "yy");
    assertEquals(List.of(new Difference("both.png", "has other bytes (1, 2)"), new Difference("gone.png", "is missing"),
        new Difference("more.png", "is new")), ResultsComparison.of(folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void refusesWhatIsNoBuild() {
    String message = assertThrows(IllegalArgumentException.class, () -> Build.of(folder.toString(), "1g", folder))
        .getMessage();
    assertTrue(message.startsWith(folder + " is no build: give a checkout"), message);
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertEquals("two builds are compared, and 1 are named", refused("a"));
    assertEquals("--modes takes serial, parallel, subprocess, not 'quick'",
        refused("a", "b", "--modes", "serial,quick"));
    assertEquals("--repeat takes a whole number from 1 to 99, not 0", refused("a", "b", "--repeat", "0"));
    assertEquals("unknown option --raws", refused("a", "b", "--raws", "x"));
    assertEquals("--raw needs a value", refused("a", "b", "--raw"));
    assertEquals(List.of(Mode.PARALLEL_1, Mode.PARALLEL_2), CompareOptions.of("a", "b", "--modes", "parallel").modes());
    assertEquals(List.of("--pad", "7"), CompareOptions.of("a", "b", "--", "--pad", "7").more());
  }

  private static String refused(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> CompareOptions.of(args)).getMessage();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsOnePixelThatDiffersAndNoDifferenceOfABuildFromItself() throws Exception {
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path said = folder.resolve("said.txt");
    Path work = folder.resolve("work");
    Process run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
        "-XX:TieredStopAtLevel=1", "-cp", path, CompareBuilds.class.getName(), path, path, "--modes", "serial",
        "--heap",
        "256m", "--work", work.toString(), "--", "--samples", "Demo01", "--dyes", "DAPI", "--pad", "20", "--multiscale",
        "false", "--no-pictures")
        .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(0, run.waitFor(), Files.readString(said));
    String text = Files.readString(said);
    assertTrue(text.contains("Every result is the same in both builds and all modes."), text);
    assertTrue(text.contains("| serial, 2 threads |"), text);

    Path other = folder.resolve("other");
    copy(work.resolve("B"), other);
    Path image = other.resolve("Demo01/DAPI/tiff/01_padded_post_pad20.tiff");
    byte[] bytes = Files.readAllBytes(image);
    // The last pixel, in the byte order of the file.
    ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN)
        .putFloat(bytes.length - 4, 2.5f);
    Files.write(image, bytes);
    List<Difference> found = ResultsComparison.of(work.resolve("B"), other);
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.get(0).how().matches("1 of \\d+ px differ, by at most 2\\.50"), found.toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
