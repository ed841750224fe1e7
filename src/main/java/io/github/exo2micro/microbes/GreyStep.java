package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The step between an image's grey levels, from its own pixels: 1 for most files of whole numbers, 16 for twelve bits
 * that were moved up, next to nothing where pixels were computed.
 *
 * <p>A camera that counts in steps cannot see less than about a third of one. Where the background is a clean zero the
 * scatter of the pixels is nothing at all, and any single level would stand out from it without end.
 */
final class GreyStep {

  private GreyStep() {}

  /**
   * The smallest difference of two neighbours in a row, over a sixteenth of the rows; the same for any number of
   * threads.
   *
   * @return grey levels; 0 for an image without any difference
   * @throws IOException when the plane cannot be read
   */
  static double of(Plane plane, ParallelLoop loop, Progress progress) throws IOException {
    // The bits of floats above zero rise as they do.
    AtomicInteger least = new AtomicInteger(Float.floatToIntBits(Float.POSITIVE_INFINITY));
    SampledRows.each(plane.size(), loop, tile -> {
      float[] pixels = new float[tile.area()];
      plane.read(tile, pixels);
      int here = Float.floatToIntBits(least(pixels, tile.width()));
      least.accumulateAndGet(here, Math::min);
    }, progress);
    float step = Float.intBitsToFloat(least.get());
    return Float.isInfinite(step) ? 0 : step;
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
