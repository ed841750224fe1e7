package io.github.exo2micro.registration.texture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.registration.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Climbs to the warp under which two images are most alike, by the enhanced correlation coefficient (Evangelidis and
 * Psarakis 2008, doi:10.1109/TPAMI.2008.113, forward additive form) over the tissue that both show.
 *
 * <p>Deterministic: sums are made band by band and added in order.
 */
public final class CorrelationClimb {

  /** How a warp may change: what each of the free parameters adds to the elements of a homography, row by row. */
  public enum Freedom {
    /** Moved. */
    TRANSLATION(unit(2), unit(5)),
    /** Moved, turned and scaled. */
    SIMILARITY(new double[] {1, 0, 0, 0, 1, 0, 0, 0}, new double[] {0, -1, 0, 1, 0, 0, 0, 0}, unit(2), unit(5)),
    /** No perspective. */
    AFFINE(unit(0), unit(1), unit(2), unit(3), unit(4), unit(5)),
    /** All. */
    HOMOGRAPHY(unit(0), unit(1), unit(2), unit(3), unit(4), unit(5), unit(6), unit(7));

    private final RealMatrix basis;

    Freedom(double[]... parameters) {
      basis = new Array2DRowRealMatrix(parameters).transpose();
    }

    private static double[] unit(int element) {
      double[] row = new double[SIZE];
      row[element] = 1;
      return row;
    }
  }

  private static final int BANDS = 16;
  private static final int SIZE = 8;
  private static final int LEAST_PIXELS = 100;

  private final Run run;
  private final ExecutorService executor;

  /**
   * Where it led.
   *
   * @param warp reduced post px → pre px, under which the correlation is highest
   * @param first correlation at the start
   * @param correlation at the end; negative infinity when there was no overlap
   * @param steps how many
   */
  public record Top(Homography warp, double first, double correlation, int steps) {

    /** Whether it is higher than the start. */
    public boolean isHigher() {
      return correlation > first;
    }
  }

  /**
   * @param post smooth; {@code pre} at the same scale
   * @param mask of post's tissue; {@code preMask} of pre's
   * @param executor runs the bands; not called from one of its own threads
   */
  public CorrelationClimb(FloatImage post, Mask mask, FloatImage pre, Mask preMask, ExecutorService executor) {
    this.run = new Run(post, mask, pre, preMask);
    this.executor = executor;
  }

  /** Of two textures. */
  public static CorrelationClimb of(Texture post, Texture pre, ExecutorService executor) {
    return new CorrelationClimb(post.image(), post.mask(), pre.image(), pre.mask(), executor);
  }

  /**
   * Climbs.
   *
   * @param start reduced post px → pre px
   * @param freedom what may change
   * @param most steps
   * @param least ends when the correlation grows by less
   */
  public Top from(Homography start, Freedom freedom, int most, double least) {
    return from(start, freedom, most, least, i -> true);
  }

  /**
   * What each square of post's pixels shows under a warp, row by row from the upper left.
   *
   * @param warp reduced post px → pre px
   * @param side of a square, px
   */
  List<SquareSums> squares(Homography warp, int side) {
    return run.squares(warp, side);
  }

  /**
   * Sums over the pixels of a square that both images show.
   *
   * @param n how many
   * @param a sum of post's values; {@code b} of pre's; {@code aa}, {@code bb} and {@code ab} of their products
   */
  record SquareSums(double n, double a, double b, double aa, double bb, double ab) {}

  /** Climbs on some of post's pixels alone, by their row-major index. */
  public Top from(Homography start, Freedom freedom, int most, double least, IntPredicate some) {
    Homography warp = start;
    double first = Double.NaN;
    double correlation = Double.NEGATIVE_INFINITY;
    Homography best = warp;
    int steps = 0;
    while (steps < most) {
      Sums sums = run.sums(warp, some);
      if (sums.n < LEAST_PIXELS) {
        break;
      }
      double now = sums.correlation();
      first = Double.isNaN(first) ? now : first;
      double gain = now - correlation;
      if (now > correlation) {
        correlation = now;
        best = warp;
      }
      if (gain < least) {
        break;
      }
      double[] step = sums.step(freedom.basis);
      if (step.length == 0) {
        break;
      }
      warp = run.moved(warp, step);
      steps++;
    }
    return new Top(best, first, correlation, steps);
  }

