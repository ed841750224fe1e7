package io.github.exo2micro.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells regular files from all else that can have a file's name. In an output folder nothing else is opened: a pipe
 * would block for ever, a device never ends, and a link leads out of the folder.
 */
public final class PlainFile {

  private static final String SET_ASIDE = ".damaged";

  private PlainFile() {}

  /**
   * What is there instead of a regular file, links not followed; empty for a regular file and for nothing at all.
   *
   * @return "a folder", "a symbolic link", "a pipe or device"
   * @throws IOException when the folder around it cannot be looked at
   */
  public static Optional<String> oddity(Path file) throws IOException {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.isRegularFile() ? Optional.empty()
          : Optional.of(is.isDirectory() ? "a folder" : is.isSymbolicLink() ? "a symbolic link" : "a pipe or device");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a regular file is there, links not followed. */
  public static boolean exists(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Renames what must not be used to {@code <name>.damaged}, in place of an earlier one. A folder of that name is never
   * replaced: then a number is added.
   *
   * @param file a file, or anything else that has its name
   * @return its new name
   */
  public static Path setAside(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + SET_ASIDE);
    for (int i = 2; Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(file.getFileName() + SET_ASIDE + i);
    }
    return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the name of a file that is about to be written free of anything but a regular file. */
  public static void clear(Path file) throws IOException {
    if (oddity(file).isPresent()) {
      setAside(file);
    }
  }
}
