package io.github.exo2micro.registration.patch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Which cubic kernel shows post best what pre looks like: how sharp the right one is depends on how the slide's images
 * came about. The kernel under which the least of post is left at squares of tissue is taken, if it leaves clearly less
 * than the usual one. Pixels that only one image explains do not count. Deterministic for any number of threads.
 *
 * @param post padded post
 * @param pre as the final alignment shows it, as large as post
 * @param frame where pre is an image and no padding, pre px
 * @param loop runs the squares
 */
public record KernelChoice(Plane post, WarpedPlane pre, Tile frame, ParallelLoop loop) {

  private static final List<Interpolation> KERNELS = List.of(Interpolation.BICUBIC, Interpolation.BICUBIC_SOFT,
      Interpolation.BICUBIC_SHARP);
  /** What microbes are looked for through: noise of single pixels would speak for whatever blurs it. */
  private static final double BLUR = 0.7;
  private static final int MARGIN = 4;
  private static final double LEAST_CORRELATION = 0.5;
  private static final double OUTLIER = 6;
  /** Of the square sum that the usual kernel leaves. */
  private static final double CLEARLY = 0.97;

  /** The kernel to warp with. */
  public Interpolation of(List<Tile> squares, Progress progress) throws IOException {
    List<Tile> wide = squares.stream().map(s -> s.grown(MARGIN)).toList();
    Plane postThere = post.fetched(wide, loop);
    WarpedPlane preThere = pre.with(KERNELS.get(0), frame).fetched(wide, loop);
    List<Plane> planes = KERNELS.stream().<Plane>map(k -> preThere.with(k, frame)).toList();
    double[][] left = new double[squares.size()][];
    loop.run(left.length, i -> left[i] = left(squares.get(i), postThere, planes), progress);
    double[] sums = new double[KERNELS.size()];
    for (double[] one : left) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += one[k];
      }
    }
    int best = 0;
    for (int k = 1; k < sums.length; k++) {
      best = sums[k] < CLEARLY * sums[0] && sums[k] < sums[best] ? k : best;
    }
    return KERNELS.get(best);
  }

  /** What each kernel leaves of a square, in variances of the usual one's noise; 0 where the images are not alike. */
  private static double[] left(Tile square, Plane post, List<Plane> planes) throws IOException {
    float[] p = pixels(post, square);
    boolean[] counts = new boolean[p.length];
    Arrays.fill(counts, true);
    double[] left = new double[planes.size()];
    float[] usual = pixels(planes.get(0), square);
    Line line = Line.through(usual, p, counts);
    if (!(line.correlation() > LEAST_CORRELATION)) {
      return left;
    }
    float[] sizes = new float[p.length];
    for (int k = 0; k < p.length; k++) {
      sizes[k] = Math.abs(line.rest(usual[k], p[k]));
    }
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    double sigma = Math.max(1e-6, 1.4826 * sorted[sorted.length / 2]);
    for (int k = 0; k < p.length; k++) {
      counts[k] = sizes[k] < OUTLIER * sigma;
    }
    for (int i = 0; i < left.length; i++) {
      float[] q = i == 0 ? usual : pixels(planes.get(i), square);
      Line own = Line.through(q, p, counts);
      for (int k = 0; k < p.length; k++) {
        double r = counts[k] ? own.rest(q[k], p[k]) / sigma : 0;
        left[i] += r * r;
      }
    }
    return left;
  }

  /** A square's pixels, blurred. */
  private static float[] pixels(Plane plane, Tile square) throws IOException {
    Tile wide = square.grown(MARGIN);
    FloatImage image = new FloatImage(wide.width(), wide.height());
    plane.readClipped(wide, image.pixels());
    FloatImage blurred = GaussianBlur.blur(image, BLUR);
    float[] pixels = new float[square.area()];
    for (int y = 0; y < square.height(); y++) {
      System.arraycopy(blurred.pixels(), (y + MARGIN) * wide.width() + MARGIN, pixels, y * square.width(),
          square.width());
    }
    return pixels;
  }

  /** p ≈ gain · q + offset. */
  private record Line(double gain, double offset, double correlation) {

    static Line through(float[] q, float[] p, boolean[] counts) {
      double n = 0;
      double sp = 0;
      double sq = 0;
      double spp = 0;
      double sqq = 0;
      double spq = 0;
      for (int k = 0; k < p.length; k++) {
        if (counts[k]) {
          n++;
          sp += p[k];
          sq += q[k];
          spp += (double) p[k] * p[k];
          sqq += (double) q[k] * q[k];
          spq += (double) p[k] * q[k];
        }
      }
      double vp = spp - sp * sp / n;
      double vq = sqq - sq * sq / n;
      double both = spq - sp * sq / n;
      double gain = vq > 0 ? both / vq : 0;
      return new Line(gain, (sp - gain * sq) / n, vp > 0 && vq > 0 ? both / Math.sqrt(vp * vq) : 0);
    }

    float rest(float q, float p) {
      return (float) (p - gain * q - offset);
    }
  }
}
