package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A smooth field with jumps that follows measured displacements: a uniform cubic B-spline with a penalty on its bending
 * energy (a thin elastic plate), plus one constant for each tile between the seams, all found in one least-squares
 * solution with Tukey's biweight on the residuals.
 *
 * <p>Why not a hierarchy of B-splines (Lee, Wolberg and Shin 1997): that interpolates scattered data but has no
 * weights, no way to leave outliers out, and its stiffness is the lattice's; here one number sets it, and it is chosen
 * by cross-validation among the fitted patches. Why not a mesh of springs (SOFIMA, TrakEM2): its relaxation needs
 * thousands of rounds, while this band matrix is factorised at once, and jumps are unknowns beside the others.
 * Deterministic.
 */
final class ElasticFit {

  private static final double TUKEY = 4.7;
  private static final int ROUNDS = 4;
  /** Rounds that begin with outliers known. */
  private static final int LAST_ROUNDS = 2;
  /** A weight that changes by a smaller part settles nothing any more. */
  private static final double SETTLED = 0.1;
  /** What no measurement is better than, px: keeps a few very sharp patches from deciding alone. */
  private static final double LEAST_SIGMA_PX = 0.03;
  /** Residuals below this are never outliers, px. */
  private static final double ALWAYS_IN_PX = 0.3;
  /** Slopes cost this part of what bends cost: enough to stay flat where nothing was measured. */
  private static final double SLOPE = 1e-4;
  /** Points along each side of a place over which its displacement is averaged. */
  private static final int SAMPLES = 4;
  private static final double[] STIFFNESS = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100};
  private static final double USUAL = 0.1;
  /** A softer fit is taken only where its error is below this part of the stiffer one's. */
  private static final double CLEARLY_BETTER = 0.99;

  /** About so many knots tell how stiff a field of more of them should be. */
  private static final int KNOTS_TO_CHOOSE = 1500;
  /** Of so many patches, one half predicted from the other is enough to tell which stiffness does it better. */
  private static final int MANY = 1000;

  private final Homography warp;
  private final Tile bounds;
  private final double x0;
  private final double y0;
  private final double h;
  private final int columns;
  private final int rows;
  private final boolean rowsFirst;
  private final List<SeamGrid> seams;
  private final int jumps;

  /**
   * @param warp post px → pre px, for seams in pre's frame
   * @param bounds where the field is wanted, post px
   * @param spacing of the spline's knots, px
   * @param seams lines along which it may jump; their jumps are not looked at
   */
  ElasticFit(Homography warp, Tile bounds, int spacing, List<SeamGrid> seams) {
    this.warp = warp;
    this.bounds = bounds;
    this.h = spacing;
    this.x0 = bounds.x() - h;
    this.y0 = bounds.y() - h;
    this.columns = (int) Math.ceil(bounds.width() / h) + 4;
    this.rows = (int) Math.ceil(bounds.height() / h) + 4;
    this.rowsFirst = rows < columns;
    this.seams = List.copyOf(seams);
    this.jumps = seams.stream().mapToInt(SeamGrid::tiles).sum();
  }

  /** A fitted field. */
  final class Solution {
    private final PlateEquations.Component alongX;
    private final PlateEquations.Component alongY;

    private Solution(PlateEquations.Component alongX, PlateEquations.Component alongY) {
      this.alongX = alongX;
      this.alongY = alongY;
    }

    Solution withX(PlateEquations.Component x) {
      return new Solution(x, alongY);
    }

    Solution withY(PlateEquations.Component y) {
      return new Solution(alongX, y);
    }

    double[] at(double x, double y) {
      return at(place(x, y));
    }

    /** The displacement at a place, px. */
    double[] at(Place place) {
      double[] d = smooth(place);
      for (int t : place.tiles) {
        d[0] += alongX.jumps()[t];
        d[1] += alongY.jumps()[t];
      }
      return d;
    }

    private double[] smooth(Place place) {
      double sx = 0;
      double sy = 0;
      for (int k = 0; k < 16; k++) {
        sx += place.weight[k] * alongX.knots()[place.index[k]];
        sy += place.weight[k] * alongY.knots()[place.index[k]];
      }
      return new double[] {sx, sy};
    }

    /**
     * How unsure the field's mean over a square is, px² along each axis, if patches err by their own sigma and the
     * field bends as much as its stiffness says: the posterior variance of a Gaussian process. Small amid patches,
     * large where none is near. Averaged over the domain it is the field's squared error, the bends that it does not
     * follow included (Wahba 1983; Nychka 1988, doi:10.1080/01621459.1988.10478711), up to one common factor.
     *
     * @param x the square's centre, post px
     * @param y likewise
     * @param side of the square, px
     */
    double variance(double x, double y, int side) {
      Map<Integer, Double> knots = new HashMap<>();
      double[] share = new double[jumps];
      int n = SAMPLES * SAMPLES;
      for (int i = 0; i < n; i++) {
        double px = x + ((i % SAMPLES + 0.5) / SAMPLES - 0.5) * side;
        double py = y + ((i / SAMPLES + 0.5) / SAMPLES - 0.5) * side;
        Place place = place(px, py);
        for (int k = 0; k < 16; k++) {
          knots.merge(place.index[k], place.weight[k] / n, Double::sum);
        }
        for (int t : place.tiles) {
          share[t] += 1.0 / n;
        }
      }
      return (alongX.variance(knots, share) + alongY.variance(knots, share)) / 2;
    }

    double error(LocalPatch p) {
      double[] d = at(p.x(), p.y());
      return Math.hypot(p.dx() - d[0], p.dy() - d[1]);
    }

    /** The field at nodes of half the knots' spacing, no displacement longer than {@code longest} px along an axis. */
    DisplacementField field(double longest) {
      int spacing = Math.max(1, (int) (h / 2));
      int wide = (int) ((columns - 3) * h / spacing) + 1;
      int high = (int) ((rows - 3) * h / spacing) + 1;
      float[] dx = new float[wide * high];
      float[] dy = new float[wide * high];
      int left = (int) Math.rint(x0);
      int top = (int) Math.rint(y0);
      for (int j = 0; j < high; j++) {
        for (int i = 0; i < wide; i++) {
          double[] d = smooth(place(left + (double) i * spacing, top + (double) j * spacing));
          dx[j * wide + i] = (float) Math.max(-longest, Math.min(longest, d[0]));
          dy[j * wide + i] = (float) Math.max(-longest, Math.min(longest, d[1]));
        }
      }
      return new DisplacementField(warp, left, top, spacing, wide, high, dx, dy, grids());
    }

    private List<SeamGrid> grids() {
      List<SeamGrid> grids = new ArrayList<>();
      int at = 0;
      for (SeamGrid grid : seams) {
        float[] dx = new float[grid.tiles()];
        float[] dy = new float[grid.tiles()];
        for (int t = 0; t < dx.length; t++) {
          dx[t] = (float) alongX.jumps()[at + t];
          dy[t] = (float) alongY.jumps()[at + t];
        }
        at += dx.length;
        grids.add(grid.with(dx, dy));
      }
      return grids;
    }
  }

  /** The 16 knots that a point depends on, and the tile of each mosaic that it lies in. */
  record Place(int[] index, double[] weight, int[] tiles) {}

  /** Distance of the knots, px. */
  double spacing() {
    return h;
  }

  Place place(double x, double y) {
    double u = Math.max(0, Math.min(columns - 3 - 1e-9, (x - x0) / h));
    double v = Math.max(0, Math.min(rows - 3 - 1e-9, (y - y0) / h));
    int i = (int) u;
    int j = (int) v;
    double[] wx = cubic(u - i);
    double[] wy = cubic(v - j);
    int[] index = new int[16];
    double[] weight = new double[16];
    for (int b = 0; b < 4; b++) {
      for (int a = 0; a < 4; a++) {
        index[4 * b + a] = knot(i + a, j + b);
        weight[4 * b + a] = wx[a] * wy[b];
      }
    }
    return new Place(index, weight, tilesOf(x, y));
  }

  private static double[] cubic(double f) {
    double g = 1 - f;
    return new double[] {g * g * g / 6, 2 / 3.0 - f * f + f * f * f / 2, 2 / 3.0 - g * g + g * g * g / 2,
        f * f * f / 6};
  }

  /** Numbered along the shorter side, which keeps the band narrow. */
  private int knot(int i, int j) {
    return rowsFirst ? i * rows + j : j * columns + i;
  }

  private int[] tilesOf(double x, double y) {
    int[] tiles = new int[seams.size()];
    int at = 0;
    for (int k = 0; k < tiles.length; k++) {
      SeamGrid grid = seams.get(k);
      boolean post = grid.frame() == SeamGrid.Frame.POST;
      tiles[k] = at + grid.tile(post ? x : warp.x(x, y), post ? y : warp.y(x, y));
      at += grid.tiles();
    }
    return tiles;
  }

  /**
   * What predicts left-out patches best.
   *
   * @param stiffness weight of the bending energy against a typical patch
   * @param weights of the patches by which they count, outliers 0
   */
  private record Choice(double stiffness, double[] weights) {}

  /**
   * A field, and how well it would be known without some of its patches.
   *
   * @param solution of all patches
   * @param errors for each patch that of a fit which does not know it and its half of the others, px
   */
  record Tested(Solution solution, double[] errors) {}

  /** A field with the stiffness that is best. */
  record Best(double stiffness, Solution solution) {}

  /** Fits with the stiffness that is best, and tests that fit. */
  Tested tested(List<LocalPatch> patches) {
    Choice choice = chosen(patches, USUAL);
    Robust robust = new Robust(patches, choice.weights());
    double[] errors = robust.crossValidate(choice.stiffness(), 2);
    return new Tested(robust.solve(choice.stiffness(), LAST_ROUNDS), errors);
  }

  /** Fits with the stiffness that is best, looked for from where it is for most tissue. */
  Best best(List<LocalPatch> patches) {
    return best(patches, USUAL);
  }

  /**
   * Fits with the stiffness that is best.
   *
   * @param patches at least one
   * @param near where it is likely to be
   */
  Best best(List<LocalPatch> patches, double near) {
    Choice choice = chosen(patches, near);
    return new Best(choice.stiffness(),
        new Robust(patches, choice.weights()).solve(choice.stiffness(), LAST_ROUNDS));
  }

  /** On fewer knots where there are many: the same energy of bending has another weight there. */
  private Choice chosen(List<LocalPatch> patches, double near) {
    double finer = Math.sqrt((double) columns * rows / KNOTS_TO_CHOOSE);
    int spacing = (int) Math.round(h * finer);
    if (spacing <= h) {
      return choose(patches, near, 1);
    }
    return new ElasticFit(warp, bounds, spacing, seams).choose(patches, near, h * h / ((double) spacing * spacing));
  }

  /**
   * The best of {@link #STIFFNESS} by two-fold cross-validation, mean length of the prediction's error: from a step
   * stiffer than where it is likely to softer ones, until that no longer helps; the other way where nothing softer is
   * better. Too stiff follows nothing, too soft follows noise, so there is one best, and factorising for all of them
   * would be most of a bent pair's work. Which patches are outliers is found once, with the likely stiffness.
   *
   * @param patches at least one
   * @param near where the best is likely to be
   * @param unit what a stiffness of 1 is called here
   */
  private Choice choose(List<LocalPatch> patches, double near, double unit) {
    Robust robust = new Robust(patches);
    robust.solve(unit * near, ROUNDS);
    int folds = patches.size() > MANY ? 1 : 2;
    int start = Math.min(STIFFNESS.length - 1, step(near) + 1);
    int chosen = start;
    double best = mean(robust.crossValidate(unit * STIFFNESS[start], folds));
    int inVain = 0;
    for (int i = start - 1; i >= 0 && inVain < 2; i--) {
      double error = mean(robust.crossValidate(unit * STIFFNESS[i], folds));
      if (error < CLEARLY_BETTER * best) {
        best = error;
        chosen = i;
        inVain = 0;
      } else {
        inVain += error > 1.1 * best ? 2 : 1;
      }
    }
    for (int i = start + 1; chosen == i - 1 && i < STIFFNESS.length; i++) {
      double error = mean(robust.crossValidate(unit * STIFFNESS[i], folds));
      if (best >= CLEARLY_BETTER * error) {
        best = error;
        chosen = i;
      }
    }
    return new Choice(STIFFNESS[chosen], robust.weights);
  }

  private static int step(double stiffness) {
    int step = 0;
    while (step < STIFFNESS.length - 1 && STIFFNESS[step] < 0.99 * stiffness) {
      step++;
    }
    return step;
  }

  private static int fold(int i) {
    return Integer.bitCount(i * 0x9E3779B9) & 1;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> v >= 0).average().orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * Fits with a given stiffness.
   *
   * @param stiffness weight of the bending energy against a typical patch
   */
  Solution solve(List<LocalPatch> patches, double stiffness) {
    return new Robust(patches).solve(stiffness, ROUNDS);
  }

  /** Patches with what is known of the outliers among them: at first nothing. */
  private final class Robust {
    private final List<LocalPatch> patches;
    private final Place[] places;
    private final double[] base;
    private final double[] weights;

    Robust(List<LocalPatch> patches, double[] weights) {
      this(patches);
      System.arraycopy(weights, 0, this.weights, 0, weights.length);
    }

    Robust(List<LocalPatch> patches) {
      this.patches = patches;
      this.places = patches.stream().map(p -> place(p.x(), p.y())).toArray(Place[]::new);
      this.base = patches.stream().mapToDouble(p -> 1 / patchVariance(p.sigma())).toArray();
      this.weights = base.clone();
    }

    Solution solve(double stiffness, int rounds) {
      Solution solution = null;
      boolean changed = true;
      for (int round = 0; round < rounds && changed; round++) {
        solution = null; // its factors are large
        solution = once(i -> true, stiffness);
        changed = weigh(solution);
      }
      return solution;
    }

    /** Whether that changed what counts. */
    private boolean weigh(Solution solution) {
      double[] residuals = patches.stream().mapToDouble(solution::error).toArray();
      double limit = Math.max(ALWAYS_IN_PX, TUKEY * Median.deviation(residuals));
      boolean changed = false;
      for (int i = 0; i < residuals.length; i++) {
        double t = residuals[i] / limit;
        double weight = t < 1 ? base[i] * (1 - t * t) * (1 - t * t) : 0;
        changed |= Math.abs(weight - weights[i]) > SETTLED * base[i];
        weights[i] = weight;
      }
      return changed;
    }

    /**
     * For each patch the error of a fit that does not know it and its half of the others, px.
     *
     * @param folds 2; with 1, one half of the patches alone is asked, and the others' errors are −1
     */
    double[] crossValidate(double stiffness, int folds) {
      double[] errors = new double[places.length];
      Arrays.fill(errors, -1);
      for (int fold = 0; fold < folds; fold++) {
        int left = fold;
        Solution solution = once(i -> fold(i) != left, stiffness);
        for (int i = 0; i < errors.length; i++) {
          if (fold(i) == left) {
            errors[i] = solution.error(patches.get(i));
          }
        }
      }
      return errors;
    }

    private Solution once(IntPredicate known, double stiffness) {
      int[] used = IntStream.range(0, places.length).filter(known).toArray();
      // Of one patch, cross-validation knows none in one of its turns: then nothing moves.
      double typical = Arrays.stream(used).mapToDouble(i -> base[i]).average().orElse(1);
      PlateEquations equations = equations(Arrays.stream(used).mapToObj(i -> places[i]).toArray(Place[]::new),
          Arrays.stream(used).mapToDouble(i -> weights[i]).toArray(), stiffness * typical, typical);
      return new Solution(
          equations.solve(Arrays.stream(used).mapToDouble(i -> weights[i] * patches.get(i).dx()).toArray()),
          equations.solve(Arrays.stream(used).mapToDouble(i -> weights[i] * patches.get(i).dy()).toArray()));
    }
  }

  /** What a patch is taken to err by along each axis, px². */
  static double patchVariance(double sigma) {
    return sigma * sigma + LEAST_SIGMA_PX * LEAST_SIGMA_PX;
  }

  /**
   * The equations of one component.
   *
   * @param places of the measurements
   * @param weights of them
   * @param energy weight of the bending energy
   * @param typical weight of a measurement
   */
  PlateEquations equations(Place[] places, double[] weights, double energy, double typical) {
    int n = columns * rows;
    BandMatrix matrix = new BandMatrix(n, 3 * Math.min(columns, rows) + 3);
    addStiffness(matrix, energy);
    return new PlateEquations(matrix, n, jumps, places, weights, typical);
  }

  private void addStiffness(BandMatrix matrix, double s) {
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        if (i + 2 < columns) {
          square(matrix, s, new int[] {knot(i, j), knot(i + 1, j), knot(i + 2, j)}, 1, -2, 1);
        }
        if (j + 2 < rows) {
          square(matrix, s, new int[] {knot(i, j), knot(i, j + 1), knot(i, j + 2)}, 1, -2, 1);
        }
        if (i + 1 < columns && j + 1 < rows) {
          square(matrix, 2 * s, new int[] {knot(i, j), knot(i + 1, j), knot(i, j + 1), knot(i + 1, j + 1)}, 1, -1, -1,
              1);
        }
        if (i + 1 < columns) {
          square(matrix, SLOPE * s, new int[] {knot(i, j), knot(i + 1, j)}, 1, -1);
        }
        if (j + 1 < rows) {
          square(matrix, SLOPE * s, new int[] {knot(i, j), knot(i, j + 1)}, 1, -1);
        }
        matrix.add(knot(i, j), knot(i, j), 1e-3 * SLOPE * s);
      }
    }
  }

  /** Adds the square of a linear form to the energy. */
  private static void square(BandMatrix matrix, double weight, int[] at, double... form) {
    for (int a = 0; a < at.length; a++) {
      for (int b = 0; b < at.length; b++) {
        if (at[a] > at[b] || a == b) {
          matrix.add(at[a], at[b], weight * form[a] * form[b]);
        }
      }
    }
  }
}
