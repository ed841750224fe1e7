package io.github.exo2micro.picture.chart;

/** Evenly chosen pixels: enough for the percentiles of a picture's range, and quick to sort. */
public final class Samples {

  private static final int ENOUGH = 1 << 15;

  private Samples() {}

  /** Every n-th value, at most {@value #ENOUGH} of them; n is odd, so that no column is preferred. */
  public static float[] of(float[] values) {
    int step = (values.length + ENOUGH - 1) / ENOUGH;
    step = step <= 1 ? 1 : step | 1;
    float[] chosen = new float[(values.length + step - 1) / step];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[i * step];
    }
    return chosen;
  }
}
