package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.registration.Parallel;
import io.github.exo2micro.registration.texture.Texture;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Judges warps, wherever they come from, by one figure: the correlation of what is inside the tissue.
 *
 * <p>Both log images are band-passed within their tissue (so that the outline itself says nothing), brought to equal
 * local contrast, and correlated where both show tissue. What a wrong warp would give by chance is measured by shifting
 * and turning the images against each other on purpose, farther than the texture is correlated.
 */
final class SupportMeasure {

  /** Finest detail that counts, px: a coarse warp that is a pixel off must still be recognised. */
  private static final double FINE_SIGMA = 2;
  /** Coarsest detail that counts: half the side of a square of which the mean is taken off, px. */
  private static final int COARSE_RADIUS = 20;
  private static final int SAMPLES = 60_000;
  private static final int LEAST_SAMPLES = 200;
  /** With fewer shifts that overlap, chance is not measured but reckoned. */
  private static final int LEAST_SHIFTS = 6;
  /** What is reckoned is multiplied by this: real textures are less even than the formula supposes. */
  private static final double FEW_SHIFTS = 1.5;

  private final FloatImage post;
  private final FloatImage pre;
  private final Mask preMask;
  private final int[] samples;
  private final double smallerTissue;
  private final double centreX;
  private final double centreY;
  private final int reduction;
  private final double reach;
  private final double sampleArea;
  private final double detailArea;
  private final ExecutorService executor;

  /**
   * Both at the same reduction.
   *
   * @param executor runs the pieces; not called from one of its own threads
   */
  SupportMeasure(WorkingImage post, WorkingImage pre, ExecutorService executor) {
    this.executor = executor;
    List<FloatImage> textures = Parallel.map(List.of(post, pre),
        image -> Texture.of(image, FINE_SIGMA, COARSE_RADIUS).image(), executor);
    this.post = textures.get(0);
    this.pre = textures.get(1);
    preMask = pre.mask();
    reduction = post.reduction();
    smallerTissue = Math.max(1, Math.min(post.mask().count(), pre.mask().count()));
    samples = samples(post.mask());
    double sumX = 0;
    double sumY = 0;
    for (int i : samples) {
      sumX += i % this.post.width();
      sumY += i / this.post.width();
    }
    centreX = samples.length == 0 ? 0 : sumX / samples.length;
    centreY = samples.length == 0 ? 0 : sumY / samples.length;
    reach = Math.sqrt(post.mask().count() / Math.PI);
    sampleArea = samples.length == 0 ? 1 : (double) post.mask().count() / samples.length;
    detailArea = detailArea();
  }

