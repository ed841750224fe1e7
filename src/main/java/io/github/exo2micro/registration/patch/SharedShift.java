package io.github.exo2micro.registration.patch;

/**
 * Whether places that lie together, none of which is clear on its own (noise, another stain, cells that moved), have a
 * shift in common: the mean of their correlation surfaces stands out near no shift at all.
 */
final class SharedShift {

  /** How far the peak must stand out of the shifts that are too far away, standard deviations of those. */
  private static final double CLEAR = 5;
  /** Shifts nearer to the middle than this more than allowed are the peak's own flanks, px. */
  private static final int FLANK = 6;

  private final int reach;
  private final int side;
  private final float[] sum;

  /** @param reach of the surfaces, px: steps of 2 px from −reach to reach */
  SharedShift(int reach) {
    this.reach = reach;
    this.side = reach + 1;
    this.sum = new float[side * side];
  }

  /** Adds one place. */
  void add(float[] surface) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += surface[i];
    }
  }

  /**
   * Whether the places confirm that they lie right.
   *
   * @param allowed px from no shift
   */
  boolean isNear(double allowed) {
    float[] smooth = smooth();
    double peak = Double.NEGATIVE_INFINITY;
    double far = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < smooth.length; i++) {
      double length = Math.hypot(2.0 * (i % side) - reach, 2.0 * (i / side) - reach);
      if (length <= allowed) {
        peak = Math.max(peak, smooth[i]);
      } else if (length > allowed + FLANK) {
        far += smooth[i];
        squares += (double) smooth[i] * smooth[i];
        n++;
      }
    }
    if (n < 2) {
      return false;
    }
    double mean = far / n;
    double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
    return deviation > 0 && peak - mean >= CLEAR * deviation;
  }

  /** Means of 3 × 3: what texture has in common is wider than a step of 2 px, noise is not. */
  private float[] smooth() {
    float[] smooth = new float[sum.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int n = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(side - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(side - 1, x + 1); u++) {
            smooth[y * side + x] += sum[v * side + u];
            n++;
          }
        }
        smooth[y * side + x] /= n;
      }
    }
    return smooth;
  }
}
