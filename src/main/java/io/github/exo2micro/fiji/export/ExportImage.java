package io.github.exo2micro.fiji.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskExport;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.view.TaskImageInputs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Export Image… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Export Image...", weight = 8.7)},
    description = "Writes an image of a task as a tiled pyramid for QuPath, napari, OMERO and others.")
public final class ExportImage extends TaskImageInputs {

  private static final List<String> BITS = List.of("32", "16");

  @Parameter(label = "Image", choices = {"difference", "local", "aligned", "post"}, required = false, persist = false,
      description = "local: the difference with a local scale. aligned: pre as post sees it.")
  private String image = "difference";

  @Parameter(label = "Format", choices = {"ome-tiff", "ome-zarr"}, required = false, persist = false,
      description = "ome-tiff: one file. ome-zarr: a folder, for napari and the web.")
  private String format = "ome-tiff";

  @Parameter(label = "Bits", choices = {"32", "16"}, required = false, persist = false,
      description = "32: the values as they are. 16: whole numbers, half as large; their factor is stored.")
  private String bits = "32";

  @Parameter(label = "New file or folder", style = "save", required = false, persist = false,
      description = "Must not exist, like difference.ome.tiff.")
  private File out;

  @Parameter(type = ItemIO.OUTPUT, label = "File", description = "The path of what was written.")
  private String text;

  @Override
  protected Work prepare() {
    Finder finder = finder();
    TaskImage.Kind kind = Inputs.choice(image, "image", TaskExport.Image.class).kind();
    TaskExport.Format as = Inputs.choice(format, "format", TaskExport.Format.class);
    boolean sixteenBit = Inputs.choice(bits, "bits", BITS).equals(BITS.get(1));
    Path target = target(out);
    return () -> {
      try (CommandProgress progress = new CommandProgress(this, "Export " + finder.task())) {
        new TaskExport(finder.find(kind), Math.max(1, Runtime.getRuntime().availableProcessors()))
            .write(as, sixteenBit, target, progress);
      }
      text = target.toString();
      if (isHeadless()) {
        System.out.println(text);
      }
      return Ending.DONE;
    };
  }

  /** The path of something new, the macro's key of which is {@code out}. */
  static Path target(File out) {
    if (out == null || out.getPath().isBlank()) {
      throw new RemediableException("There is no path to write to.", "out is empty.", "give a new file or folder.");
    }
    return Inputs.folder(out, "out");
  }
}