  private static int[] samples(Mask mask) {
    int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) mask.count() / SAMPLES)));
    int[] result = new int[mask.count()];
    int n = 0;
    for (int y = 0; y < mask.height(); y += step) {
      for (int x = 0; x < mask.width(); x += step) {
        if (mask.at(x, y)) {
          result[n++] = y * mask.width() + x;
        }
      }
    }
    return java.util.Arrays.copyOf(result, n);
  }

  /**
   * Not called from one of the executor's threads.
   *
   * @param warp full-resolution post px → pre px
   */
  Support of(Homography warp) {
    Homography reduced = warp.reduced(reduction);
    double[] here = correlate(reduced);
    if (here[1] < LEAST_SAMPLES) {
      return Support.NONE;
    }
    List<Double> chance = new ArrayList<>();
    for (double[] there : Parallel.map(wrongWarps(), wrong -> correlate(reduced.after(wrong)), executor)) {
      if (there[1] > 0.2 * here[1]) {
        chance.add(there[0]);
      }
    }
    double mean = chance.stream().mapToDouble(c -> c).average().orElse(0);
    double variance = chance.stream().mapToDouble(c -> (c - mean) * (c - mean)).average().orElse(1);
    double overlap = here[1] / samples.length * preOverPost(reduced);
    double floor = analyticSpread(here[1]);
    double measured = chance.size() < LEAST_SHIFTS ? FEW_SHIFTS * floor
        : Math.sqrt(variance * chance.size() / (chance.size() - 1));
    return new Support(here[0], chance.size() < LEAST_SHIFTS ? 0 : mean, Math.max(measured, floor),
        Math.min(1, overlap));
  }

  /**
   * What the spread of the correlation by chance cannot be less than: 1 / √n of n independent details, of which each
   * covers as many pixels as both textures are correlated over (Bartlett 1935, doi:10.2307/2341999: the sum of the
   * product of their autocorrelations).
   *
   * @param overlapping samples that both images show
   */
  private double analyticSpread(double overlapping) {
    double independent = overlapping * sampleArea / detailArea;
    return 1 / Math.sqrt(Math.max(1, Math.min(overlapping, independent)));
  }

  /** Sum of the product of both textures' autocorrelations, along columns times along rows, px. */
  private double detailArea() {
    List<Double> lengths = Parallel.map(List.of(true, false),
        columns -> detailLength(post, pre, columns ? 1 : 0, columns ? 0 : 1), executor);
    return Math.max(1, lengths.get(0) * lengths.get(1));
  }

  private static double detailLength(FloatImage post, FloatImage pre, int dx, int dy) {
    double length = 1;
    double powerOfPost = product(post, 0, 0);
    double powerOfPre = product(pre, 0, 0);
    for (int d = 1; d <= 2 * COARSE_RADIUS && powerOfPost > 0 && powerOfPre > 0; d++) {
      double a = product(post, d * dx, d * dy) / powerOfPost;
      double b = product(pre, d * dx, d * dy) / powerOfPre;
      length += 2 * a * b;
    }
    return Math.max(1, length);
  }

  /** Sum of products of pixels that are so far apart, over every third pixel of every third row. */
  private static double product(FloatImage image, int dx, int dy) {
    double sum = 0;
    int w = image.width();
    for (int y = 0; y + dy < image.height(); y += 3) {
      for (int x = 0; x + dx < w; x += 3) {
        sum += (double) image.at(x, y) * image.at(x + dx, y + dy);
      }
    }
    return sum;
  }

  /** Post tissue in units of the smaller tissue, both measured in post px. */
  private double preOverPost(Homography reduced) {
    double postArea = Math.PI * reach * reach;
    double growth = Math.abs(reduced.at(0, 0) * reduced.at(1, 1) - reduced.at(0, 1) * reduced.at(1, 0));
    double preArea = preMask.count() / Math.max(growth, 1e-6);
    return postArea / Math.max(1, Math.min(postArea, preArea));
  }

  /**
   * Shifts of more than the coarsest detail, in twelve directions and two lengths, and turns about the tissue's centre.
   */
  private List<Homography> wrongWarps() {
    List<Homography> result = new ArrayList<>();
    double near = Math.min(2.4 * COARSE_RADIUS, 0.4 * reach);
    for (int i = 0; i < 12; i++) {
      double angle = i * Math.PI / 6;
      result.add(Homography.translation(near * Math.cos(angle), near * Math.sin(angle)));
      result.add(Homography.translation(1.75 * near * Math.cos(angle + 0.26), 1.75 * near * Math.sin(angle + 0.26)));
    }
    for (double degrees : new double[] {-150, -110, -70, -40, -25, 25, 40, 70, 110, 150}) {
      result.add(Homography.similarity(degrees, 1, centreX, centreY, 0, 0));
    }
    return result;
  }

  /** Correlation coefficient, and how many samples both images show. */
  private double[] correlate(Homography reduced) {
    double n = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    int w = pre.width();
    int h = pre.height();
    float[] a = post.pixels();
    float[] b = pre.pixels();
    for (int i : samples) {
      double x = i % w;
      double y = i / w;
      double u = reduced.x(x, y);
      double v = reduced.y(x, y);
      if (!(u >= 0 && v >= 0 && u < w - 1 && v < h - 1)) {
        continue;
      }
      int iu = (int) u;
      int iv = (int) v;
      int j = iv * w + iu;
      if (!preMask.at(j)) {
        continue;
      }
      double fu = u - iu;
      double fv = v - iv;
      double upper = b[j] + fu * (b[j + 1] - b[j]);
      double lower = b[j + w] + fu * (b[j + w + 1] - b[j + w]);
      double q = upper + fv * (lower - upper);
      double p = a[i];
      n++;
      sa += p;
      sb += q;
      saa += p * p;
      sbb += q * q;
      sab += p * q;
    }
    double va = saa - sa * sa / n;
    double vb = sbb - sb * sb / n;
    double r = va > 0 && vb > 0 ? (sab - sa * sb / n) / Math.sqrt(va * vb) : 0;
    return new double[] {r, n};
  }
}
