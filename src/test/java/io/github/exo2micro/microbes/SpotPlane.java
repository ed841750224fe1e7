package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;

/** A plane by formula: noise from a hash of the place, Gaussian spots on a lattice, NaN where asked. */
final class SpotPlane implements Plane {

  private static final int REACH = 16;

  /** A spot: place, standard deviation, height. */
  record Light(double x, double y, double sigma, double height) {
    double flux() {
      return 2 * Math.PI * sigma * sigma * height;
    }
  }

  private final ImageSize size;
  private final double noise;
  private final double background;
  private final List<List<Light>> byRow = new ArrayList<>();
  private int firstColumn;

  SpotPlane(ImageSize size, double background, double noise, List<Light> lights) {
    this.size = size;
    this.background = background;
    this.noise = noise;
    for (int y = 0; y < size.height(); y++) {
      byRow.add(new ArrayList<>(0));
    }
    lights.forEach(light -> byRow.get((int) Math.round(light.y())).add(light));
  }

  /** The same with no pixel left of a column. */
  SpotPlane from(int column) {
    firstColumn = column;
    return this;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) {
    Plane.requireReadable(size, region, into);
    for (int row = 0; row < region.height(); row++) {
      for (int i = 0; i < region.width(); i++) {
        int x = region.x() + i;
        into[row * region.width() + i] = x < firstColumn ? Float.NaN
            : (float) (background + noise * normal(x, region.y() + row));
      }
    }
    int last = Math.min(size.height() - 1, region.bottom() + REACH);
    for (int y = Math.max(0, region.y() - REACH); y <= last; y++) {
      for (Light light : byRow.get(y)) {
        add(light, region, into);
      }
    }
  }

  private static void add(Light light, Tile region, float[] into) {
    Tile box = new Tile((int) light.x() - REACH, (int) light.y() - REACH, 2 * REACH + 1, 2 * REACH + 1)
        .intersect(region);
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        double d = (x - light.x()) * (x - light.x()) + (y - light.y()) * (y - light.y());
        into[(y - region.y()) * region.width() + x
            - region.x()] += (float) (light.height() * Math.exp(-d / (2 * light.sigma() * light.sigma())));
      }
    }
  }

  /** Nearly normal: the sum of four uniform numbers from one hash. */
  private static double normal(int x, int y) {
    long h = x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
    h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
    h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
    h ^= h >>> 31;
    double sum = (h & 0xffff) + (h >>> 16 & 0xffff) + (h >>> 32 & 0xffff) + (h >>> 48 & 0xffff);
    return (sum / 65536 - 2) * Math.sqrt(3);
  }
}
