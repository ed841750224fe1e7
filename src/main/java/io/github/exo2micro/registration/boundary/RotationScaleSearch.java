package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.Parallel;
import io.github.exo2micro.registration.texture.Texture;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import org.jtransforms.fft.FloatFFT_2D;

/**
 * Finds the rotation, scale and shift under which two images are most alike: every angle and scale of a grid on a small
 * frame, the shift by Fourier correlation; then the best few on a larger frame with ever smaller steps.
 *
 * <p>Likeness is the correlation coefficient over the frame, which compares fairly between scales. (The original
 * compares phase-correlation responses, which depend on the ring's size and on noise.) Deterministic, whatever the
 * executor.
 */
final class RotationScaleSearch {

  /** JTransforms starts threads of its own at 65536 points a plane; both frames stay below. */
  private static final int SMALL = 96;
  private static final int LARGE = 240;
  /** Frame / diameter of the larger image: room to shift without wrapping round. */
  private static final double ROOM = 1.3;
  private static final int REFINED = 3;
  private static final int HALVINGS = 2;
  private static final int PART = 16;
  /** The coarsest detail of a texture, cells of the small frame: half the side of a square. */
  private static final double CELLS_OF_TEXTURE = 5;

  private final ExecutorService executor;
  private final Frame small;
  private final Frame large;
  /** Degrees over which the images stay alike. */
  private final double likeOver;

  /** A warp and how alike the images are under it; {@code angle} in degrees, {@code size} of pre drawn on post. */
  record Hit(double angle, double size, Homography warp, double likeness) {}

  /**
   * @param post an image that is 0 where nothing is
   * @param pre likewise, at the same scale
   * @param detailPx size of the smallest detail, px
   */
  RotationScaleSearch(FloatImage post, FloatImage pre, double detailPx, ExecutorService executor) {
    this(post, centre(post), pre, centre(pre), detailPx, executor);
  }

  private RotationScaleSearch(FloatImage post, double[] postCentre, FloatImage pre, double[] preCentre, double detailPx,
      ExecutorService executor) {
    this.executor = executor;
    double diameter = 2 * Math.max(postCentre[2], preCentre[2]) * ROOM;
    double detail = Math.max(detailPx, 2 * diameter / SMALL);
    likeOver = Math.toDegrees(detail * ROOM / diameter);
    small = new Frame(SMALL, diameter / SMALL, post, postCentre, pre, preCentre);
    large = new Frame(LARGE, diameter / LARGE, post, postCentre, pre, preCentre);
  }

  /**
   * For the texture of the tissue instead of its outline.
   *
   * @param post the tissue at some scale; {@code pre} at the same
   */
  static RotationScaleSearch ofTextures(WorkingImage post, WorkingImage pre, ExecutorService executor) {
    double[] postCentre = centre(new FloatImage(post.mask().width(), post.mask().height(), post.mask().toFloats()));
    double[] preCentre = centre(new FloatImage(pre.mask().width(), pre.mask().height(), pre.mask().toFloats()));
    double cell = 2 * Math.max(postCentre[2], preCentre[2]) * ROOM / SMALL;
    double finest = Math.max(1, cell / 2);
    int coarsest = (int) Math.ceil(CELLS_OF_TEXTURE * cell);
    return new RotationScaleSearch(Texture.of(post, finest, coarsest).image(), postCentre,
        Texture.of(pre, finest, coarsest).image(), preCentre, 2 * cell, executor);
  }

  /**
   * Where to look.
   *
   * @param angleRange ± degrees; 0: no rotation
   * @param angleStep of the finest grid, degrees
   * @param least smallest size of pre drawn on post
   * @param most largest size
   * @param sizeStep of the grid
   */
  record Range(double angleRange, double angleStep, double least, double most, double sizeStep) {

    double angle(double angle) {
      return angleRange >= 180 ? angle : Math.max(-angleRange, Math.min(angleRange, angle));
    }

    double size(double size) {
      return Math.max(least, Math.min(most, size));
    }
  }

  /**
   * Searches.
   *
   * <p>The first grid is as coarse as the images allow: several angle steps at once where rings stay alike that long.
   *
   * @return the best few, the best first
   */
  List<Hit> search(Range range) {
    int stride = (int) Math.max(1, Math.floor(likeOver / range.angleStep()));
    double step = stride * range.angleStep();
    List<double[]> grid = new ArrayList<>();
    for (double angle : angles(range.angleRange(), step)) {
      for (double size : sizes(range.least(), range.most(), range.sizeStep())) {
        grid.add(new double[] {angle, size});
      }
    }
    List<List<double[]>> parts = new ArrayList<>();
    for (int i = 0; i < grid.size(); i += PART) {
      parts.add(grid.subList(i, Math.min(grid.size(), i + PART)));
    }
    List<Hit> hits = new ArrayList<>();
    Parallel.map(parts, small::match, executor).forEach(hits::addAll);
    hits.sort(Comparator.comparingDouble(Hit::likeness).reversed());
    List<Hit> distinct = new ArrayList<>();
    for (Hit hit : hits) {
      boolean near = distinct.stream().anyMatch(d -> turn(d.angle(), hit.angle()) < 2.5 * step
          && Math.abs(d.size() - hit.size()) < 2.5 * range.sizeStep());
      if (!near && distinct.size() < REFINED) {
        distinct.add(hit);
      }
    }
    List<Hit> refined = new ArrayList<>(Parallel.map(distinct, hit -> refined(hit, range, step), executor));
    refined.sort(Comparator.comparingDouble(Hit::likeness).reversed());
    refined.set(0, polished(refined.get(0), range));
    return refined;
  }

