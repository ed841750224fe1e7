package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.microbes.list.MicrobePlaces;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.PictureLabel;
import java.util.Optional;

/**
 * What pictures of a task's microbes show.
 *
 * @param label whose they are
 * @param difference means of the searched difference, NaN outside the tissue
 * @param reduction full-resolution px per px of {@code difference}
 * @param places where the microbes are
 * @param summary how many there are
 * @param pixel size of a full-resolution pixel, where it is known
 */
public record MicrobeMap(PictureLabel label, FloatImage difference, int reduction, MicrobePlaces places,
    MicrobeSummary summary, Optional<PixelSize> pixel) {

  /** "1 234 microbes, 12 of them expected by chance". */
  String counts() {
    return CountFormat.grouped(summary.count()) + (summary.count() == 1 ? " microbe, " : " microbes, ")
        + CountFormat.grouped(summary.chance()) + " expected by chance";
  }

  /** "850 per mm² of tissue", or per million pixels where the pixel size is not known. */
  String density() {
    return summary.perMm2().isPresent() ? CountFormat.trimmed(summary.perMm2().getAsDouble()) + " per mm² of tissue"
        : CountFormat.trimmed(summary.perMegapixel()) + " per million px of tissue";
  }
}
