package io.github.exo2micro.pipeline;

import io.github.exo2micro.diagnostics.DifferenceImagePicture;
import io.github.exo2micro.diagnostics.PairHistograms;
import io.github.exo2micro.diagnostics.Picture;
import io.github.exo2micro.diagnostics.PictureLabel;
import io.github.exo2micro.diagnostics.Preview;
import io.github.exo2micro.diagnostics.ScaleLine;
import io.github.exo2micro.diagnostics.ScaleSpread;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.subtraction.ScaleEstimate;
import io.github.exo2micro.subtraction.field.ScaleField;
import java.util.ArrayList;
import java.util.List;

/**
 * The scales of the background, as the pictures of stage 4 show them.
 *
 * @param camera the cameras' levels, by which background is judged
 * @param subtracted what was taken off both images in the difference: the cameras' offsets, or nothing
 * @param estimates Moffat first
 * @param local how the scale varies
 */
record ShownScales(CameraLevels camera, CameraLevels subtracted, List<ScaleEstimate> estimates, LocalScaleChoice local) {

  /** With the cameras' offsets. */
  List<ScaleLine> lines() {
    return estimates.stream().map(e -> line(e, camera)).toList();
  }

  private static ScaleLine line(ScaleEstimate e, CameraLevels levels) {
    return new ScaleLine(e.kind(), e.scale(), levels.postOffset() - e.scale() * levels.preOffset());
  }

  /** The picture of each difference that is written. */
  List<Picture> differences(PictureLabel label, Preview preview, PairHistograms counts) {
    List<Picture> pictures = new ArrayList<>();
    for (ScaleEstimate e : estimates) {
      pictures.add(DifferenceImagePicture.of(label, preview, line(e, subtracted), line(e, camera), counts));
    }
    local.field().ifPresent(field -> {
      FloatImage difference = preview.difference(on(preview, field), subtracted.postOffset(), subtracted.preOffset());
      pictures.add(DifferenceImagePicture.local(label, difference, preview.reduction(),
          line(estimates.get(0), subtracted), spread(), counts));
    });
    return pictures;
  }

  private ScaleSpread spread() {
    LocalScaleSummary s = local.summary(estimates.get(0).scale());
    return new ScaleSpread(s.low(), s.median(), s.high(), s.uncertainty());
  }

  /** The scale at the centre of each pixel of a preview's tissue, NaN elsewhere. */
  private static FloatImage on(Preview preview, ScaleField field) {
    FloatImage scales = new FloatImage(preview.tissue().width(), preview.tissue().height());
    int r = preview.reduction();
    for (int y = 0; y < scales.height(); y++) {
      for (int x = 0; x < scales.width(); x++) {
        scales.set(x, y, preview.tissue().at(x, y) == 0 ? Float.NaN
            : (float) field.at((x + 0.5) * r - 0.5, (y + 0.5) * r - 0.5));
      }
    }
    return scales;
  }
}
