package io.github.exo2micro.fiji.command;

import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.memory.WorkerAdvice;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Create Demo Data… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Create Demo Data...", weight = 12)},
    description = "Makes a small raw folder with two samples and two dyes, whose truth is known.")
public final class CreateDemoData extends Exo2MicroCommand {

  @Parameter(label = "Folder", style = "directory", required = false, persist = false,
      description = "Gets raw/ with the images and truth/ with what is right.")
  private File directory;

  @Parameter(label = "Width (200 to 30000 px)", required = false, persist = false,
      description = "Of each image.")
  private String width = "1600";

  @Parameter(label = "Height (200 to 30000 px)", required = false, persist = false,
      description = "Of each image.")
  private String height = "1300";

  @Parameter(label = "Seed (a whole number)", required = false, persist = false,
      description = "The same seed gives the same bytes.")
  private String seed = "1";

  @Parameter(type = ItemIO.OUTPUT, label = "Demo data", description = "What was made and where.")
  private String text;

  @Override
  protected Work prepare() {
    Path folder = Inputs.folder(directory, "directory");
    ImageSize size = new ImageSize(Inputs.whole(width, "width", 200, 30_000),
        Inputs.whole(height, "height", 200, 30_000));
    int start = Inputs.whole(seed, "seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
    return () -> {
      int threads = WorkerAdvice.usefulThreads(batches().engine(false).host().probe().cores());
      ExecutorService executor = Executors.newFixedThreadPool(threads);
      try (CommandProgress progress = new CommandProgress(this, "Create demo data")) {
        List<DemoPair> pairs = new DemoData(new TileSweep(executor, threads)).create(folder, size, start, progress);
        text = Shown.text(this, "Exo2Micro demo data", "Made " + pairs.size() + " pairs in " + folder.resolve("raw")
            + ".\nNow start Run Batch with this raw folder, an output folder of your choice, and a padding of "
            + Math.max(100, size.longestSide() / 4) + " px.");
        return Ending.DONE;
      } finally {
        executor.shutdownNow();
      }
    };
  }
}
