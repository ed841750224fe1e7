package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSumsTest {

  /** Around the ends of a word, of a group of eight pixels and of the 256 groups that a lane holds. */
  private static final int[] PIXELS = {0, 1, 7, 8, 9, 15, 61, 2047, 2048, 2049, 2056, 2063, 4096, 5003};

  private static void assertSums(byte[] stored) {
    for (int channels = 1; channels <= 5; channels++) {
      for (int pixels : PIXELS) {
        for (int at : new int[] {0, 3}) {
          long[] expected = new long[channels];
          for (int i = 0; i < pixels * channels; i++) {
            expected[i % channels] += stored[at + i] & 0xff;
          }
          assertArrayEquals(expected, ByteSums.of(stored, at, pixels, channels), pixels + " px of " + channels);
        }
      }
    }
  }

  @Test
  void addsEveryByteToItsChannelWhateverTheNumberOfPixels() {
    byte[] stored = new byte[5003 * 5 + 3];
    new Random(11).nextBytes(stored);
    assertSums(stored);
  }

  @Test
  void addsManyBytesOf255WithoutOverflow() {
    byte[] stored = new byte[5003 * 5 + 3];
    Arrays.fill(stored, (byte) 255);
    assertSums(stored);
  }
}
