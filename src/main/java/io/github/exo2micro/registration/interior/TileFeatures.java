package io.github.exo2micro.registration.interior;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.LocalNormalisation;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the features of one tile, in the coordinates of its plane: blurred, brought to even local contrast, stretched
 * to 0–255, the strongest of each grid cell kept. Thread-safe.
 */
final class TileFeatures {

  /** Context around a tile, so that features near its edge see what they need, px. */
  private static final int CONTEXT = 16;
  private static final int CELL = 32;
  private static final double NEIGHBOURHOOD_SIGMA = 16;
  /** Contrast below this part of the tile's range is noise rather than texture. */
  private static final double CONTRAST_FLOOR = 0.01;

  /** Fewer pixels above 0 among those sampled are no tissue. */
  private static final int LEAST_SHOWN = 100;

  private final FeatureExtractor extractor;
  private final double blurSigma;
  private final int perCell;

  /**
   * @param blurSigma px
   * @param perCell features kept in each cell of 32 × 32 px
   */
  TileFeatures(FeatureExtractor extractor, double blurSigma, int perCell) {
    this.extractor = extractor;
    this.blurSigma = blurSigma;
    this.perCell = perCell;
  }

  /** How many cells tiles of that side have. */
  static int cells(int side) {
    int along = (side + CELL - 1) / CELL;
    return along * along;
  }

  /** The features whose centre lies in the tile; empty where the plane is flat. */
  List<Feature> find(Plane plane, Tile tile) throws IOException {
    Tile area = tile.grown(CONTEXT);
    FloatImage image = new FloatImage(area.width(), area.height());
    plane.readClipped(area, image.pixels());
    Percentiles positive = Percentiles.ofPositive(sampled(image.pixels()));
    if (positive.count() < LEAST_SHOWN || positive.at(99) <= positive.at(1)) {
      return List.of();
    }
    double floor = CONTRAST_FLOOR * (positive.at(99) - positive.at(1));
    FloatImage even = LocalNormalisation.normalise(GaussianBlur.blur(image, blurSigma), NEIGHBOURHOOD_SIGMA, floor);
    stretch(even, image);
    List<Feature> found = new ArrayList<>();
    for (Feature f : extractor.extract(even, tile.shifted(-area.x(), -area.y()))) {
      found.add(new Feature(f.x() + area.x(), f.y() + area.y(), f.scale(), f.orientation(), f.strength(),
          f.descriptor()));
    }
    return strongestPerCell(found, tile);
  }

  /** To 0–255 between the 1st and 99th percentile of the pixels that show something. */
  private static void stretch(FloatImage image, FloatImage original) {
    float[] pixels = image.pixels();
    float[] shown = sampled(pixels);
    float[] positive = sampled(original.pixels());
    for (int i = 0; i < shown.length; i++) {
      shown[i] = positive[i] > 0 ? shown[i] : Float.NaN;
    }
    Percentiles percentiles = Percentiles.of(shown);
    float low = (float) percentiles.at(1);
    float factor = (float) (255 / Math.max(1e-6, percentiles.at(99) - low));
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(255, (pixels[i] - low) * factor));
    }
  }

  /** Every seventh pixel: enough for a percentile, and sorting costs. */
  private static float[] sampled(float[] pixels) {
    float[] some = new float[(pixels.length + 6) / 7];
    for (int i = 0; i < some.length; i++) {
      some[i] = pixels[7 * i];
    }
    return some;
  }

  private List<Feature> strongestPerCell(List<Feature> features, Tile tile) {
    features.sort(Comparator.comparingDouble(Feature::strength).reversed().thenComparingDouble(Feature::y)
        .thenComparingDouble(Feature::x).thenComparingDouble(Feature::orientation));
    int across = (tile.width() + CELL - 1) / CELL;
    int[] count = new int[across * ((tile.height() + CELL - 1) / CELL)];
    List<Feature> kept = new ArrayList<>();
    for (Feature f : features) {
      int cell = (int) (f.y() - tile.y()) / CELL * across + (int) (f.x() - tile.x()) / CELL;
      if (count[cell]++ < perCell) {
        kept.add(f);
      }
    }
    return kept;
  }
}
