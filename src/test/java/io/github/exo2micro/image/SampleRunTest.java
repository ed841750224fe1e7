package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples along lines against the kernels' definitions in double precision. */
class SampleRunTest {

  private static final double UNIT = 1L << SampleRun.BITS;
  private static final Tile PIECE = new Tile(100, 50, 31, 23);

  private static float[] pixels() {
    Random random = new Random(2);
    float[] pixels = new float[PIECE.area()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1000 * random.nextFloat();
    }
    return pixels;
  }

  private static double keys(double t) {
    double a = CubicRun.SHARPNESS;
    double d = Math.abs(t);
    return d < 1 ? (a + 2) * d * d * d - (a + 3) * d * d + 1
        : d < 2 ? a * d * d * d - 5 * a * d * d + 8 * a * d - 4 * a : 0;
  }

  private static double cubic(float[] pixels, double x, double y) {
    double sum = 0;
    for (int j = (int) Math.floor(y) - 1; j <= Math.floor(y) + 2; j++) {
      for (int i = (int) Math.floor(x) - 1; i <= Math.floor(x) + 2; i++) {
        sum += keys(x - i) * keys(y - j) * pixels[j * PIECE.width() + i];
      }
    }
    return sum;
  }

  private static double linear(float[] pixels, double x, double y) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    double fx = x - i;
    double fy = y - j;
    int k = j * PIECE.width() + i;
    return (1 - fy) * ((1 - fx) * pixels[k] + fx * pixels[k + 1])
        + fy * ((1 - fx) * pixels[k + PIECE.width()] + fx * pixels[k + PIECE.width() + 1]);
  }

  private static float[] run(SampleRun run, float[] pixels, double x, double y, double stepX, double stepY, int count) {
    float[] into = new float[count + 2];
    run.run((long) (x * UNIT), (long) (y * UNIT), (long) (stepX * UNIT), (long) (stepY * UNIT), count, PIECE, pixels,
        into, 1);
    assertEquals(0, into[0], "nothing before the place that was given");
    assertEquals(0, into[count + 1], "nor after the count");
    return java.util.Arrays.copyOfRange(into, 1, count + 1);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 1, 0", "2.3, 3.7, 0.91, 0.13", "27.5, 19.25, -0.97, -0.41", "5, 5.5, 0.001, 0.3",
      "4, 18.9, 1.1, -0.7"})
  void pointsOnALineHaveTheKernelsValues(double x, double y, double stepX, double stepY) {
    float[] pixels = pixels();
    int count = 20;
    float[] cubic = run(new CubicRun(PIECE, CubicRun.SHARPNESS), pixels, x, y, stepX, stepY, count);
    float[] linear = run(new LinearRun(), pixels, x, y, stepX, stepY, count);
    for (int i = 0; i < count; i++) {
      assertEquals(cubic(pixels, x + i * stepX, y + i * stepY), cubic[i], 0.01, "cubic " + i);
      assertEquals(linear(pixels, x + i * stepX, y + i * stepY), linear[i], 0.01, "linear " + i);
    }
  }

  @Test
  void atPixelCentresTheValueIsThePixelsOwn() {
    float[] pixels = pixels();
    for (SampleRun run : new SampleRun[] {new CubicRun(PIECE, CubicRun.SHARPNESS), new LinearRun()}) {
      float[] row = run(run, pixels, 3, 7, 1, 0, 20);
      for (int i = 0; i < 20; i++) {
        assertEquals(pixels[7 * PIECE.width() + 3 + i], row[i]);
      }
    }
  }

  /** Padding beside the image must not ring into it: there the value is bilinear. */
  @Test
  void whereTheKernelReachesBeyondTheImageItIsBilinear() {
    float[] pixels = pixels();
    // The image begins at the piece's column 5 and row 4, and ends 6 columns and 3 rows before the piece's end.
    Tile frame = new Tile(PIECE.x() + 5, PIECE.y() + 4, PIECE.width() - 11, PIECE.height() - 7);
    CubicRun run = new CubicRun(frame, CubicRun.SHARPNESS);
    for (double y : new double[] {4.5, 5.5, 10.5, 17.5, 18.5}) {
      float[] row = run(run, pixels, 4.5, y, 1, 0, 21);
      for (int i = 0; i < row.length; i++) {
        double x = 4.5 + i;
        boolean whole = Math.floor(x) - 1 >= 5 && Math.floor(x) + 2 <= 24 && Math.floor(y) - 1 >= 4
            && Math.floor(y) + 2 <= 19;
        assertEquals(whole ? cubic(pixels, x, y) : linear(pixels, x, y), row[i], 0.01, x + ", " + y);
      }
    }
  }

  @Test
  void aPixelWithoutAValueTakesNoMoreOfItsNeighboursThanLinearInterpolationDoes() {
    float[] pixels = pixels();
    pixels[10 * PIECE.width() + 12] = Float.NaN;
    float[] row = run(new CubicRun(PIECE, CubicRun.SHARPNESS), pixels, 8.5, 10, 1, 0, 8);
    for (int i = 0; i < 8; i++) {
      double x = 8.5 + i;
      boolean beside = Math.floor(x) == 12 || Math.floor(x) == 11;
      assertEquals(beside, Float.isNaN(row[i]), "at " + x);
      if (!beside && Math.abs(x - 12) < 3) {
        double expected = Math.floor(x) - 1 <= 12 && 12 <= Math.floor(x) + 2 ? linear(pixels, x, 10)
            : cubic(pixels, x, 10);
        assertEquals(expected, row[i], 0.01, "at " + x);
      }
    }
  }

  @Test
  void largeAndNegativeValuesAreNoHoles() {
    float[] pixels = pixels();
    pixels[10 * PIECE.width() + 12] = -1e30f;
    float[] row = run(new CubicRun(PIECE, CubicRun.SHARPNESS), pixels, 11.5, 10.5, 1, 0, 1);
    assertEquals(cubic(pixels, 11.5, 10.5), row[0], 1e24);
  }

  @Test
  void aFractionIsWhatIsBehindThePointOfEitherSign() {
    for (double at : new double[] {0, 0.25, 7.5, 7.999999, -0.25, -3.5}) {
      float fraction = SampleRun.fraction((long) Math.floor(at * UNIT));
      assertTrue(fraction >= 0 && fraction < 1);
      assertEquals(at - Math.floor(at), fraction, 3e-7);
    }
  }
}