  /** Steps by halves on the small frame, down to half the finest grid. */
  private Hit refined(Hit start, Range range, double step) {
    Hit best = start;
    double ds = range.sizeStep();
    for (double da = step; da >= range.angleStep(); da /= 2, ds /= 2) {
      best = around(small, best, range, da / 2, ds / 2);
    }
    return best;
  }

  /** Steps by halves on the large frame. ICP follows: it needs a start, not a result. */
  private Hit polished(Hit start, Range range) {
    Hit best = large.match(List.of(new double[] {start.angle(), start.size()})).get(0);
    for (int i = 2; i <= 2 << HALVINGS - 1; i *= 2) {
      best = around(large, best, range, range.angleStep() / (2 * i), range.sizeStep() / (4 * i));
    }
    return best;
  }

  /** The best of a hit and its eight neighbours that lie in the range. */
  private static Hit around(Frame frame, Hit centre, Range range, double da, double ds) {
    List<double[]> neighbours = new ArrayList<>();
    for (int a = -1; a <= 1; a++) {
      for (int s = -1; s <= 1; s++) {
        double angle = range.angle(centre.angle() + a * da);
        double size = range.size(centre.size() + s * ds);
        if (angle != centre.angle() || size != centre.size()) {
          neighbours.add(new double[] {angle, size});
        }
      }
    }
    Hit best = centre;
    for (Hit trial : frame.match(neighbours)) {
      best = trial.likeness() > best.likeness() ? trial : best;
    }
    return best;
  }

  /** Angle between two directions, 0 to 180 degrees. */
  private static double turn(double a, double b) {
    double d = Math.abs(a - b) % 360;
    return Math.min(d, 360 - d);
  }

  /** Multiples of the step from −range to range: 0 is always among them. */
  static List<Double> angles(double range, double step) {
    TreeSet<Double> result = new TreeSet<>();
    for (int i = 0; i * step <= range + 1e-9 && i * step <= 180; i++) {
      result.add(i * step);
      result.add(-i * step);
    }
    result.remove(-0.0);
    result.add(0.0);
    return List.copyOf(result);
  }

  /** From least to most by the step, and 1 when it lies between. */
  static List<Double> sizes(double least, double most, double step) {
    TreeSet<Double> result = new TreeSet<>();
    for (int i = 0; least + i * step <= most + 1e-9; i++) {
      double size = least + i * step;
      // 1 itself instead of its neighbour by rounding
      result.add(Math.abs(size - 1) < 1e-9 ? 1.0 : size);
    }
    if (least <= 1 && most >= 1) {
      result.add(1.0);
    }
    return List.copyOf(result);
  }

