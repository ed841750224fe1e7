package io.github.exo2micro.pipeline;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder {@code <output>/<sample>/<dye>} of one task's files, laid out as the Python original does. */
public final class TaskFolder {

  private final TaskId task;
  private final Path root;

  /**
   * @param output the root of all outputs; nothing is made yet
   * @throws RemediableException when the sample's or dye's name cannot be a folder's name, or leads out of the output
   */
  public TaskFolder(Path output, TaskId task) {
    this.task = task;
    root = output.resolve(part(task.sample(), "sample")).resolve(part(task.dye(), "dye"));
    requireInside(output, root);
  }

  private static String part(String name, String what) {
    boolean bad = name.isBlank() || name.equals(".") || name.equals("..")
        || name.chars().anyMatch(c -> c == '/' || c == '\\' || c < 32 || c == 127);
    try {
      if (!bad && Path.of(name).getNameCount() == 1) {
        return name;
      }
    } catch (InvalidPathException e) {
      // refused below
    }
    throw new RemediableException("The " + what + "'s name cannot be a folder's name.", "'" + name + "'.",
        "rename the raw " + (what.equals("sample") ? "folder" : "file") + ": no path separators, no control characters.");
  }

  private static void requireInside(Path output, Path folder) {
    try {
      for (Path p = folder; p != null && !p.equals(output); p = p.getParent()) {
        if (Files.exists(p) && !p.toRealPath().startsWith(output.toRealPath())) {
          throw new RemediableException("A folder of the output leads out of it.", p + " leads to " + p.toRealPath() + ".",
              "remove that link, or choose the folder that it leads to as the output folder.");
        }
      }
    } catch (IOException e) {
      throw new RemediableException("The output folder cannot be read.", output + " (" + e + ")",
          "choose a folder that you may read and write.", e);
    }
  }

  /** Sample and dye. */
  public TaskId task() {
    return task;
  }

  /** {@code <output>/<sample>/<dye>}. */
  public Path root() {
    return root;
  }

  /** Where TIFF checkpoints lie. */
  public Path tiff() {
    return root.resolve("tiff");
  }

  /** Where FITS checkpoints lie. */
  public Path fits() {
    return root.resolve("fits");
  }

  /** Where pictures lie. */
  public Path pictures() {
    return root.resolve("pipeline_output");
  }

  /**
   * The path of a diagnostic picture.
   *
   * @param name as in the list of pictures: {@code registration}
   */
  public Path picture(String name, Parameters parameters) {
    return pictures().resolve(name + parameters.suffix(Stage.DIFFERENCE.number()) + ".png");
  }
}
