package io.github.exo2micro.export;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Checks of the place that an export goes to, before anything is written. */
final class ExportTarget {

  private ExportTarget() {}

  /**
   * The absolute path of something new.
   *
   * @throws RemediableException when it exists
   */
  static Path requireNew(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw new RemediableException("The export's path exists already.", absolute.toString(),
          "give another path, or delete what is there.");
    }
    return absolute;
  }

  /**
   * Makes the folder and asks its disk.
   *
   * @param bytes that it must have room for
   * @throws RemediableException when it has less
   */
  static void requireRoom(Path target, long bytes) throws IOException {
    Path folder = target.getParent();
    Files.createDirectories(folder);
    requireRoom(folder, bytes, Files.getFileStore(folder).getUsableSpace());
  }

  static void requireRoom(Path folder, long bytes, long free) {
    if (free < bytes) {
      throw new RemediableException("The export may not fit on the disk.", "it takes up to " + bytes / 1_000_000
          + " MB, and " + folder + " has " + free / 1_000_000 + " MB free.",
          "export to another disk, with 16 bits, or make room.");
    }
  }
}
