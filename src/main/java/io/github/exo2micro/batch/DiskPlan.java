package io.github.exo2micro.batch;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.pipeline.ParameterSpec;
import io.github.exo2micro.pipeline.Parameters;
import io.github.exo2micro.pipeline.Stage;
import io.github.exo2micro.pipeline.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task will add to the disk, from its images' size alone.
 *
 * <p>Exact for uncompressed checkpoints but for headers, sidecars and pictures, which have a fixed allowance; an upper
 * bound for compressed ones. Checkpoints of the same parameters that lie there with the right size are not counted
 * when the run would reuse them.
 */
final class DiskPlan {

  /** TIFF strip tables, FITS blocks, the sidecar. */
  private static final long PER_IMAGE_EXTRA = 200_000;
  /** All pictures and their CSV files of one task. */
  private static final long PICTURES = 12_000_000;

  private final TaskRequest task;
  private final ImageSize padded;

  DiskPlan(TaskRequest task, ImageSize padded) {
    this.task = task;
    this.padded = padded;
  }

  PlannedTask plan() {
    boolean drops = task.dropIntermediates() && task.control().toStage() == 4;
    boolean finished = drops && images().stream().filter(i -> i.stage == Stage.DIFFERENCE).allMatch(this::isReused);
    long kept = task.pictures() ? PICTURES : 0;
    long passing = 0;
    for (Image image : images()) {
      if (isReused(image) || finished) {
        continue;
      }
      long bytes = imageBytes() * ((task.format().hasTiff() ? 1 : 0) + (task.format().hasFits() ? 1 : 0));
      if (drops && image.stage != Stage.DIFFERENCE) {
        passing += bytes;
      } else {
        kept += bytes;
      }
    }
    return new PlannedTask(task.task().toString(), padded, kept, passing);
  }

  private long imageBytes() {
    return padded.area() * Float.BYTES + PER_IMAGE_EXTRA;
  }

  /** A checkpoint image, without directory, suffix and extension. */
  private record Image(Stage stage, String name) {}

  private List<Image> images() {
    Parameters parameters = task.parameters();
    List<Image> images = new ArrayList<>(List.of(new Image(Stage.PADDED, "post"), new Image(Stage.PADDED, "pre")));
    if (parameters.flag(ParameterSpec.SAVE_ALL_INTERMEDIATES)) {
      images.add(new Image(Stage.ICP_ALIGNED, "coarse_pre"));
    }
    images.add(new Image(Stage.ICP_ALIGNED, "pre"));
    images.add(new Image(Stage.INTERIOR_ALIGNED, "pre"));
    images.add(new Image(Stage.DIFFERENCE, "difference"));
    parameters.optionalReal(ParameterSpec.SCALE_PERCENTILE).ifPresent(p -> images.add(new Image(Stage.DIFFERENCE,
        "difference_percentile_p" + (p == Math.rint(p) ? String.valueOf(Math.round(p)) : String.valueOf(p)))));
    parameters.optionalReal(ParameterSpec.MANUAL_SCALE)
        .ifPresent(s -> images.add(new Image(Stage.DIFFERENCE, "difference_manual")));
    images.removeIf(image -> image.stage.number() > task.control().toStage());
    return images;
  }

  private boolean isReused(Image image) {
    boolean anew = task.control().force()
        || task.control().fromStage().isPresent() && image.stage.number() >= task.control().fromStage().getAsInt();
    return !anew && (!task.format().hasTiff() || isThere(image, "tiff")) && (!task.format().hasFits()
        || isThere(image, "fits"));
  }

  private boolean isThere(Image image, String format) {
    Path file = task.outputDirectory().resolve(task.task().sample()).resolve(task.task().dye()).resolve(format)
        .resolve(image.stage.prefix() + "_" + image.name + task.parameters().suffix(image.stage.number()) + "."
            + format);
    try {
      return Files.isRegularFile(file)
          && (task.compressed() || Files.size(file) >= padded.area() * Float.BYTES);
    } catch (IOException e) {
      // A file that cannot be looked at is counted as missing: the estimate stays on the safe side.
      return false;
    }
  }
}
