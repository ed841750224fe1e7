package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.LinearSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for what repeats with mosaic tiles in what a field leaves. For every width and beginning of a tile it reckons
 * by how much the sum of squares would fall if the pattern were fitted together with all that the field has already
 * (the Schur complement of the normal equations): a pattern that the smooth part or another image's tiles explain as
 * well gains nothing. The winner must lower the error of regions that it was not fitted to.
 */
final class PatternSearch {

  private static final double STEP = 1.03;
  private static final int PHASES = 8;
  /** A tile must be that many regions wide, for its polynomial not to follow noise. */
  private static final double NARROWEST = 5;
  /** Of the sum of squares of one half of the regions, what a pattern fitted to the other half may leave at most. */
  private static final double LEFT = 0.85;
  /** A tile grid that begins at the image's edge is taken when it gains this share of what the best one does. */
  private static final double FROM_EDGE = 0.9;
  /** Two patterns must gain that much more than the better one of them. */
  private static final double TWINS = 1.05;
  /** Tiles of both images are sought of widths that differ by this factor at most. */
  private static final double ALIKE = 1.2;
  private static final int MOST_REGIONS = 800;
  private static final int REFINEMENTS = 6;

  private final List<RegionRatio> regions;
  private final RobustField field;
  private final double pitch;
  private final int[] chosen;
  private final int[][] columns;
  private final double[][] rows;
  private final double[][] inverse;
  /** What the chosen regions alone would change in the coefficients of the field, which all regions were fitted to. */
  private final double[] change;

  PatternSearch(List<RegionRatio> regions, RobustField field, double pitch) {
    this.regions = regions;
    this.field = field;
    this.pitch = pitch;
    this.chosen = chosen();
    this.rows = new double[chosen.length][];
    this.columns = new int[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      RegionRatio r = regions.get(chosen[i]);
      rows[i] = field.model().row(r.x(), r.y());
      double[] row = rows[i];
      columns[i] = IntStream.range(0, row.length).filter(k -> row[k] != 0).toArray();
    }
    this.inverse = field.inverse(chosen);
    this.change = change();
  }

  private double[] change() {
    double[] right = new double[field.model().size()];
    for (int i = 0; i < chosen.length; i++) {
      for (int k : columns[i]) {
        right[k] += field.weight(chosen[i]) * field.residual(chosen[i]) * rows[i][k];
      }
    }
    double[] change = new double[right.length];
    for (int k = 0; k < change.length; k++) {
      change[k] = FieldModel.dot(inverse[k], right);
    }
    return change;
  }

  /** Background regions, every n-th of many. */
  private int[] chosen() {
    int[] background = IntStream.range(0, regions.size()).filter(i -> field.weight(i) > 0).toArray();
    int step = Math.max(1, (background.length + MOST_REGIONS - 1) / MOST_REGIONS);
    int[] some = new int[(background.length + step - 1) / step];
    for (int i = 0; i < some.length; i++) {
      some[i] = background[i * step];
    }
    return some;
  }

  private record Found(List<TilePattern> patterns, double gain) {

    static final Found NOTHING = new Found(List.of(), 0);

    Found orBetter(Found other) {
      return other.gain > gain ? other : this;
    }
  }

  /** The strongest pattern, or the tiles of both images along one axis together; empty when none is strong enough. */
  List<TilePattern> strongest() {
    Found best = Found.NOTHING;
    for (boolean horizontal : new boolean[] {true, false}) {
      List<TilePattern.Side> unknown = new ArrayList<>();
      for (TilePattern.Side side : TilePattern.Side.values()) {
        if (field.model().patterns().stream().noneMatch(p -> p.side() == side && p.horizontal() == horizontal)) {
          unknown.add(side);
        }
      }
      Found alone = Found.NOTHING;
      for (TilePattern.Side side : unknown) {
        alone = alone.orBetter(search(side, horizontal));
      }
      // Where the same camera took both, their tiles nearly cancel when seen one at a time.
      Found twins = unknown.size() < 2 ? Found.NOTHING : twins(horizontal);
      best = best.orBetter(twins.gain > TWINS * alone.gain ? twins : alone);
    }
    return holds(best.patterns) ? best.patterns : List.of();
  }

