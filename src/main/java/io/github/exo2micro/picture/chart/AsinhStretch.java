package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.FloatImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences of either sign as positions on a diverging map: asinh(value / knee), linear below the knee and
 * logarithmic above, so that faint and bright signal show in one picture.
 *
 * @param knee grey levels, above 0
 * @param limit the value of full colour, grey levels, above 0; both signs alike
 */
public record AsinhStretch(double knee, double limit) {

  /** A preview's brightest half per cent gets full colour, but never what lies under two knees. */
  public static AsinhStretch of(List<FloatImage> differences, double knee) {
    double safeKnee = knee > 0 ? knee : 1;
    double limit = 2 * safeKnee;
    for (FloatImage difference : differences) {
      float[] chosen = Samples.of(difference.pixels());
      float[] absolute = new float[chosen.length];
      int n = 0;
      for (float v : chosen) {
        if (Float.isFinite(v)) {
          absolute[n++] = Math.abs(v);
        }
      }
      if (n > 0) {
        java.util.Arrays.sort(absolute, 0, n);
        limit = Math.max(limit, absolute[(int) (0.995 * (n - 1))]);
      }
    }
    return new AsinhStretch(safeKnee, limit);
  }

  /** 0 at −limit, 0.5 at 0, 1 at limit. */
  double position(double value) {
    return 0.5 + asinh(value / knee) / (2 * asinh(limit / knee));
  }

  private static double asinh(double x) {
    double size = Math.abs(x);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), x);
  }

  /** The colour of a value, 0xRRGGBB; white for NaN (background). */
  int rgb(double value) {
    return Double.isNaN(value) ? 0xffffff : ColourMap.DIFFERENCE.rgb(position(value));
  }

  /**
   * The colours of all floats by their sign, exponent and first eight bits of mantissa: 1/256 of a value is less than a
   * step of the colours, and an asinh for each of a million pixels takes ten times as long.
   */
  static final class Table {
    private static final int SHIFT = 15;
    private final byte[] step = new byte[1 << 32 - SHIFT];

    private Table(AsinhStretch stretch) {
      for (int i = 0; i < step.length; i++) {
        float middle = Float.intBitsToFloat(i << SHIFT | 1 << SHIFT - 1);
        // Past the largest float come the infinities.
        double value = middle == middle ? middle : Math.copySign(Float.MAX_VALUE, i < step.length / 2 ? 1 : -1);
        step[i] = (byte) ColourMap.step(stretch.position(value));
      }
    }

    /** As {@link AsinhStretch#rgb}. */
    int rgb(float value) {
      return value != value ? 0xffffff
          : ColourMap.DIFFERENCE.rgbOfStep(step[Float.floatToRawIntBits(value) >>> SHIFT] & 255);
    }
  }

  /** For many pixels. */
  Table table() {
    return new Table(this);
  }

  /** A bar with labels in grey levels, not too close to each other. */
  public ColourBar bar(String label) {
    List<ColourBar.Tick> ticks = new ArrayList<>(List.of(new ColourBar.Tick(0.5, "0")));
    double last = 0.5;
    for (int decade = (int) Math.floor(Math.log10(knee)) - 1; decade < 12; decade++) {
      for (int m : new int[] {1, 2, 5}) {
        double v = decade < 0 ? m / Math.pow(10, -decade) : m * Math.pow(10, decade);
        if (v <= limit * (1 + 1e-9) && position(v) - last >= 0.055) {
          last = position(v);
          ticks.add(new ColourBar.Tick(last, CountFormat.text(v)));
          ticks.add(new ColourBar.Tick(1 - last, CountFormat.text(-v)));
        }
      }
    }
    return new ColourBar(ColourMap.DIFFERENCE, ticks, label);
  }
}
