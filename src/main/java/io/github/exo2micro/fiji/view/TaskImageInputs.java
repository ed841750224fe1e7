package io.github.exo2micro.fiji.view;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.task.EarlierRuns;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.plugin.Parameter;

/** Commands that show images of one task, or bring them elsewhere. */
public abstract class TaskImageInputs extends Exo2MicroCommand {

  private static final List<TaskImage.Kind> TOGETHER = List.of(TaskImage.Kind.POST, TaskImage.Kind.PRE_INTERIOR,
      TaskImage.Kind.DIFFERENCE);

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "The output folder of a run.")
  private File output_dir;

  @Parameter(label = "Sample", required = false, persist = false, description = "The sample's name.")
  private String sample = "";

  @Parameter(label = "Dye", required = false, persist = false, description = "The dye's name.")
  private String dye = "";

  @Parameter(label = "Parameters of the run (empty = newest)", style = "text area", required = false, persist = false,
      description = "name=value, one per line, where several runs share the folder.")
  private String parameters = "";

  @Override
  public DialogNews news() {
    try {
      return new DialogNews("", "", TaskNames.of(EarlierRuns.in(Inputs.folder(output_dir, "output_dir")).tasks(),
          sample),
          Map.of(), "");
    } catch (RemediableException | IOException e) {
      // A folder that is not chosen yet, or cannot be read: nothing to offer.
      return DialogNews.NONE;
    }
  }

  /**
   * The task that was asked for.
   *
   * @param output the output folder
   * @param task sample and dye
   * @param wanted the parameters of the run; empty = the newest
   */
  public record Finder(Path output, TaskId task, Optional<Parameters> wanted) {
    /**
     * Finds an image.
     *
     * @throws io.github.exo2micro.RemediableException when it is not there
     */
    public TaskImage find(TaskImage.Kind kind) throws IOException {
      return TaskImage.find(output, task, kind, wanted);
    }

    /** Its microbes; empty when there is no list of them. */
    Optional<TaskMicrobes> microbes() throws IOException {
      return TaskMicrobes.find(output, task, wanted);
    }

    /** Those that are looked at together, as far as they are there: a run that stopped early has fewer. */
    List<TaskImage> together() throws IOException {
      List<TaskImage> found = new ArrayList<>();
      for (TaskImage.Kind kind : TOGETHER) {
        try {
          found.add(find(kind));
        } catch (RemediableException e) {
          // A run that dropped its intermediates has fewer, too.
          continue;
        }
      }
      return found;
    }
  }

  /** Checks the inputs, not yet the disk. */
  protected final Finder finder() {
    return new Finder(Inputs.folder(output_dir, "output_dir"),
        new TaskId(Inputs.name(sample, "sample"), Inputs.name(dye, "dye")), ParameterLines.given(parameters));
  }
}
