package io.github.exo2micro.checkpoint;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.raw.SafeName;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The folder {@code <output>/<sample>/<dye>} of one task's files, laid out as the Python original does. */
public final class TaskFolder {

  private final TaskId task;
  private final Path root;

  /**
   * @param output the root of all outputs; nothing is made yet
   * @throws RemediableException when the sample's or dye's name cannot be a folder's name, or a folder on the way
   *     to the task's files is a link that leads out of the output
   */
  public TaskFolder(Path output, TaskId task) {
    this.task = task;
    try {
      root = SafeName.resolve(output, task.sample(), task.dye());
      for (Path part : List.of(tiff(), fits(), pictures(), microbes())) {
        SafeName.requireInside(output, part);
      }
    } catch (IOException e) {
      throw new RemediableException("The output folder cannot be read.", output + " (" + e + ")",
          "choose a folder that you may read and write.", e);
    }
  }

  /** Sample and dye. */
  TaskId task() {
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

  /** Where the lists of microbes lie. */
  public Path microbes() {
    return root.resolve("microbes");
  }

  /**
   * The path of a diagnostic picture.
   *
   * @param name as in the list of pictures: {@code registration}
   */
  public Path picture(String name, Parameters parameters) {
    return pictures().resolve(name + parameters.suffix(stage(name)) + ".png");
  }

  /** Pictures of microbes change with the search's parameters, the others do not. */
  private static int stage(String picture) {
    return MicrobeFiles.PICTURES.contains(picture) ? ParameterSpec.DETECTION : Stage.DIFFERENCE.number();
  }
}
