package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {

  @TempDir
  Path folder;

  private Path leftBy(long pid, long start, String host) throws IOException {
    String name = TemporaryFile.beside(folder.resolve("x")).path().getFileName().toString();
    String[] parts = name.split("-");
    String ours = parts[2];
    return Files.writeString(folder.resolve(
        ".exo2micro-part-" + (host.isEmpty() ? ours : host) + "-" + pid + "-" + start + "-abc"), "half");
  }

  @Test
  void removesWhatADeadProcessLeft() throws Exception {
    Process dead = new ProcessBuilder(java(), "-version").redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    dead.waitFor();
    Path left = leftBy(dead.pid(), Instant.now().getEpochSecond(), "");
    assertEquals(List.of(left), TemporaryFile.removeStale(folder));
    assertTrue(Files.notExists(left));
  }

  @Test
  void removesWhatAnEarlierProcessOfTheSameNumberLeft() throws IOException {
    long earlier = ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond() - 1000;
    Path left = leftBy(ProcessHandle.current().pid(), earlier, "");
    assertEquals(List.of(left), TemporaryFile.removeStale(folder));
  }

  @Test
  void leavesWhatALivingProcessWrites() throws IOException {
    try (TemporaryFile mine = TemporaryFile.beside(folder.resolve("a.tiff"))) {
      Files.writeString(mine.path(), "half");
      assertEquals(List.of(), TemporaryFile.removeStale(folder));
      assertTrue(Files.exists(mine.path()));
    }
  }

  @Test
  void leavesTheFreshFilesOfAnotherMachineForADay() throws IOException {
    Path foreign = leftBy(1, 0, "77777777");
    assertEquals(List.of(), TemporaryFile.removeStale(folder));
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertEquals(List.of(foreign), TemporaryFile.removeStale(folder));
  }

  @Test
  void leavesOtherFiles() throws IOException {
    Files.writeString(folder.resolve(".exo2micro-part-of-my-thesis"), "text");
    Files.writeString(folder.resolve("01_padded_post.tiff"), "image");
    assertEquals(List.of(), TemporaryFile.removeStale(folder));
  }

  @Test
  void aMissingFolderHasNothingStale() throws IOException {
    assertEquals(List.of(), TemporaryFile.removeStale(folder.resolve("none")));
  }

  @Test
  void smallFilesAreReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("sub/summary.csv");
    AtomicFile.write(file, "first, much longer than the second\n");
    AtomicFile.write(file, "zweite µ\n");
    assertEquals("zweite µ\n", Files.readString(file));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
