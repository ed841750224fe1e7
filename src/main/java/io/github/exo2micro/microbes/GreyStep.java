package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The grey levels of an image, from its own pixels.
 *
 * <p>A camera that counts in steps cannot see less than about a third of one. Where the background is a clean zero the
 * scatter of the pixels is nothing at all, and any single level would stand out from it without end.
 *
 * @param step between them: 1 for most files of whole numbers, 16 for twelve bits that were moved up, next to nothing
 *     where pixels were computed; 0 for an image without any difference
 * @param highest of them; not below 0
 */
record GreyStep(double step, double highest) {

  /** What 16 bits reach. */
  private static final double USUAL = 65536;
  /** Below this the bins of the noise, which begin at 1, are too few: most images of fractions, and very dark ones. */
  private static final double LEAST = 64;

  /**
   * The smallest difference of two neighbours in a row and the largest value, over a sixteenth of the rows; the same
   * for any number of threads.
   *
   * @throws IOException when the plane cannot be read
   */
  static GreyStep of(Plane plane, ParallelLoop loop, Progress progress) throws IOException {
    // The bits of floats above zero rise as they do.
    AtomicInteger highest = new AtomicInteger(Float.floatToIntBits(0));
    AtomicInteger least = new AtomicInteger(Float.floatToIntBits(Float.POSITIVE_INFINITY));
    SampledRows.each(plane.size(), loop, tile -> {
      float[] pixels = new float[tile.area()];
      plane.read(tile, pixels);
      int here = Float.floatToIntBits(least(pixels, tile.width()));
      least.accumulateAndGet(here, Math::min);
      highest.accumulateAndGet(Float.floatToIntBits(highest(pixels)), Math::max);
    }, progress);
    float step = Float.intBitsToFloat(least.get());
    return new GreyStep(Float.isInfinite(step) ? 0 : step, Float.intBitsToFloat(highest.get()));
  }

  /**
   * In what the image's values are counted: 1, but where that would be too coarse, or they are beyond what 16 bits
   * reach.
   */
  double unit() {
    return highest > 0 && (highest < LEAST || highest > 2 * USUAL) ? highest / USUAL : 1;
  }

  private static float highest(float[] pixels) {
    float highest = 0;
    for (float pixel : pixels) {
      if (pixel > highest && pixel < Float.POSITIVE_INFINITY) {
        highest = pixel;
      }
    }
    return highest;
  }

  private static float least(float[] pixels, int width) {
    float least = Float.POSITIVE_INFINITY;
    for (int i = 1; i < pixels.length; i++) {
      float apart = Math.abs(pixels[i] - pixels[i - 1]);
      if (apart > 0 && apart < least && i % width != 0) {
        least = apart;
      }
    }
    return least;
  }
}
