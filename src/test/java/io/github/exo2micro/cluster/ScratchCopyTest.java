package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchCopyTest {

  @TempDir
  Path folder;

  @Test
  void filesArriveWithTheirBytesAndTimesAndReplaceOlderOnes() throws Exception {
    Path from = Files.createDirectories(folder.resolve("local/tiff")).getParent();
    Path to = Files.createDirectories(folder.resolve("shared/tiff")).getParent();
    byte[] image = new byte[5_000_001];
    new Random(1).nextBytes(image);
    Files.write(from.resolve("tiff/04.tiff"), image);
    Files.setLastModifiedTime(from.resolve("tiff/04.tiff"), FileTime.fromMillis(1_700_000_000_123L));
    Files.writeString(from.resolve("tiff/04.json"), "{}");
    Files.writeString(from.resolve(".exo2micro_task.lock"), "mine");
    Files.writeString(to.resolve("tiff/04.tiff"), "older");
    Files.writeString(to.resolve("keep.txt"), "stays");
    assertEquals(5_000_003, ScratchCopy.bring(from, to, new Progress() {
      @Override
      public void report(double fraction) {}

      @Override
      public void note(String line) {}
    }));
    assertArrayEquals(image, Files.readAllBytes(to.resolve("tiff/04.tiff")));
    assertEquals(1_700_000_000_123L, Files.getLastModifiedTime(to.resolve("tiff/04.tiff")).toMillis());
    assertTrue(Files.exists(to.resolve("keep.txt")));
    assertFalse(Files.exists(to.resolve(".exo2micro_task.lock")));
    try (var left = Files.list(to.resolve("tiff"))) {
      assertEquals(2, left.count(), "no temporary file may stay");
    }
    ScratchCopy.delete(from);
    assertFalse(Files.exists(from));
  }
}
