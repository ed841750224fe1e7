package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/** Regions of 32 px whose ratio is a formula, on a frame that does not begin at 0. */
final class Regions {

  static final int SIDE = 32;
  static final Tile POST = new Tile(50, 70, 864, 704);
  static final Tile PRE = new Tile(40, 60, 870, 700);
  static final Homography WARP = Homography.affine(1, 0, 12, 0, 1, -8);

  private Regions() {}

  static List<RegionRatio> of(DoubleBinaryOperator log, double noise) {
    Random random = new Random(9);
    List<RegionRatio> regions = new ArrayList<>();
    for (int y = POST.y(); y < POST.bottom(); y += SIDE) {
      for (int x = POST.x(); x < POST.right(); x += SIDE) {
        double cx = x + (SIDE - 1) / 2.0;
        double cy = y + (SIDE - 1) / 2.0;
        regions.add(new RegionRatio(cx, cy, log.applyAsDouble(cx, cy) + noise * random.nextGaussian(),
            Math.max(noise, 1e-4), 900));
      }
    }
    return regions;
  }

  static FieldModel model(List<RegionRatio> regions, TilePattern... patterns) {
    return new FieldModel(new SmoothBasis(regions), List.of(patterns), DisplacementField.none(WARP), POST, PRE);
  }
}
