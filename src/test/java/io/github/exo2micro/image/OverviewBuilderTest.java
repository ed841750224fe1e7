package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OverviewBuilderTest {

  private static FloatImage random(boolean whole) {
    Random random = new Random(3);
    FloatImage image = new FloatImage(613, 1227);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = whole ? random.nextInt(65536) : random.nextFloat() * 3 - 1;
    }
    return image;
  }

  private static Overview sweep(Plane plane, int reduction, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      OverviewBuilder builder = new OverviewBuilder(plane.size(), 1, reduction);
      new TileSweep(executor, threads).run(List.of(new FloatImage(613, 1227), plane), List.of(), List.of(builder),
          Progress.none());
      return builder.build();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void meansOfWholeNumbersAreExactAlsoInBlocksThatTheEdgeCuts() throws IOException {
    FloatImage image = random(true);
    for (int reduction : new int[] {1, 7, 16, 100, 1300}) {
      Overview overview = sweep(image, reduction, 2);
      FloatImage small = overview.image();
      assertEquals((613 + reduction - 1) / reduction, small.width());
      assertEquals((1227 + reduction - 1) / reduction, small.height());
      for (int y = 0; y < small.height(); y++) {
        for (int x = 0; x < small.width(); x++) {
          long sum = 0;
          int n = 0;
          for (int v = y * reduction; v < Math.min(1227, (y + 1) * reduction); v++) {
            for (int u = x * reduction; u < Math.min(613, (x + 1) * reduction); u++) {
              sum += (long) image.at(u, v);
              n++;
            }
          }
          assertEquals((float) ((double) sum / n), small.at(x, y));
        }
      }
    }
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() throws IOException {
    FloatImage image = random(false);
    float[] one = sweep(image, 7, 1).image().pixels();
    for (int repeat = 0; repeat < 5; repeat++) {
      assertArrayEquals(one, sweep(image, 7, 4).image().pixels());
    }
  }
}
