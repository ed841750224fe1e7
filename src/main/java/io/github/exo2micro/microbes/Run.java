package io.github.exo2micro.microbes;

/**
 * Neighbouring pixels of one row that stand out, all above or all below zero.
 *
 * @param y row of the plane
 * @param x first column
 * @param below whether they are below zero: then all values are those of the negated difference
 * @param smoothed the smoothed difference; the arrays are shared, not copied
 * @param raw the difference
 * @param sigma one standard deviation of the smoothed difference
 * @param edge whether a pixel lies at the edge of the searched area
 */
record Run(int y, int x, boolean below, float[] smoothed, float[] raw, float[] sigma, boolean edge) {

  /** Column after the last. */
  int right() {
    return x + smoothed.length;
  }

  /** This one and the next, which begins where it ends. */
  Run joined(Run next) {
    return new Run(y, x, below, joined(smoothed, next.smoothed), joined(raw, next.raw), joined(sigma, next.sigma),
        edge || next.edge);
  }

  private static float[] joined(float[] a, float[] b) {
    float[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