  /**
   * Centre of brightness, and the largest distance from it at which the image is brighter than a tenth of its maximum.
   */
  private static double[] centre(FloatImage image) {
    double sum = 0;
    double sx = 0;
    double sy = 0;
    float most = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        float v = image.at(x, y);
        sum += v;
        sx += v * x;
        sy += v * y;
        most = Math.max(most, v);
      }
    }
    double cx = sum > 0 ? sx / sum : (image.width() - 1) / 2.0;
    double cy = sum > 0 ? sy / sum : (image.height() - 1) / 2.0;
    double radius = 1;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (image.at(x, y) > 0.1f * most) {
          radius = Math.max(radius, Math.hypot(x - cx, y - cy));
        }
      }
    }
    return new double[] {cx, cy, radius};
  }

  /** A square frame of n × n cells about the centres, in which images are compared. */
  private static final class Frame {
    private final int n;
    private final double pitch;
    private final FloatImage pre;
    private final int factor;
    private final double[] postCentre;
    private final double[] preCentre;
    /** Conjugate spectrum of post, mean 0, norm 1. */
    private final float[] postSpectrum;

    Frame(int n, double pitch, FloatImage post, double[] postCentre, FloatImage pre, double[] preCentre) {
      this.n = n;
      this.pitch = pitch;
      this.postCentre = postCentre;
      this.preCentre = preCentre;
      factor = Math.max(1, (int) pitch);
      this.pre = averaged(pre, factor);
      FloatImage smallPost = averaged(post, factor);
      postSpectrum = new float[2 * n * n];
      drawn(smallPost, postCentre, 1, 0, postSpectrum, 0);
      new FloatFFT_2D(n, n).complexForward(postSpectrum);
      for (int i = 1; i < postSpectrum.length; i += 2) {
        postSpectrum[i] = -postSpectrum[i];
      }
    }

    private static FloatImage averaged(FloatImage image, int factor) {
      return new io.github.exo2micro.image.Overview(image, 1, image.size()).reducedBy(factor).image();
    }

    /** The likeness at the best shift, for every angle and size. */
    List<Hit> match(List<double[]> settings) {
      List<Hit> hits = new ArrayList<>();
      float[] plane = new float[2 * n * n];
      FloatFFT_2D fft = new FloatFFT_2D(n, n);
      // two settings at once, as real and imaginary part: correlating with a real image keeps them apart
      for (int i = 0; i < settings.size(); i += 2) {
        boolean two = i + 1 < settings.size();
        java.util.Arrays.fill(plane, 0);
        draw(settings.get(i), plane, 0);
        if (two) {
          draw(settings.get(i + 1), plane, 1);
        }
        fft.complexForward(plane);
        for (int k = 0; k < plane.length; k += 2) {
          float re = plane[k] * postSpectrum[k] - plane[k + 1] * postSpectrum[k + 1];
          plane[k + 1] = plane[k] * postSpectrum[k + 1] + plane[k + 1] * postSpectrum[k];
          plane[k] = re;
        }
        fft.complexInverse(plane, true);
        hits.add(peak(settings.get(i), plane, 0));
        if (two) {
          hits.add(peak(settings.get(i + 1), plane, 1));
        }
      }
      return hits;
    }

    private void draw(double[] setting, float[] plane, int part) {
      drawn(pre, preCentre, cosine(setting), sine(setting), plane, part);
    }

    private static double cosine(double[] setting) {
      return Math.cos(Math.toRadians(setting[0])) / setting[1];
    }

    private static double sine(double[] setting) {
      return Math.sin(Math.toRadians(setting[0])) / setting[1];
    }

    private Hit peak(double[] setting, float[] correlation, int part) {
      int peak = 0;
      for (int i = 0; i < n * n; i++) {
        peak = correlation[2 * i + part] > correlation[2 * peak + part] ? i : peak;
      }
      int px = peak % n;
      int py = peak / n;
      float top = correlation[2 * peak + part];
      double tx = signed(px) + vertex(at(correlation, px - 1, py, part), top, at(correlation, px + 1, py, part));
      double ty = signed(py) + vertex(at(correlation, px, py - 1, part), top, at(correlation, px, py + 1, part));
      double a = cosine(setting);
      double b = sine(setting);
      double dx = pitch * (a * tx - b * ty);
      double dy = pitch * (b * tx + a * ty);
      Homography warp = Homography.affine(a, -b, preCentre[0] + dx - a * postCentre[0] + b * postCentre[1], b, a,
          preCentre[1] + dy - b * postCentre[0] - a * postCentre[1]);
      return new Hit(setting[0], setting[1], warp, top);
    }

    private float at(float[] correlation, int x, int y, int part) {
      return correlation[2 * (Math.floorMod(y, n) * n + Math.floorMod(x, n)) + part];
    }

    private int signed(int i) {
      return i < n / 2 ? i : i - n;
    }

    /** Offset of the top of the parabola through three neighbours, −0.5 to 0.5. */
    private static double vertex(float left, float middle, float right) {
      double curvature = left - 2.0 * middle + right;
      return curvature < 0 ? Math.max(-0.5, Math.min(0.5, 0.5 * (left - right) / curvature)) : 0;
    }

    /**
     * Draws the image turned and scaled about its centre by (a, b), mean 0 and norm 1, as one part of complex numbers.
     */
    private void drawn(FloatImage image, double[] centre, double a, double b, float[] plane, int part) {
      double cx = (centre[0] + 0.5) / factor - 0.5;
      double cy = (centre[1] + 0.5) / factor - 0.5;
      double step = pitch / factor;
      double sum = 0;
      for (int y = 0; y < n; y++) {
        double v = step * (y - n / 2);
        for (int x = 0; x < n; x++) {
          double u = step * (x - n / 2);
          float value = bilinear(image, cx + a * u - b * v, cy + b * u + a * v);
          plane[2 * (y * n + x) + part] = value;
          sum += value;
        }
      }
      float mean = (float) (sum / (n * n));
      double square = 0;
      for (int i = part; i < plane.length; i += 2) {
        plane[i] -= mean;
        square += plane[i] * plane[i];
      }
      float normal = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
      for (int i = part; i < plane.length; i += 2) {
        plane[i] *= normal;
      }
    }

    private static float bilinear(FloatImage image, double x, double y) {
      int ix = (int) Math.floor(x);
      int iy = (int) Math.floor(y);
      if (ix < 0 || iy < 0 || ix + 1 >= image.width() || iy + 1 >= image.height()) {
        return 0;
      }
      float fx = (float) (x - ix);
      float fy = (float) (y - iy);
      float upper = image.at(ix, iy) + fx * (image.at(ix + 1, iy) - image.at(ix, iy));
      float lower = image.at(ix, iy + 1) + fx * (image.at(ix + 1, iy + 1) - image.at(ix, iy + 1));
      return upper + fy * (lower - upper);
    }
  }
}
