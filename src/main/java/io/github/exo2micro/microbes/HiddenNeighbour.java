package io.github.exo2micro.microbes;

import java.util.Arrays;
import java.util.List;

/**
 * Finds a microbe that has no peak of its own beside a brighter one. A single microbe looks the same when it is turned
 * by half a turn or, where it is bent, mirrored along its long axis: a coccus, a rod, a comma. What stands out against
 * both images is the light of another.
 *
 * <p>Two Gaussian spots of one width have one peak until they are two widths apart, and for longer where one is
 * brighter. Where both are alike the sum is symmetrical and stays one: nothing tells it from a rod.
 */
final class HiddenNeighbour {

  /** The middle is that of what is above this part of the peak: the other's light pulls less. */
  private static final double CORE = 0.75;
  /** The other's light stands out by so many standard deviations of the difference of two pixels. */
  private static final double SIGNIFICANT = 5 * Math.sqrt(2);
  /** And by this part of the peak: no microbe is quite symmetrical. */
  private static final double SHARE = 0.15;
  /** The other's pixels are those of whose light the images explain less than this part. */
  private static final double OWN = 0.5;
  /** Smallest area of the other, px: what the smallest spot covers above half its height once it is smoothed. */
  private static final int SMALLEST = 12;

  private final ComponentPixels p;
  private final float threshold;
  private final float[] excess;
  private final boolean[] open;
  private final int[] around = new int[8];

  /** @param threshold microbes stand out by so many standard deviations */
  HiddenNeighbour(ComponentPixels pixels, double threshold) {
    this.p = pixels;
    this.threshold = (float) threshold;
    excess = new float[pixels.value.length];
    open = new boolean[pixels.value.length];
  }

  /**
   * The pixels of the hidden neighbour.
   *
   * @param members the microbe's pixels, rising
   * @param others the pixels of those that touch it: their light spreads into it, as far as their own mirror images say
   * @param minArea smallest area of either, px
   * @return rising; none where the microbe is alone
   */
  int[] of(int[] members, List<int[]> others, int minArea) {
    int peak = peak(members);
    double least = Math.max(SIGNIFICANT * p.sigma[peak], SHARE * p.value[peak]);
    int smallest = Math.max(minArea, SMALLEST);
    if (members.length < minArea + smallest || p.value[peak] - threshold * p.sigma[peak] < least) {
      return new int[0];
    }
    int most = subtractImages(members, others.stream().map(this::middle).toList());
    if (excess[most] < least || excess[most] < OWN * p.value[most]) {
      return new int[0];
    }
    int[] found = unexplained(members, most);
    return found.length < smallest || members.length - found.length < minArea ? new int[0] : found;
  }

  private int peak(int[] members) {
    int peak = members[0];
    for (int i : members) {
      peak = p.value[i] > p.value[peak] ? i : peak;
    }
    return peak;
  }

  /** Computes what stands out against the images, and gives the pixel where it is most. */
  private int subtractImages(int[] members, List<double[]> others) {
    double[] middle = middle(members);
    double[] axis = axis(members);
    int most = members[0];
    for (int i : members) {
      double dx = p.x[i] - middle[0];
      double dy = p.y[i] - middle[1];
      double along = 2 * (dx * axis[0] + dy * axis[1]);
      // What is not in the component may be as bright as its edge.
      float edge = threshold * p.sigma[i];
      float own = Math.max(valueAt(middle[0] - dx, middle[1] - dy, edge),
          valueAt(p.x[i] - along * axis[0], p.y[i] - along * axis[1], edge));
      for (double[] other : others) {
        own += valueAt(2 * other[0] - p.x[i], 2 * other[1] - p.y[i], 0);
      }
      excess[i] = p.value[i] - own;
      most = excess[i] > excess[most] ? i : most;
    }
    return most;
  }

  private double[] middle(int[] members) {
    return centroid(members, CORE * p.value[peak(members)]);
  }

  /** Of what is above a floor. */
  private double[] centroid(int[] members, double floor) {
    double sum = 0;
    double sx = 0;
    double sy = 0;
    for (int i : members) {
      double weight = Math.max(0, p.value[i] - floor);
      sum += weight;
      sx += weight * p.x[i];
      sy += weight * p.y[i];
    }
    return new double[] {sx / sum, sy / sum};
  }

  /** The direction of the long axis, a unit vector. */
  private double[] axis(int[] members) {
    double[] centre = centroid(members, 0);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i : members) {
      double weight = p.value[i] - threshold * p.sigma[i];
      double dx = p.x[i] - centre[0];
      double dy = p.y[i] - centre[1];
      xx += weight * dx * dx;
      yy += weight * dy * dy;
      xy += weight * dx * dy;
    }
    double angle = 0.5 * Math.atan2(2 * xy, xx - yy);
    return new double[] {Math.cos(angle), Math.sin(angle)};
  }

  /** Bilinear between pixels; those that are not in the component have the value {@code outside}. */
  private float valueAt(double x, double y, float outside) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float s = (float) (x - left);
    float t = (float) (y - top);
    float above = (1 - s) * value(left, top, outside) + s * value(left + 1, top, outside);
    float below = (1 - s) * value(left, top + 1, outside) + s * value(left + 1, top + 1, outside);
    return (1 - t) * above + t * below;
  }

  private float value(int x, int y, float outside) {
    int i = p.at(x, y);
    return i < 0 ? outside : p.value[i];
  }

  /** The pixels connected with a first one that the images do not explain, rising. */
  private int[] unexplained(int[] members, int first) {
    for (int i : members) {
      open[i] = excess[i] >= OWN * p.value[i];
    }
    int[] found = new int[members.length];
    int count = 0;
    found[count++] = first;
    open[first] = false;
    for (int at = 0; at < count; at++) {
      int n = p.around(found[at], around);
      for (int k = 0; k < n; k++) {
        if (open[around[k]]) {
          open[around[k]] = false;
          found[count++] = around[k];
        }
      }
    }
    for (int i : members) {
      open[i] = false;
    }
    int[] rising = Arrays.copyOf(found, count);
    Arrays.sort(rising);
    return rising;
  }
}
