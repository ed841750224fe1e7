package io.github.exo2micro.cli.command;

import io.github.exo2micro.cli.option.OneTask;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves a region of checkpoints as pictures. */
@picocli.CommandLine.Command(name = "zoom", description = {"Save a region of checkpoints at full resolution as PNG.",
    "Without pipeline parameters it takes the newest run. Rows and columns are of the padded frame."})
final class ZoomCommand extends Command implements Parameterised {

  @Mixin
  private OneTask task;

  @Option(names = "--image", split = ",", paramLabel = "<kind>", defaultValue = "difference",
      description = "post, pre_padded, pre_icp, pre_interior, difference; several with commas. Default: difference.")
  private List<String> kinds;

  @Option(names = "--row", paramLabel = "<px>", description = "First row. Default: the region lies in the middle.")
  private Integer row;

  @Option(names = "--col", paramLabel = "<px>", description = "First column. Default: the region lies in the middle.")
  private Integer column;

  @Option(names = "--size", paramLabel = "<px>", defaultValue = "600",
      description = "Side of the square. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(names = "--sigma", paramLabel = "<px>", defaultValue = "0", description = "Gaussian blur. Default: none.")
  private double sigma;

  ZoomCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    given(() -> new ZoomRegion(row == null ? 0 : row, column == null ? 0 : column, size, sigma));
    List<TaskImage.Kind> wanted = kinds.stream().map(kind -> choice(TaskImage.Kind.class, "image", kind)).toList();
    List<String> saved = new ArrayList<>();
    for (TaskImage.Kind kind : wanted) {
      TaskImage image = TaskImage.find(task.outputDirectory(), task.id(), kind, wantedRun());
      try (FilePlane plane = image.open()) {
        ZoomRegion region = new ZoomRegion(row == null ? middle(plane.size().height()) : row,
            column == null ? middle(plane.size().width()) : column, size, sigma);
        FloatImage crop = region.read(plane);
        saved.add(
            new ZoomPicture(image.label(), kind.word(), region, crop, image.pixelSize()).save(image.pictures())
                .toString());
      }
    }
    if (json()) {
      console().json(Map.of("files", saved));
    } else {
      saved.forEach(console().out()::println);
    }
    return DONE;
  }

  private int middle(int length) {
    return Math.max(0, (length - size) / 2);
  }
}