  /** The same along one axis of one image. */
  Optional<TilePattern> along(TilePattern.Side side, boolean horizontal) {
    List<TilePattern> found = search(side, horizontal).patterns;
    return holds(found) ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The chosen regions' coordinates along an axis of one image. */
  private double[] coordinates(TilePattern.Side side, boolean horizontal) {
    return Arrays.stream(chosen).mapToObj(regions::get)
        .mapToDouble(r -> field.model().coordinate(side, horizontal, r.x(), r.y())).toArray();
  }

  private static double extent(double[] along) {
    return Arrays.stream(along).max().orElse(0) - Arrays.stream(along).min().orElse(0);
  }

  private Found search(TilePattern.Side side, boolean horizontal) {
    double[][] along = {coordinates(side, horizontal)};
    double widest = extent(along[0]) / 2;
    Found best = Found.NOTHING;
    Found fromEdge = best;
    for (double period = NARROWEST * pitch; period <= widest; period *= STEP) {
      for (int phase = 0; phase < PHASES; phase++) {
        Found found = found(List.of(new TilePattern(side, horizontal, period, phase * period / PHASES)), along);
        best = best.orBetter(found);
        fromEdge = phase == 0 ? fromEdge.orBetter(found) : fromEdge;
      }
    }
    if (best.patterns.isEmpty()) {
      return best;
    }
    best = refined(best, along, true);
    fromEdge = fromEdge.patterns.isEmpty() ? fromEdge : refined(fromEdge, along, false);
    // Most mosaics begin at the image's edge; a cropped one does not.
    return fromEdge.gain > FROM_EDGE * best.gain ? fromEdge : best;
  }

  /** Tiles of both images along one axis, of widths alike, both beginning at the edge. */
  private Found twins(boolean horizontal) {
    double[][] along = {coordinates(TilePattern.Side.POST, horizontal), coordinates(TilePattern.Side.PRE, horizontal)};
    double widest = extent(along[0]) / 2;
    Found best = Found.NOTHING;
    for (double period = NARROWEST * pitch; period <= widest; period *= STEP) {
      for (double ratio = 1 / ALIKE; ratio <= ALIKE; ratio *= STEP) {
        best = best.orBetter(found(List.of(new TilePattern(TilePattern.Side.POST, horizontal, period, 0),
            new TilePattern(TilePattern.Side.PRE, horizontal, period * ratio, 0)), along));
      }
    }
    return best.patterns.isEmpty() ? best : refined(best, along, false);
  }

  /** A better width and beginning of each pattern, in steps that become smaller. */
  private Found refined(Found start, double[][] along, boolean movePhase) {
    Found best = start;
    double step = (STEP - 1) / 2;
    for (int round = 0; round < REFINEMENTS; round++, step /= 1.7) {
      for (int p = 0; p < along.length; p++) {
        for (double stretch : new double[] {-step, step}) {
          best = best.orBetter(found(moved(best.patterns, p, stretch, 0), along));
        }
        for (double shift : movePhase ? new double[] {-3 * step, 3 * step} : new double[0]) {
          best = best.orBetter(found(moved(best.patterns, p, 0, shift), along));
        }
      }
    }
    return best;
  }

  private static List<TilePattern> moved(List<TilePattern> patterns, int which, double stretch, double shift) {
    List<TilePattern> moved = new ArrayList<>(patterns);
    TilePattern p = patterns.get(which);
    moved.set(which,
        new TilePattern(p.side(), p.horizontal(), p.period() * (1 + stretch), p.phase() + shift * p.period()));
    return moved;
  }

  private Found found(List<TilePattern> patterns, double[][] along) {
    int t = TilePattern.TERMS * patterns.size();
    int m = field.model().size();
    double[][] cross = new double[t][m];
    double[][] own = new double[t][t];
    double[] right = new double[t];
    double[] z = new double[t];
    for (int i = 0; i < chosen.length; i++) {
      double weight = field.weight(chosen[i]);
      for (int p = 0; p < along.length; p++) {
        TilePattern.terms(patterns.get(p).position(along[p][i]), z, p * TilePattern.TERMS);
      }
      double residual = field.residual(chosen[i]);
      for (int a = 0; a < t; a++) {
        double wz = weight * z[a];
        right[a] += wz * residual;
        for (int b = 0; b < t; b++) {
          own[a][b] += wz * z[b];
        }
        for (int k : columns[i]) {
          cross[a][k] += wz * rows[i][k];
        }
      }
    }
    for (int a = 0; a < t; a++) {
      right[a] -= FieldModel.dot(change, cross[a]);
      double[] projected = new double[m];
      for (int k = 0; k < m; k++) {
        projected[k] = FieldModel.dot(inverse[k], cross[a]);
      }
      for (int b = 0; b < t; b++) {
        own[a][b] -= FieldModel.dot(projected, cross[b]);
      }
    }
    for (int a = 0; a < t; a++) {
      own[a][a] += 1e-9 + 1e-4 * Math.abs(own[a][a]);
    }
    double[] solution = right.clone();
    return new Found(patterns, LinearSystem.solve(own, solution) ? FieldModel.dot(right, solution) : 0);
  }

  /** Whether patterns fitted to one half of the regions explain the other half better than none, both ways. */
  private boolean holds(List<TilePattern> patterns) {
    if (patterns.isEmpty()) {
      return false;
    }
    RobustField with = field.extended(patterns);
    for (boolean even : new boolean[] {true, false}) {
      double[] without = field.solve(i -> isEven(i) == even);
      double[] fitted = with.solve(i -> isEven(i) == even);
      double before = 0;
      double after = 0;
      for (int i = 0; i < regions.size(); i++) {
        if (field.weight(i) > 0 && isEven(i) != even) {
          before += field.weight(i) * Math.pow(field.residual(i, without), 2);
          after += field.weight(i) * Math.pow(with.residual(i, fitted), 2);
        }
      }
      if (!(after < LEFT * before)) {
        return false;
      }
    }
    return true;
  }

  private boolean isEven(int i) {
    RegionRatio r = regions.get(i);
    return ((long) Math.floor(r.x() / pitch / 3) + (long) Math.floor(r.y() / pitch / 3)) % 2 == 0;
  }
}
