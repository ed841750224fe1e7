package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts are those that Linux and Windows give to Java 17. */
class FileTroubleTest {

  @TempDir
  Path folder;

  private RemediableException of(String words) {
    return FileTrouble.of(new IOException(words), folder.resolve("04_difference.tiff"));
  }

  @Test
  void namesTheLimitAndTheWayToRaiseIt() {
    assertTrue(of("File too large").remedy().contains("ulimit -f"));
    assertTrue(of("File too large").getMessage().contains("FAT32"));
    assertTrue(of("Too many open files").remedy().contains("ulimit -n"));
    assertTrue(of("Disk quota exceeded").problem().contains("quota"));
    assertTrue(of("Read-only file system").remedy().contains("may be written"));
    assertEquals("The disk failed.", of("Input/output error").problem());
  }

  @Test
  void tellsAFullDiskFromOneWithoutInodes() {
    RemediableException inodes = of("No space left on device");
    assertTrue(inodes.getMessage().contains("inodes"), inodes.getMessage());
    assertTrue(inodes.evidence().contains("04_difference.tiff"), inodes.evidence());
    assertEquals("The disk is full.",
        FileTrouble.of(new IOException("There is not enough space on the disk")).problem());
  }

  @Test
  void namesTheFileAndNeverBlamesTheDiskForWhatItDidNotDo() {
    RemediableException gone = FileTrouble.of(new NoSuchFileException("/out/A/DAPI/tiff/01_padded_post.tiff"));
    assertTrue(
        gone.getMessage().contains("01_padded_post.tiff") && gone.getMessage().contains("leave the raw and output"),
        gone.getMessage());
    RemediableException denied = FileTrouble.of(new AccessDeniedException("/out/x"));
    assertTrue(denied.getMessage().contains("/out/x") && denied.remedy().contains("permissions"), denied.getMessage());
    for (IOException e : new IOException[] {new IOException("odd"), new FileSystemException("/out/x"),
        new FileSystemException("/out/x", null, "odd"), new IOException()}) {
      assertFalse(FileTrouble.of(e).getMessage().contains("disk failed"), FileTrouble.of(e).getMessage());
    }
  }

  @Test
  void damageIsNamedWithItsReason() {
    assertTrue(
        FileTrouble.of(new DamagedImageException(folder, "strip 3 is cut")).evidence().contains("strip 3 is cut"));
  }
}
