package io.github.exo2micro.demo;

import io.github.exo2micro.geometry.Homography;
import java.util.Arrays;

/**
 * How far a warp is from the truth over the tissue.
 *
 * @param median px of post
 * @param p95 95th percentile, px of post
 */
public record AlignmentError(double median, double p95) {

  private static final int GRID = 60;

  /**
   * Compares on a grid of places in the tissue.
   *
   * @param found raw post px → raw pre px
   * @param pair the truth
   */
  static AlignmentError measure(Homography found, DemoPair pair) {
    DemoTissue tissue = new DemoTissue(pair.seed(), pair.preSize(), pair.tissue());
    Homography truth = pair.warp();
    double[] errors = new double[GRID * GRID];
    int n = 0;
    for (int j = 0; j < GRID; j++) {
      for (int i = 0; i < GRID; i++) {
        double x = (i + 0.5) * pair.postSize().width() / GRID;
        double y = (j + 0.5) * pair.postSize().height() / GRID;
        double tx = truth.x(x, y);
        double ty = truth.y(x, y);
        if (tissue.inside(tx, ty) > 0.5) {
          errors[n++] = Math.hypot(found.x(x, y) - tx, found.y(x, y) - ty) / enlargement(truth, x, y);
        }
      }
    }
    double[] sorted = Arrays.copyOf(errors, n);
    Arrays.sort(sorted);
    return new AlignmentError(sorted[n / 2], sorted[Math.min(n - 1, (int) (0.95 * n))]);
  }

  /** The same for a warp between frames padded by {@code pad} px. */
  public static AlignmentError measurePadded(Homography found, int pad, DemoPair pair) {
    return measure(Homography.translation(-pad, -pad).after(found).after(Homography.translation(pad, pad)), pair);
  }

  private static double enlargement(Homography h, double x, double y) {
    double ax = h.x(x + 1, y) - h.x(x, y);
    double ay = h.y(x + 1, y) - h.y(x, y);
    double bx = h.x(x, y + 1) - h.x(x, y);
    double by = h.y(x, y + 1) - h.y(x, y);
    return Math.sqrt(Math.abs(ax * by - ay * bx));
  }
}
