package io.github.exo2micro.picture.statistics;

/**
 * Sorts brightness into levels of equal width, level k centred on {@code k · width}: 8-bit data get their 256 whole
 * numbers, data of a wider range as many levels as are worth keeping.
 *
 * @param width of a level, in grey levels of the data; whole for whole-number data
 * @param levels how many, at least 2; brighter pixels go to the last, negative ones to the first
 */
public record BrightnessScale(double width, int levels) {

  /** Enough for histograms of 14-bit cameras without loss; five such histograms hold 0.9 MB. */
  private static final int FINE = 1 << 14;
  /** A heat map has no more cells a side than the picture has room for; the grid holds 2 MB. */
  private static final int COARSE = 1 << 9;

  /** @throws IllegalArgumentException when the width is not above 0 or there are fewer than 2 levels */
  public BrightnessScale {
    if (!(width > 0) || Double.isInfinite(width) || levels < 2) {
      throw new IllegalArgumentException(levels + " levels of width " + width);
    }
  }

  /**
   * Levels for histograms: one per whole number up to 16383, wider ones above.
   *
   * @param maximum the largest value, finite; below 255 still gives 256 levels when the data are whole numbers
   * @param wholeNumbers whether the data were recorded as whole numbers (8 or 16 bit)
   */
  public static BrightnessScale fine(double maximum, boolean wholeNumbers) {
    return upTo(maximum, wholeNumbers, FINE);
  }

  /** Levels for the joint histogram, at most 512; otherwise as {@link #fine}. */
  public static BrightnessScale coarse(double maximum, boolean wholeNumbers) {
    return upTo(maximum, wholeNumbers, COARSE);
  }

  private static BrightnessScale upTo(double maximum, boolean wholeNumbers, int most) {
    double top = Double.isFinite(maximum) ? maximum : 0;
    if (wholeNumbers) {
      double width = Math.max(1, Math.ceil((top + 1) / most));
      return new BrightnessScale(width, (int) Math.ceil((Math.max(top, 255) + 1) / width));
    }
    return new BrightnessScale(top > 0 ? top / (most - 1) : 1, most);
  }

  /** The level of a value; NaN is level 0. */
  public int level(double value) {
    // A product, since counting loops then divide once and not for every pixel; a cast makes NaN 0.
    int level = (int) (value * (1 / width) + 0.5);
    return level >= levels ? levels - 1 : Math.max(0, level);
  }

  /** The same for loops over all pixels, which keep {@code 1 / width} and the last level at hand. */
  static int level(float value, float perLevel, int last) {
    int level = (int) (value * perLevel + 0.5f);
    return level > last ? last : level < 0 ? 0 : level;
  }

  /** The brightness at the centre of a level. */
  public double value(int level) {
    return level * width;
  }
}
