package io.github.exo2micro.geometry;

import io.github.exo2micro.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Iterative closest points (Besl and McKay 1992, doi:10.1109/34.121791) with a shrinking distance limit: pairs each
 * post point with the nearest pre point, leaves out pairs farther apart than the limit, fits, and repeats.
 *
 * <p>The warp itself is fitted again in every step, so nothing has to be composed. Deterministic.
 *
 * @param model what is fitted
 * @param firstLimitPx distance limit of the first step, pre px
 * @param lastLimitPx the limit shrinks by a fifth each step down to this, pre px
 * @param maxSteps at most so many steps
 */
public record Icp(WarpModel model, double firstLimitPx, double lastLimitPx, int maxSteps) {

  private static final double SHRINKING = 0.8;
  private static final double CONVERGED_PX = 1e-4;

  /**
   * What was found.
   *
   * @param warp post px → pre px
   * @param medianPx median distance of all warped post points to their nearest pre points
   * @param matched fraction of the post points within the last limit, 0 to 1
   * @param steps how many fits were made; 0 when none was possible: the warp is then the start
   */
  public record Fit(Homography warp, double medianPx, double matched, int steps) {}

  /**
   * Improves a warp.
   *
   * @param postX columns of the post points
   * @param postY their rows, as many
   * @param pre the pre points
   * @param start where to begin
   */
  public Fit improve(double[] postX, double[] postY, KdTree pre, Homography start) {
    Homography warp = start;
    double limit = firstLimitPx;
    int steps = 0;
    for (int step = 0; step < maxSteps; step++) {
      Progress.requireNotInterrupted();
      List<PointPair> pairs = pairs(postX, postY, pre, warp, limit);
      Homography next = model.fit(pairs).orElse(null);
      if (next == null) {
        break;
      }
      double change = change(postX, postY, warp, next);
      warp = next;
      steps++;
      if (limit <= lastLimitPx && change < CONVERGED_PX) {
        break;
      }
      limit = Math.max(lastLimitPx, SHRINKING * limit);
    }
    double[] distances = distances(postX, postY, pre, warp);
    long near = Arrays.stream(distances).filter(d -> d <= lastLimitPx).count();
    Arrays.sort(distances);
    double median = distances.length == 0 ? Double.POSITIVE_INFINITY : distances[distances.length / 2];
    return new Fit(warp, median, distances.length == 0 ? 0 : (double) near / distances.length, steps);
  }

  /** Distance of every warped post point to its nearest pre point, px. */
  public static double[] distances(double[] postX, double[] postY, KdTree pre, Homography warp) {
    double[] result = new double[postX.length];
    for (int i = 0; i < result.length; i++) {
      double x = warp.x(postX[i], postY[i]);
      double y = warp.y(postX[i], postY[i]);
      int j = pre.nearest(x, y);
      result[i] = Math.hypot(x - pre.x(j), y - pre.y(j));
    }
    return result;
  }

  private static List<PointPair> pairs(double[] postX, double[] postY, KdTree pre, Homography warp, double limit) {
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < postX.length; i++) {
      double x = warp.x(postX[i], postY[i]);
      double y = warp.y(postX[i], postY[i]);
      int j = pre.nearest(x, y);
      if (Math.hypot(x - pre.x(j), y - pre.y(j)) <= limit) {
        pairs.add(new PointPair(postX[i], postY[i], pre.x(j), pre.y(j)));
      }
    }
    return pairs;
  }

  private static double change(double[] x, double[] y, Homography before, Homography after) {
    double largest = 0;
    for (int i = 0; i < x.length; i += 16) {
      largest = Math.max(largest, Math.hypot(before.x(x[i], y[i]) - after.x(x[i], y[i]),
          before.y(x[i], y[i]) - after.y(x[i], y[i])));
    }
    return largest;
  }
}
