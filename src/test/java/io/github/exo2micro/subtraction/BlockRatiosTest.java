package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockRatiosTest {

  private static final SignalRange EIGHT_BIT = SignalRange.of(SampleType.UINT8);

  private static RatioCounts count(SignalRange range, float[] post, float[] pre, Tile... tiles) {
    RatioHistogram histogram = new RatioHistogram(range, range);
    for (Tile tile : tiles) {
      float[][] part = new float[2][tile.area()];
      for (int i = 0; i < tile.area(); i++) {
        int at = (tile.y() + i / tile.width()) * 32 + tile.x() + i % tile.width();
        part[0][i] = post[at];
        part[1][i] = pre[at];
      }
      histogram.accept(tile, part);
    }
    return histogram.ratios().blocks().get(1);
  }

  private static float[] filled(float value) {
    float[] pixels = new float[32 * 24];
    Arrays.fill(pixels, value);
    return pixels;
  }

  @Test
  void aBlockSaysTheRatioOfItsSumsAboveTheOffset() {
    float[] post = filled(0);
    for (int i = 0; i < post.length; i++) {
      post[i] = i % 2 == 0 ? 20 : 100;
    }
    RatioCounts counts = count(EIGHT_BIT.above(10, 3), post, filled(35), new Tile(0, 0, 32, 24));
    assertEquals(12, counts.pixels());
    assertEquals(Math.log10(2), Curve.quantile(counts.all(), 0.5), RatioCounts.BIN);
  }

  @Test
  void blocksWithEmptySaturatedOrMissingPixelsDoNotCount() {
    float[] post = filled(40);
    float[] pre = filled(30);
    pre[3] = 0;
    post[8 + 32] = 255;
    pre[16 + 7 * 32] = Float.NaN;
    RatioCounts counts = count(EIGHT_BIT, post, pre, new Tile(0, 0, 32, 24));
    assertEquals(9, counts.pixels());
    assertEquals(1, counts.saturated());
  }

  @Test
  void tilesOfAnyHeightThatBeginAtBlocksCountTheSame() {
    StainedPair pair = StainedPair.of(1.3, 40, 0.05, true);
    float[] post = Arrays.copyOf(pair.post, 32 * 24);
    float[] pre = Arrays.copyOf(pair.pre, 32 * 24);
    RatioCounts whole = count(EIGHT_BIT, post, pre, new Tile(0, 0, 32, 24));
    RatioCounts parts = count(EIGHT_BIT, post, pre, new Tile(0, 16, 32, 8), new Tile(16, 0, 16, 16),
        new Tile(0, 0, 16, 16));
    assertTrue(whole.pixels() > 0);
    assertArrayEquals(whole.all(), parts.all());
  }
}
