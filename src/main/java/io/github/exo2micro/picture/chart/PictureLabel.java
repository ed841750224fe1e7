package io.github.exo2micro.picture.chart;

import java.awt.FontMetrics;

/**
 * What every picture of a task says at its top.
 *
 * @param sample the sample's name, of any length
 * @param dye the dye's name
 */
public record PictureLabel(String sample, String dye) {

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
