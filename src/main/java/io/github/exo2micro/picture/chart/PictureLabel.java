package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.PixelSize;
import java.awt.FontMetrics;
import java.util.Optional;

/**
 * What every picture of a task says at its top, and how long its bars are.
 *
 * @param sample the sample's name, of any length
 * @param dye the dye's name
 * @param pixel size of a pixel of post on the sample, where it is known
 */
public record PictureLabel(String sample, String dye, Optional<PixelSize> pixel) {

  /** Of a task whose pixels have no known size. */
  public PictureLabel(String sample, String dye) {
    this(sample, dye, Optional.empty());
  }

  /** "sample · dye". */
  public String text() {
    return sample + "  ·  " + dye;
  }

  /** A text cut in its middle, where names differ least, until it fits. */
  public static String fitted(String text, FontMetrics metrics, double width) {
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    for (int kept = text.length() - 1; kept > 1; kept--) {
      int tail = kept / 2;
      String cut = text.substring(0, kept - tail) + "…" + text.substring(text.length() - tail);
      if (metrics.stringWidth(cut) <= width) {
        return cut;
      }
    }
    return "…";
  }
}
