package io.github.exo2micro.export;

import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.RawSizeFact;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.util.Optional;

/**
 * How the raw images lie on the padded canvas of a run.
 *
 * @param pad margin, px: a raw pixel lies so much further right and down
 * @param canvas size of the padded images
 * @param store the run's checkpoints
 */
record PaddedFrame(int pad, ImageSize canvas, CheckpointStore store) {

  /** That of the run which made an image. */
  static PaddedFrame of(TaskFolder folder, Sidecar image) {
    Parameters parameters = Parameters.of(image.parameters());
    return new PaddedFrame(parameters.integer(ParameterSpec.PAD), new ImageSize(image.width(), image.height()),
        new CheckpointStore(folder, parameters, CheckpointFormat.TIFF, false, 1, Optional.empty()));
  }

  /** Size of the raw image that a padded one holds; the canvas without its margin where no sidecar tells. */
  ImageSize raw(Checkpoint padded) throws IOException {
    return store.sidecar(padded).flatMap(s -> RawSizeFact.read(s.facts()))
        .orElse(new ImageSize(canvas.width() - 2 * pad, canvas.height() - 2 * pad));
  }
}
