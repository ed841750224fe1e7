package io.github.exo2micro.demo;

import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;

/** Bright spots in post: Gaussian, 1 to 3 px wide, in clusters within the tissue, about 120 per megapixel of tissue. */
final class Microbes {

  private static final int REACH = 14;

  /** One spot: place in post px, standard deviation in px, height in 8-bit counts. */
  record Spot(double x, double y, double sigma, double height) {}

  private final List<List<Spot>> byRow = new ArrayList<>();
  private final List<Spot> all = new ArrayList<>();

  Microbes(DemoPair pair, DemoTissue tissue) {
    int width = pair.postSize().width();
    int height = pair.postSize().height();
    for (int y = 0; y < height; y++) {
      byRow.add(List.of());
    }
    long clusters = Math.max(1, Math.round(pair.postSize().area() * 120e-6 / 10));
    for (int k = 0; k < clusters; k++) {
      double cx = width * Hash.uniform(pair.seed() + 60, k, 0);
      double cy = height * Hash.uniform(pair.seed() + 60, k, 1);
      double spread = 15 * Math.pow(10, Hash.uniform(pair.seed() + 60, k, 2));
      for (int i = 0; i < 10; i++) {
        double x = cx + spread * Hash.normal(pair.seed() + 61, k, 2L * i);
        double y = cy + spread * Hash.normal(pair.seed() + 61, k, 2L * i + 1);
        if (x > 0 && y > 0 && x < width - 1 && y < height - 1
            && tissue.inside(pair.warp().x(x, y), pair.warp().y(x, y)) > 0.9) {
          add(new Spot(x, y, 1 + 2 * Hash.uniform(pair.seed() + 62, k, i),
              6 * Math.pow(20, Hash.uniform(pair.seed() + 63, k, i))));
        }
      }
    }
  }

  private void add(Spot spot) {
    all.add(spot);
    int row = (int) spot.y;
    if (byRow.get(row).isEmpty()) {
      byRow.set(row, new ArrayList<>());
    }
    byRow.get(row).add(spot);
  }

  List<Spot> all() {
    return all;
  }

  /** Adds their light to a tile. */
  void light(Tile tile, float[] into) {
    int last = Math.min(byRow.size() - 1, tile.bottom() + REACH);
    for (int row = Math.max(0, tile.y() - REACH); row <= last; row++) {
      for (Spot spot : byRow.get(row)) {
        Tile box = new Tile((int) spot.x - REACH, (int) spot.y - REACH, 2 * REACH + 1, 2 * REACH + 1).intersect(tile);
        for (int y = box.y(); y < box.bottom(); y++) {
          for (int x = box.x(); x < box.right(); x++) {
            double d = (x - spot.x) * (x - spot.x) + (y - spot.y) * (y - spot.y);
            into[(y - tile.y()) * tile.width() + x
                - tile.x()] += (float) (spot.height * Math.exp(-d / (2 * spot.sigma * spot.sigma)));
          }
        }
      }
    }
  }
}
