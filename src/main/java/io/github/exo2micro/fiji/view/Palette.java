package io.github.exo2micro.fiji.view;

import io.github.exo2micro.picture.ZoomPicture;

/**
 * Colours of grey levels between a minimum and a maximum, which may be moved while others look colours up. Thread-safe.
 */
final class Palette {

  private final int[] colours;
  private volatile double min;
  private volatile double max;

  /**
   * @param colours from the minimum to the maximum, 0xRRGGBB
   * @param min the grey level of the first colour
   * @param max that of the last
   */
  Palette(int[] colours, double min, double max) {
    this.colours = colours.clone();
    this.min = min;
    this.max = max;
  }

  /** Black to white. */
  static int[] greys() {
    int[] greys = new int[256];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = i << 16 | i << 8 | i;
    }
    return greys;
  }

  /** The opaque colour of a grey level; grey for NaN. */
  int colour(float level) {
    if (Float.isNaN(level)) {
      return 0xff000000 | ZoomPicture.NO_VALUE;
    }
    // Clipped before it is rounded: an empty range makes it infinite.
    double part = Math.max(0, Math.min(1, (level - min) / (max - min)));
    return 0xff000000 | colours[(int) Math.round(part * (colours.length - 1))];
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  void min(double value) {
    min = value;
  }

  void max(double value) {
    max = value;
  }
}
