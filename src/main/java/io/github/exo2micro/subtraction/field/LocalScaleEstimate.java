package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the scale of the background varies over the image.
 *
 * @param field the scale everywhere
 * @param regions what was measured
 * @param stained for each region whether it is brighter than its surroundings allow for background
 * @param low 5th percentile of the scale over the regions
 * @param median of the scale over them
 * @param high 95th percentile
 * @param uncertainty one standard deviation of {@code high − low}, from fields of two halves of the regions
 * @param gain by which factor the field lowers the scatter of regions that it was not fitted to, against one scale
 * @param patterns what was found to repeat with mosaic tiles
 */
public record LocalScaleEstimate(ScaleField field, List<RegionRatio> regions, boolean[] stained, double low,
    double median, double high, double uncertainty, double gain, List<TilePattern> patterns) {

  private static final int FEWEST_REGIONS = 40;
  private static final int MOST_PATTERNS = 4;
  private static final int SETTLING = 2;
  /** Where the regions differ by less than this, dex (± 3 %), nobody would see the tiles. */
  private static final double NARROW = 0.026;
  /** Where so many of the regions lie on the field as well as they are known, it is right. */
  private static final double MOST = 0.6;
  /** Another one must explain so many times as many of them. */
  private static final double CLEARLY = 1.2;
  /** By how much the field may leave the range of what was measured, dex: 5 %. */
  private static final double BEYOND = 0.02;

  /**
   * Estimates it.
   *
   * @param counts of all regions
   * @param warp padded post px → padded pre px; the tiles of pre lie in each piece of a torn section as it moved
   * @param pre where the raw pre lies on the canvas
   * @return empty when too few regions show tissue
   */
  public static Optional<LocalScaleEstimate> of(RegionCounts counts, DisplacementField warp, Tile pre) {
    return of(counts.ratios(), warp, counts.frame(), pre, counts.side());
  }

  /** @param side of a region, px */
  static Optional<LocalScaleEstimate> of(List<RegionRatio> regions, DisplacementField warp, Tile post, Tile pre,
      int side) {
    if (regions.size() < FEWEST_REGIONS) {
      return Optional.empty();
    }
    FieldModel model = new FieldModel(new SmoothBasis(regions), List.of(), warp, post, pre);
    RobustField field = withPatterns(regions, RobustField.fit(regions, model, side), side);
    if (field.explained() < MOST && spread(regions, field) > NARROW) {
      // Deep tiles and broad stain can be taken for each other: once more with all regions as background, since stain
      // does not repeat.
      RobustField other = withPatterns(regions, everything(regions, model, side), side);
      field = other.explained() > CLEARLY * field.explained() ? other : field;
    }
    return Optional.of(of(regions, field, side));
  }

  /** As a field, with what repeats in what it leaves. */
  private static RobustField withPatterns(List<RegionRatio> regions, RobustField first, int side) {
    RobustField field = first;
    for (int i = 0; i < MOST_PATTERNS && spread(regions, field) > NARROW; i++) {
      List<TilePattern> patterns = new PatternSearch(regions, field, side).strongest();
      if (patterns.isEmpty()) {
        break;
      }
      field = field.refitted(field.model().with(patterns));
    }
    RobustField settled = settled(regions, field, side);
    // Once more from the beginning: what looked like stain while the tiles were unknown may be background.
    return settled.model().patterns().isEmpty() ? settled : RobustField.fit(regions, settled.model(), side);
  }

  private static RobustField everything(List<RegionRatio> regions, FieldModel model, int side) {
    RobustField field = RobustField.plain(regions, model);
    for (int i = 0; i < MOST_PATTERNS; i++) {
      List<TilePattern> patterns = new PatternSearch(regions, field, side).strongest();
      if (patterns.isEmpty()) {
        break;
      }
      field = RobustField.plain(regions, field.model().with(patterns));
    }
    return RobustField.fit(regions, field.model(), side);
  }

  /** How far apart the background's regions are, 5th to 95th percentile, dex. */
  private static double spread(List<RegionRatio> regions, RobustField field) {
    double[] logs = java.util.stream.IntStream.range(0, regions.size()).filter(i -> field.weight(i) > 0)
        .mapToDouble(i -> regions.get(i).log()).sorted().toArray();
    return Quantile.nearest(logs, 0.95) - Quantile.nearest(logs, 0.05);
  }

  /** Each pattern was found while others were still unknown: looks for each again with all others in place. */
  private static RobustField settled(List<RegionRatio> regions, RobustField first, int side) {
    RobustField field = first;
    for (int round = 0; round < SETTLING && field.model().patterns().size() > 1; round++) {
      for (TilePattern pattern : field.model().patterns()) {
        RobustField rest = field.refitted(field.model().without(pattern));
        Optional<TilePattern> again = new PatternSearch(regions, rest, side).along(pattern.side(),
            pattern.horizontal());
        field = again.isEmpty() ? field : rest.refitted(rest.model().with(List.of(again.get())));
      }
    }
    return field;
  }

  private static LocalScaleEstimate of(List<RegionRatio> regions, RobustField field, int side) {
    double[] logs = new double[regions.size()];
    boolean[] stained = new boolean[regions.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = field.value(i);
      stained[i] = field.weight(i) == 0;
    }
    double[] sorted = logs.clone();
    Arrays.sort(sorted);
    double median = Math.pow(10, Quantile.nearest(sorted, 0.5));
    Halves halves = Halves.of(regions, field, side);
    ScaleField everywhere = new ScaleField(field.model(), field.coefficients(), sorted[0] - BEYOND,
        sorted[sorted.length - 1] + BEYOND);
    return new LocalScaleEstimate(everywhere, regions, stained, Math.pow(10, Quantile.nearest(sorted, 0.05)), median,
        Math.pow(10, Quantile.nearest(sorted, 0.95)), Math.sqrt(2) * Math.log(10) * median * halves.deviation(),
        halves.gain(),
        new ArrayList<>(field.model().patterns()));
  }

  /**
   * Two fields of the two halves of a chessboard of regions.
   *
   * @param deviation of the field of all regions, dex
   * @param gain see {@link LocalScaleEstimate#gain}
   */
  private record Halves(double deviation, double gain) {

    static Halves of(List<RegionRatio> regions, RobustField field, int side) {
      double[] even = field.solve(i -> isEven(regions.get(i), side));
      double[] odd = field.solve(i -> !isEven(regions.get(i), side));
      double apart = 0;
      List<Double> local = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < regions.size(); i++) {
        if (field.weight(i) > 0) {
          RegionRatio r = regions.get(i);
          double[] row = field.model().row(r.x(), r.y());
          double a = FieldModel.dot(row, even);
          double b = FieldModel.dot(row, odd);
          apart += (a - b) * (a - b);
          local.add(Math.abs(r.log() - (isEven(r, side) ? b : a)));
          values.add(r.log());
        }
      }
      if (values.isEmpty()) {
        return new Halves(0, 1);
      }
      double middle = Median.of(values.stream().mapToDouble(v -> v));
      double one = Median.of(values.stream().mapToDouble(v -> Math.abs(v - middle)));
      return new Halves(Math.sqrt(apart / values.size()) / 2,
          one / Math.max(1e-9, Median.of(local.stream().mapToDouble(v -> v))));
    }

    private static boolean isEven(RegionRatio r, int side) {
      return ((long) Math.floor(r.x() / side / 2) + (long) Math.floor(r.y() / side / 2)) % 2 == 0;
    }
  }
}
