package io.github.exo2micro.demo;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.util.List;

/** The pre or the post image of a {@link DemoPair}, with noise, computed as it is read: whole counts. */
final class DemoPlane implements Plane {

  private static final double BLACK = 1.5;

  private final DemoPair pair;
  private final boolean post;
  private final List<Microbes> microbes;

  private DemoPlane(DemoPair pair, boolean post, List<Microbes> microbes) {
    this.pair = pair;
    this.post = post;
    this.microbes = microbes;
  }

  static DemoPlane pre(DemoPair pair) {
    return new DemoPlane(pair, false, List.of());
  }

  static DemoPlane post(DemoPair pair, Microbes microbes) {
    return new DemoPlane(pair, true, List.of(microbes));
  }

  @Override
  public ImageSize size() {
    return post ? pair.postSize() : pair.preSize();
  }

  @Override
  public void read(Tile region, float[] into) {
    Plane.requireReadable(size(), region, into);
    DemoTissue tissue = new DemoTissue(pair.seed(), pair.preSize(), pair.tissue());
    int i = 0;
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        into[i++] = (float) (post
            ? pair.backgroundScale() * tissue.at(pair.warp().x(x, y), pair.warp().y(x, y))
            : tissue.at(x, y));
      }
    }
    microbes.forEach(m -> m.light(region, into));
    i = 0;
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++, i++) {
        into[i] = counts(into[i], Hash.normal(pair.seed() + (post ? 70 : 71), x, y));
      }
    }
  }

  /** Shot noise of 0.12 counts² a count, 0.8 counts of read noise, then rounded; 8-bit black lies a little under 0. */
  private float counts(double light, double noise) {
    double value = light + noise * Math.sqrt(0.12 * light + 0.64);
    return pair.deep()
        ? clip(DemoPair.OFFSET + DemoPair.GAIN * value, 65535)
        : clip(light < 0.5 ? value - BLACK : value, 255);
  }

  private static float clip(double value, double maximum) {
    return (float) Math.rint(Math.max(0, Math.min(maximum, value)));
  }
}
