package io.github.exo2micro.cli.command;

import io.github.exo2micro.Progress;
import io.github.exo2micro.cli.option.OneTask;
import io.github.exo2micro.export.TaskExport;
import io.github.exo2micro.export.TaskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports an image of a task for other programs. */
@picocli.CommandLine.Command(name = "export",
    description = {"Export an image of a task as a tiled pyramid (OME-TIFF or "
        + "OME-Zarr) for QuPath, napari, OMERO and others.",
        "Its pixels are those of the raw post image. Without pipeline "
            + "parameters it takes the newest run."})
final class ExportCommand extends Command implements Parameterised {

  @Mixin
  private OneTask task;

  @Option(names = "--image", paramLabel = "<image>", defaultValue = "difference",
      description = "difference, local (the difference with a local scale), aligned (pre) or post. Default: "
          + "${DEFAULT-VALUE}.")
  private String image;

  @Option(names = "--format", paramLabel = "<format>", defaultValue = "ome-tiff",
      description = "ome-tiff or ome-zarr. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(names = "--bits", paramLabel = "<n>", defaultValue = "32",
      description = "32 (floats) or 16 (whole numbers, their factor is stored). Default: ${DEFAULT-VALUE}.")
  private int bits;

  @Option(names = "--out", paramLabel = "<path>", description = "The new file or folder.")
  private Path target;

  ExportCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (target == null) {
      throw wrong("--out is needed: the new file or folder.");
    }
    TaskImage.Kind kind = choice(TaskExport.Image.class, "image", image).kind();
    TaskExport.Format as = choice(TaskExport.Format.class, "format", format);
    if (bits != 16 && bits != 32) {
      throw wrong("--bits takes 16 or 32.");
    }
    TaskImage found = TaskImage.find(task.outputDirectory(), task.id(), kind, wantedRun());
    new TaskExport(found, Math.max(1, Runtime.getRuntime().availableProcessors())).write(as, bits == 16, target,
        Progress.none());
    if (json()) {
      console().json(Map.of("file", target.toString()));
    } else {
      console().out().println(target);
    }
    return DONE;
  }
}
