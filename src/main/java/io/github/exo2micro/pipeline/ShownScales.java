package io.github.exo2micro.pipeline;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.DifferenceImagePicture;
import io.github.exo2micro.picture.ScaleFieldPicture;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.subtraction.RatioFit;
import io.github.exo2micro.subtraction.field.LocalScaleEstimate;
import io.github.exo2micro.subtraction.field.RegionCounts;
import io.github.exo2micro.subtraction.field.RegionRatio;
import io.github.exo2micro.subtraction.field.ScaleField;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.ScaleSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scales of the background, as the pictures of stage 4 show them.
 *
 * @param camera the cameras' levels, by which background is judged
 * @param subtracted what was taken off both images in the difference: the cameras' offsets, or nothing
 * @param scales Moffat first
 * @param fit of the Moffat scale
 * @param local how the scale varies
 */
record ShownScales(CameraLevels camera, CameraLevels subtracted, List<ScaleSummary> scales, RatioFit fit,
    LocalScaleChoice local) {

  /** With the cameras' offsets. */
  List<ScaleLine> lines() {
    return scales.stream().map(e -> line(e, camera)).toList();
  }

  private static ScaleLine line(ScaleSummary e, CameraLevels levels) {
    return new ScaleLine(e.kind(), e.scale(), levels.postOffset() - e.scale() * levels.preOffset());
  }

  /** The picture of each difference that is written. */
  List<Picture> differences(PictureLabel label, Preview preview, PairHistograms counts) {
    List<Picture> pictures = new ArrayList<>();
    for (ScaleSummary e : scales) {
      pictures.add(DifferenceImagePicture.of(label, preview, line(e, subtracted), counts, e.overSubtracted()));
    }
    local.field().ifPresent(field -> {
      FloatImage difference = preview.difference(on(preview, field), subtracted.postOffset(), subtracted.preOffset());
      pictures.add(DifferenceImagePicture.local(label, difference, preview.reduction(),
          line(scales.get(0), subtracted), spread(), counts));
    });
    return pictures;
  }

  /** The scale of the background over the tissue; empty where it could not be measured. */
  Optional<Picture> field(PictureLabel label, Preview preview, RegionCounts counts) {
    if (!local.summary(scales.get(0).scale()).isMeasured()) {
      return Optional.empty();
    }
    return local.estimate().map(e -> new ScaleFieldPicture(label, on(preview, e.field()), preview.reduction(), spread(),
        regions(e, counts.frame(), counts.side()), counts.side()));
  }

  private static List<ScaleFieldPicture.Region> regions(LocalScaleEstimate e, Tile frame, int side) {
    List<ScaleFieldPicture.Region> regions = new ArrayList<>();
    for (int i = 0; i < e.regions().size(); i++) {
      RegionRatio r = e.regions().get(i);
      double measured = Math.pow(10, r.log());
      regions.add(new ScaleFieldPicture.Region(place(r, frame, side), measured, Math.log(10) * measured * r.sigma(),
          e.field().at(r.x(), r.y()), e.stained()[i]));
    }
    return regions;
  }

  /** The square of the grid of post's regions in which a region's centre lies. */
  private static Tile place(RegionRatio r, Tile frame, int side) {
    int column = (int) Math.floor((r.x() - frame.x()) / side);
    int row = (int) Math.floor((r.y() - frame.y()) / side);
    return new Tile(frame.x() + column * side, frame.y() + row * side, side, side).intersect(frame);
  }

  private LocalScaleSummary spread() {
    return local.summary(scales.get(0).scale());
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
