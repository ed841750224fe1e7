package io.github.exo2micro.raw;

import io.github.exo2micro.PlainText;
import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps sample and dye names, which become parts of paths, from leading anywhere else. */
public final class SafeName {

  private SafeName() {}

  /** What is wrong with a name as a single part of a path, if anything is. */
  static Optional<String> problem(String name) {
    if (name.isBlank()) {
      return Optional.of("it is empty");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("it leads to another folder");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of("it holds a path separator");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("it holds a control character");
    }
    try {
      return Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute() ? Optional.empty()
          : Optional.of("it is no plain name");
    } catch (InvalidPathException e) {
      return Optional.of("this system allows no such file name");
    }
  }

  /** The name with control characters made visible. */
  static String shown(String name) {
    return PlainText.line(name);
  }

  /**
   * Gives the name back when it can be a single part of a path.
   *
   * @param what "sample" or "dye", for the message
   * @throws RemediableException when it is empty, {@code .} or {@code ..}, or holds a separator or a control character
   */
  static String require(String what, String name) {
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      throw new RemediableException("The " + what + " name '" + shown(name) + "' is refused: " + problem.get() + ".",
          "names of samples and dyes become folders of the output.",
          what.equals("sample") ? "give the name of a folder directly under the raw directory."
              : "give the dye as it stands between the last underscore and the extension of the file names.");
    }
    return name;
  }

  /**
   * The folder {@code root/sample/dye}.
   *
   * @param root the output directory; need not exist
   * @throws RemediableException when a name is refused, or what is there already leads out of the root by a symbolic
   *     link
   * @throws IOException when the disk fails
   */
  public static Path resolve(Path root, String sample, String dye) throws IOException {
    Path inside = root.resolve(require("sample", sample)).resolve(require("dye", dye));
    requireInside(root, inside);
    return inside;
  }

  /**
   * Checks that a path lies under a root once all symbolic links on the way are followed.
   *
   * @param path beneath {@code root} by its letters; need not exist
   * @throws RemediableException when it leads out
   * @throws IOException when the disk fails
   */
  public static void requireInside(Path root, Path path) throws IOException {
    if (!path.normalize().startsWith(root.normalize())) {
      throw leadsOut(root, path, path.normalize());
    }
    if (!Files.exists(root)) {
      return;
    }
    Path real = root.toRealPath();
    Path at = root;
    for (Path part : root.normalize().relativize(path.normalize())) {
      at = at.resolve(part);
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (!Files.exists(at)) {
        throw leadsOut(root, at, Files.readSymbolicLink(at));
      }
      if (!at.toRealPath().startsWith(real)) {
        throw leadsOut(root, at, at.toRealPath());
      }
    }
  }

  private static RemediableException leadsOut(Path root, Path path, Path target) {
    return new RemediableException("The folder " + path + " leads out of " + root + ".",
        "it resolves to " + target + ".",
        "remove the symbolic link, or choose another directory.");
  }
}
