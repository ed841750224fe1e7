package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionCountsTest {

  private static final Tile FRAME = new Tile(13, 7, 211, 131);
  private static final int WIDTH = 240;
  private static final int HEIGHT = 150;

  /** Ratio 1.2 on the left, 1.5 on the right, 6 % noise; microbes brighten a tenth of the pixels up to fivefold. */
  private static float[][] pixels() {
    Random random = new Random(3);
    float[][] logs = new float[2][WIDTH * HEIGHT];
    for (int i = 0; i < logs[0].length; i++) {
      double pre = 2 + 0.2 * random.nextGaussian();
      double ratio = i % WIDTH < FRAME.x() + 96 ? 1.2 : 1.5;
      double microbe = random.nextInt(10) == 0 ? 0.7 * random.nextDouble() : 0;
      logs[1][i] = (float) pre;
      logs[0][i] = (float) (pre + Math.log10(ratio) + 0.026 * random.nextGaussian() + microbe);
    }
    return logs;
  }

  private static List<RegionRatio> count(int tileWidth, int tileHeight, double lowestLevel) {
    float[][] logs = pixels();
    RegionCounts counts = new RegionCounts(FRAME, 0.1, lowestLevel);
    RegionCounts.Counter[] counters = {counts.counter(), counts.counter()};
    int n = 0;
    for (int y = 0; y < HEIGHT; y += tileHeight) {
      for (int x = 0; x < WIDTH; x += tileWidth) {
        RegionCounts.Counter counter = counters[n++ % 2];
        for (int row = y; row < Math.min(HEIGHT, y + tileHeight); row++) {
          int width = Math.min(tileWidth, WIDTH - x);
          float[] post = new float[width];
          float[] pre = new float[width];
          int[] columns = new int[width];
          for (int i = 0; i < width; i++) {
            post[i] = logs[0][row * WIDTH + x + i];
            pre[i] = logs[1][row * WIDTH + x + i];
            columns[i] = x + i;
          }
          counter.add(post, pre, columns, width, row);
        }
        counter.flush();
      }
    }
    return counts.ratios();
  }

  @Test
  void theModeOfARegionIsTheBackgroundsRatioWhateverTheMicrobes() {
    List<RegionRatio> ratios = count(WIDTH, HEIGHT, -9);
    assertEquals(15, ratios.size());
    for (RegionRatio ratio : ratios) {
      if (Math.abs(ratio.x() - FRAME.x() - 96) > 25) {
        double truth = Math.log10(ratio.x() < FRAME.x() + 96 ? 1.2 : 1.5);
        assertEquals(truth, ratio.log(), 0.0085, ratio.toString());
        assertEquals(truth, ratio.log(), 6 * ratio.sigma(), ratio.toString());
        assertTrue(ratio.sigma() < 0.004, ratio.toString());
      }
    }
  }

  @Test
  void neitherTilesNorThreadsMatter() {
    assertEquals(count(WIDTH, HEIGHT, -9), count(37, 23, -9));
  }

  @Test
  void faintPixelsAndEmptyRegionsAreLeftOut() {
    assertEquals(List.of(), count(WIDTH, HEIGHT, 4));
    assertTrue(count(WIDTH, HEIGHT, 2.05).get(0).pixels() < count(WIDTH, HEIGHT, -9).get(0).pixels());
  }
}
