package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictors undone, against whole numbers of any size and floats taken apart by their bits. */
class PredictorTest {

  private static final int BEFORE = 5;
  private static final int AFTER = 3;

  /** The number that a sample's bytes are. */
  private static BigInteger number(byte[] row, int at, int bytes, ByteOrder order) {
    byte[] big = Arrays.copyOfRange(row, at, at + bytes);
    if (order == ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < bytes; i++) {
        big[i] = row[at + bytes - 1 - i];
      }
    }
    return new BigInteger(1, big);
  }

  private static byte[] randomRow(int bytes, long seed) {
    byte[] row = new byte[BEFORE + bytes + AFTER];
    new Random(seed).nextBytes(row);
    return row;
  }

  private static void assertRestUntouched(byte[] before, byte[] after) {
    assertArrayEquals(Arrays.copyOf(before, BEFORE), Arrays.copyOf(after, BEFORE), "in front of the row");
    assertArrayEquals(Arrays.copyOfRange(before, before.length - AFTER, before.length),
        Arrays.copyOfRange(after, before.length - AFTER, before.length), "behind it");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "1, 4", "2, 1", "2, 3", "4, 1", "4, 4", "8, 1", "8, 2"})
  void differencesAddUpToTheSampleOfThePixelBeforeModuloItsRange(int bytes, int stride) {
    int count = 13 * stride;
    BigInteger range = BigInteger.ONE.shiftLeft(8 * bytes);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] stored = randomRow(count * bytes, 7 * bytes + stride);
      byte[] row = stored.clone();
      Predictor.addHorizontally(row, BEFORE, count, stride, bytes, order);
      BigInteger[] sum = new BigInteger[stride];
      Arrays.fill(sum, BigInteger.ZERO);
      for (int i = 0; i < count; i++) {
        sum[i % stride] = sum[i % stride].add(number(stored, BEFORE + i * bytes, bytes, order)).mod(range);
        assertEquals(sum[i % stride], number(row, BEFORE + i * bytes, bytes, order), order + " sample " + i);
      }
      assertRestUntouched(stored, row);
    }
  }

  @Test
  void aRowOfOnePixelIsLeftAsItIs() {
    for (int bytes : new int[] {1, 2, 4, 8}) {
      byte[] stored = randomRow(3 * bytes, bytes);
      byte[] row = stored.clone();
      Predictor.addHorizontally(row, BEFORE, 3, 3, bytes, ByteOrder.BIG_ENDIAN);
      assertArrayEquals(stored, row);
    }
  }

  /** Adobe's note: the first differences run over the sorted bytes; here they are made from each float's bits. */
  private static byte[] stored(float[] values, int stride) {
    byte[] sorted = new byte[4 * values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      for (int k = 0; k < 4; k++) {
        sorted[k * values.length + i] = (byte) (bits >>> 24 - 8 * k);
      }
    }
    byte[] differences = sorted.clone();
    for (int i = stride; i < sorted.length; i++) {
      differences[i] = (byte) (sorted[i] - sorted[i - stride]);
    }
    return differences;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "12, 1", "12, 3", "12, 4"})
  void floatsComeBackBitByBitWhateverTheyAre(int pixels, int stride) {
    float[] special = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0f, 1e-30f};
    float[] values = new float[pixels * stride];
    Random random = new Random(pixels);
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 0 ? special[i / 3 % special.length] : (float) random.nextGaussian() * 1000;
    }
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] row = randomRow(4 * values.length, 1);
      byte[] before = row.clone();
      System.arraycopy(stored(values, stride), 0, row, BEFORE, 4 * values.length);
      Predictor.addFloatingPoint(row, BEFORE, values.length, stride, 4, order, new byte[4 * values.length]);
      ByteBuffer floats = ByteBuffer.wrap(row, BEFORE, 4 * values.length).slice().order(order);
      for (int i = 0; i < values.length; i++) {
        assertEquals(Float.floatToRawIntBits(values[i]), floats.getInt(4 * i), order + " sample " + i);
      }
      assertRestUntouched(before, row);
    }
  }

  @Test
  void doublesAreSortedByAllTheirEightBytes() {
    double[] values = {Math.PI, -1e300, Double.NaN, 5e-324};
    byte[] row = new byte[32];
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 8; k++) {
        row[4 * k + i] = (byte) (Double.doubleToRawLongBits(values[i]) >>> 56 - 8 * k);
      }
    }
    for (int i = row.length - 1; i > 0; i--) {
      row[i] -= row[i - 1];
    }
    Predictor.addFloatingPoint(row, 0, 4, 1, 8, ByteOrder.LITTLE_ENDIAN, new byte[40]);
    ByteBuffer doubles = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      assertEquals(Double.doubleToRawLongBits(value), doubles.getLong());
    }
  }
}
