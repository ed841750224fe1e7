package io.github.exo2micro.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.AlignmentCards;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.LocalField;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The warp that aligned a task's pre image, with what is known about the two raw images.
 *
 * @param task whose it is
 * @param padded px of the padded post → px of the padded pre
 * @param field the same with the local displacements, where there are some
 * @param interpolation between the pixels of pre, as the aligned pre was made
 * @param pad margin of the padded images, px: a raw pixel lies so much further right and down
 * @param canvas size of the padded images
 * @param post size of the raw post; the canvas without its margin where no sidecar tells
 * @param pre size of the raw pre, likewise
 * @param postPixel size of a pixel of post, where it is known
 * @param prePixel size of a pixel of pre, where it is known
 */
public record TaskWarp(TaskId task, Homography padded, Optional<DisplacementField> field, Interpolation interpolation,
    int pad, ImageSize canvas, ImageSize post, ImageSize pre, Optional<PixelSize> postPixel,
    Optional<PixelSize> prePixel) {

  /**
   * Reads the warp of a task whose aligned pre image is there.
   *
   * @param wanted the parameters of the run that made it; empty = the newest run
   * @throws RemediableException when there is none, when another program aligned it, so that its warp is not known, or
   *     when the local field is no longer the one that it was warped with
   */
  public static TaskWarp of(Path output, TaskId task, Optional<Parameters> wanted) throws IOException {
    TaskImage aligned = TaskImage.find(output, task, TaskImage.Kind.PRE_INTERIOR, wanted);
    Sidecar sidecar = aligned.sidecar().filter(s -> s.homography().isPresent() && isFromPre(s))
        .orElseThrow(() -> new RemediableException("The warp of " + task + " is not known.",
            aligned.file() + " has no sidecar that tells it from raw pre to raw post.",
            "run stages 2 and 3 of the task with this program."));
    PaddedFrame frame = PaddedFrame.of(aligned.folder(), sidecar);
    return new TaskWarp(task, sidecar.homography().get(), field(frame.store(), sidecar, task), interpolation(sidecar),
        frame.pad(), frame.canvas(), frame.raw(Checkpoint.PADDED_POST), frame.raw(Checkpoint.PADDED_PRE),
        PixelSizeFact.read(sidecar.facts()),
        frame.store().sidecar(Checkpoint.PADDED_PRE).flatMap(s -> PixelSizeFact.read(s.facts())));
  }

  /** The warp of an image that came from the Python original's stage 2 begins there, not at pre. */
  private static boolean isFromPre(Sidecar sidecar) {
    return sidecar.facts().getOrDefault("warped image", Checkpoint.PADDED_PRE.toString())
        .equals(Checkpoint.PADDED_PRE.toString());
  }

  /** Sidecars from before there was a choice tell none. */
  private static Interpolation interpolation(Sidecar aligned) {
    return Interpolation.named(aligned.facts().get(AlignmentCards.INTERPOLATION));
  }

  private static Optional<DisplacementField> field(CheckpointStore store, Sidecar aligned, TaskId task)
      throws IOException {
    if (!LocalField.isUsed(aligned.facts())) {
      return Optional.empty();
    }
    return Optional.of(LocalField.usedFor(aligned, store)
        .orElseThrow(() -> new RemediableException("The local field of " + task + " is missing.",
            "the aligned pre image was warped with one that is not there any more, or is damaged.",
            "run stage 3 of the task again (--from-stage 3)."))
        .field());
  }

  /** Px of the raw post → px of the raw pre, without the local displacements. */
  public Homography raw() {
    return Homography.translation(-pad, -pad).after(padded).after(Homography.translation(pad, pad));
  }

  /** The warp towards an image that shows pre's frame with other pixels; see {@link DisplacementField#towards}. */
  TaskWarp towards(double scale, double shift) {
    return new TaskWarp(task, Homography.affine(scale, 0, shift, 0, scale, shift).after(padded),
        field.map(f -> f.towards(scale, shift, shift)), interpolation, pad, canvas, post, pre, postPixel, prePixel);
  }

  /** Where a place of the raw post lies in the raw pre, local displacements included: x, y. */
  public double[] map(double x, double y) {
    if (field.isPresent()) {
      return new double[] {field.get().preX(x + pad, y + pad) - pad, field.get().preY(x + pad, y + pad) - pad};
    }
    Homography raw = raw();
    return new double[] {raw.x(x, y), raw.y(x, y)};
  }
}