  /** Everything that one step needs, over the overlap. */
  private static final class Sums {
    double n;
    double a;
    double b;
    double aa;
    double bb;
    double ab;
    final double[] j = new double[SIZE];
    final double[] ja = new double[SIZE];
    final double[] jb = new double[SIZE];
    final double[][] jj = new double[SIZE][SIZE];

    void add(Sums other) {
      n += other.n;
      a += other.a;
      b += other.b;
      aa += other.aa;
      bb += other.bb;
      ab += other.ab;
      for (int i = 0; i < SIZE; i++) {
        j[i] += other.j[i];
        ja[i] += other.ja[i];
        jb[i] += other.jb[i];
        for (int k = 0; k < SIZE; k++) {
          jj[i][k] += other.jj[i][k];
        }
      }
    }

    double correlation() {
      double va = aa - a * a / n;
      double vb = bb - b * b / n;
      return va > 0 && vb > 0 ? (ab - a * b / n) / Math.sqrt(va * vb) : 0;
    }

    /** The step of the elements; empty when the free ones are not determined. */
    double[] step(RealMatrix basis) {
      double[][] all = new double[SIZE][SIZE];
      double[] toA = new double[SIZE];
      double[] toB = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        toA[i] = ja[i] - j[i] * a / n;
        toB[i] = jb[i] - j[i] * b / n;
        for (int k = 0; k < SIZE; k++) {
          all[i][k] = (i <= k ? jj[i][k] : jj[k][i]) - j[i] * j[k] / n;
        }
      }
      try {
        RealMatrix free = basis.transpose();
        RealVector ga = free.operate(new ArrayRealVector(toA, false));
        RealVector gb = free.operate(new ArrayRealVector(toB, false));
        var solver = new LUDecomposition(free.multiply(new Array2DRowRealMatrix(all, false)).multiply(basis))
            .getSolver();
        RealVector projectedB = solver.solve(gb);
        double numerator = bb - b * b / n - projectedB.dotProduct(gb);
        double denominator = ab - a * b / n - projectedB.dotProduct(ga);
        if (!(denominator > 0)) {
          return new double[0];
        }
        double lambda = numerator / denominator;
        return basis.operate(solver.solve(ga.mapMultiply(lambda).subtract(gb))).toArray();
      } catch (SingularMatrixException e) {
        return new double[0];
      }
    }
  }

  /** The images, and coordinates of about unit size about the tissue's centre. */
  private final class Run {
    private final FloatImage post;
    private final FloatImage pre;
    private final Mask mask;
    private final Mask preMask;
    private final Homography unit;

    Run(FloatImage post, Mask mask, FloatImage pre, Mask preMask) {
      this.post = post;
      this.pre = pre;
      this.mask = mask;
      this.preMask = preMask;
      double sx = 0;
      double sy = 0;
      int n = Math.max(1, mask.count());
      for (int i = 0; i < mask.width() * mask.height(); i++) {
        if (mask.at(i)) {
          sx += i % mask.width();
          sy += i / mask.width();
        }
      }
      double radius = Math.max(1, Math.sqrt(n / Math.PI));
      unit = Homography.affine(1 / radius, 0, -sx / n / radius, 0, 1 / radius, -sy / n / radius);
    }

    /** The warp with its elements in unit coordinates changed by a step. */
    Homography moved(Homography warp, double[] step) {
      double[] m = unit.after(warp).after(unit.inverse()).toArray();
      for (int i = 0; i < SIZE; i++) {
        m[i] += step[i];
      }
      return unit.inverse().after(Homography.of(m)).after(unit);
    }

    Sums sums(Homography warp, IntPredicate some) {
      List<Integer> bands = new ArrayList<>();
      for (int i = 0; i < BANDS; i++) {
        bands.add(i);
      }
      Sums total = new Sums();
      for (Sums part : Parallel.map(bands, band -> band(warp, band, some), executor)) {
        total.add(part);
      }
      return total;
    }

    List<SquareSums> squares(Homography warp, int side) {
      int across = (post.width() + side - 1) / side;
      List<Integer> rows = IntStream.range(0, (post.height() + side - 1) / side).boxed().toList();
      return Parallel.map(rows, row -> {
        List<Sums> sums = Stream.generate(Sums::new).limit(across).toList();
        add(warp, row * side, Math.min(post.height(), (row + 1) * side), i -> sums.get(i % post.width() / side));
        return sums;
      }, executor).stream().flatMap(List::stream).map(s -> new SquareSums(s.n, s.a, s.b, s.aa, s.bb, s.ab)).toList();
    }

    private Sums band(Homography warp, int band, IntPredicate some) {
      Sums sums = new Sums();
      int from = (int) ((long) post.height() * band / BANDS);
      int to = (int) ((long) post.height() * (band + 1) / BANDS);
      add(warp, from, to, i -> some.test(i) ? sums : null);
      return sums;
    }

    /** Adds some rows' pixels of the overlap to the sums that each belongs to, if any. */
    private void add(Homography warp, int from, int to, IntFunction<Sums> of) {
      double[] m = unit.after(warp).after(unit.inverse()).toArray();
      double[] row = new double[SIZE];
      double perUnit = 1 / unit.at(0, 0);
      for (int y = from; y < to; y++) {
        for (int x = 0; x < post.width(); x++) {
          Sums sums = mask.at(x, y) ? of.apply(y * post.width() + x) : null;
          if (sums == null) {
            continue;
          }
          double px = warp.x(x, y);
          double py = warp.y(x, y);
          if (!(px >= 1 && py >= 1 && px < pre.width() - 2 && py < pre.height() - 2)) {
            continue;
          }
          int ix = (int) px;
          int iy = (int) py;
          if (!preMask.at(ix, iy)) {
            continue;
          }
          double value = bilinear(pre, ix, iy, px - ix, py - iy);
          double gx = perUnit * 0.5
              * (bilinear(pre, ix + 1, iy, px - ix, py - iy) - bilinear(pre, ix - 1, iy, px - ix, py - iy));
          double gy = perUnit * 0.5
              * (bilinear(pre, ix, iy + 1, px - ix, py - iy) - bilinear(pre, ix, iy - 1, px - ix, py - iy));
          double u = unit.x(x, y);
          double v = unit.y(x, y);
          double d = 1 / (m[6] * u + m[7] * v + 1);
          double along = -d * (gx * unit.x(px, py) + gy * unit.y(px, py));
          row[0] = gx * u * d;
          row[1] = gx * v * d;
          row[2] = gx * d;
          row[3] = gy * u * d;
          row[4] = gy * v * d;
          row[5] = gy * d;
          row[6] = along * u;
          row[7] = along * v;
          accumulate(sums, post.at(x, y), value, row);
        }
      }
    }

    private void accumulate(Sums sums, double a, double b, double[] row) {
      sums.n++;
      sums.a += a;
      sums.b += b;
      sums.aa += a * a;
      sums.bb += b * b;
      sums.ab += a * b;
      for (int i = 0; i < SIZE; i++) {
        sums.j[i] += row[i];
        sums.ja[i] += row[i] * a;
        sums.jb[i] += row[i] * b;
        double[] line = sums.jj[i];
        for (int k = i; k < SIZE; k++) {
          line[k] += row[i] * row[k];
        }
      }
    }

    private static double bilinear(FloatImage image, int x, int y, double fx, double fy) {
      double upper = image.at(x, y) + fx * (image.at(x + 1, y) - image.at(x, y));
      double lower = image.at(x, y + 1) + fx * (image.at(x + 1, y + 1) - image.at(x, y + 1));
      return upper + fy * (lower - upper);
    }
  }
}
