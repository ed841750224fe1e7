package io.github.exo2micro.fiji.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskWarp;
import io.github.exo2micro.export.WarpedExport;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.view.TaskImageInputs;
import io.github.exo2micro.port.ImageChoice;
import java.io.File;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Apply to Another Image… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Apply to Another Image...", weight = 8.9)},
    description = "Puts another image of the pre round (another dye, another pixel size) where a task's warp puts pre.")
public final class ApplyToImage extends TaskImageInputs {

  private static final int MOST = 1_000_000;

  @Parameter(label = "Image of the pre round", style = "open", required = false, persist = false,
      description = "A file that shows the whole frame of the pre image.")
  private File image;

  @Parameter(label = "Page (0 = the largest)", required = false, persist = false, description = "Of the file.")
  private String page = "0";

  @Parameter(label = "Channel (0 = all)", required = false, persist = false, description = "Of the image.")
  private String channel = "0";

  @Parameter(label = "Series (0 = the largest)", required = false, persist = false, description = "Of the file.")
  private String series = "0";

  @Parameter(label = "Values", choices = {"float", "same"}, required = false, persist = false,
      description = "float: 32 bits, as interpolated. same: rounded to the image's own 8 or 16 bits.")
  private String values = "float";

  @Parameter(label = "New file", style = "save", required = false, persist = false,
      description = "An OME-TIFF that must not exist, like other_dye.ome.tiff.")
  private File out;

  @Parameter(type = ItemIO.OUTPUT, label = "File", description = "The path of what was written.")
  private String text;

  @Override
  protected Work prepare() {
    Finder finder = finder();
    if (image == null || image.getPath().isBlank()) {
      throw new RemediableException("There is no image to apply the warp to.", "image is empty.", "choose a file.");
    }
    ImageChoice choice = new ImageChoice(number(page, "page"), number(channel, "channel"), number(series, "series"));
    WarpedExport.Values kind = Inputs.choice(values, "values", WarpedExport.Values.class);
    Path target = ExportImage.target(out);
    return () -> {
      TaskWarp warp = TaskWarp.of(finder.output(), finder.task(), finder.wanted());
      try (CommandProgress progress = new CommandProgress(this, "Apply the warp of " + finder.task())) {
        WarpedExport.Result result = new WarpedExport(warp, batches().engine(false).host().source(),
            Math.max(1, Runtime.getRuntime().availableProcessors())).write(image.toPath(), choice, kind, target,
                progress);
        text = target.toString();
        Shown.text(this, "Exo2Micro apply", target + "\n" + result.taken() + (result.local()
            ? "; with local displacements" : "") + result.warnings().stream().map(w -> "\n⚠ " + w).reduce("",
                String::concat));
      }
      return Ending.DONE;
    };
  }

  private static OptionalInt number(String value, String key) {
    int number = Inputs.whole(value, key, 0, MOST);
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
