package io.github.exo2micro.fiji.export;

import io.github.exo2micro.export.TaskTransforms;
import io.github.exo2micro.export.TaskWarp;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.view.TaskImageInputs;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Export Transforms… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Export Transforms...", weight = 8.8)},
    description = "Writes the warp of a task as matrix, QuPath's six numbers, ITK transform and grid of displacements.")
public final class ExportTransforms extends TaskImageInputs {

  @Parameter(label = "Folder for the files", style = "directory", required = false, persist = false,
      description = "Gets transform.json, transform_itk.tfm and transform_grid.csv.")
  private File out;

  @Parameter(type = ItemIO.OUTPUT, label = "Files", description = "The paths of what was written, one a line.")
  private String text;

  @Override
  protected Work prepare() {
    Finder finder = finder();
    Path folder = Inputs.folder(out, "out");
    return () -> {
      TaskWarp warp = TaskWarp.of(finder.output(), finder.task(), finder.wanted());
      text = new TaskTransforms(warp).write(folder).stream().map(Path::toString).collect(Collectors.joining("\n"));
      Shown.text(this, "Exo2Micro transforms of " + finder.task(), text);
      return Ending.DONE;
    };
  }
}
