package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.FloatImage;

/** An image's pixels as colours, a row at a time: pictures have millions of them. */
@FunctionalInterface
public interface Shading {

  /**
   * Colours a piece of a row.
   *
   * @param x of the first pixel
   * @param y the row
   * @param count how many pixels
   * @param to takes them as 0xRRGGBB
   * @param at where the first goes
   */
  void row(int x, int y, int count, int[] to, int at);

  /** In grey. */
  static Shading grey(FloatImage image) {
    Shades shades = Shades.of(image);
    return (x, y, count, to, at) -> {
      int from = y * image.width() + x;
      for (int i = 0; i < count; i++) {
        to[at + i] = 0x010101 * shades.level(image.pixels()[from + i]);
      }
    };
  }

  /** In grey, paler: a ground for lines. */
  static Shading paleGrey(FloatImage image) {
    Shades shades = Shades.of(image);
    return (x, y, count, to, at) -> {
      int from = y * image.width() + x;
      for (int i = 0; i < count; i++) {
        to[at + i] = 0x010101 * (255 - (2 * shades.level(image.pixels()[from + i]) + 2) / 5);
      }
    };
  }

  /** Post in red, pre in cyan, each in its own range: grey where both agree. */
  static Shading redCyan(FloatImage post, FloatImage pre) {
    Shades postShades = Shades.of(post);
    Shades preShades = Shades.of(pre);
    return (x, y, count, to, at) -> {
      int from = y * post.width() + x;
      for (int i = 0; i < count; i++) {
        to[at + i] = postShades.level(post.pixels()[from + i]) << 16
            | 0x000101 * preShades.level(pre.pixels()[from + i]);
      }
    };
  }

  /** post − pre, full colour at ± a limit. */
  static Shading blueWhiteRed(FloatImage post, FloatImage pre, double limit) {
    double unit = 1 / (2 * limit);
    return (x, y, count, to, at) -> {
      int from = y * post.width() + x;
      for (int i = 0; i < count; i++) {
        to[at + i] = ColourMap.BLUE_WHITE_RED.rgb(0.5 + (post.pixels()[from + i] - pre.pixels()[from + i]) * unit);
      }
    };
  }

  /** A difference, stretched; white where it is NaN. */
  static Shading stretched(FloatImage difference, AsinhStretch stretch) {
    AsinhStretch.Table table = stretch.table();
    return (x, y, count, to, at) -> {
      int from = y * difference.width() + x;
      for (int i = 0; i < count; i++) {
        to[at + i] = table.rgb(difference.pixels()[from + i]);
      }
    };
  }
}
