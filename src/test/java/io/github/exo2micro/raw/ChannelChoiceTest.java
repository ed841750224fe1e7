package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelChoiceTest {

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    executor.shutdown();
  }

  private ChannelChoice choose(RawImage image) throws IOException {
    return ChannelChoice.of(image, "x.tif", executor, 3, Progress.none());
  }

  private static FormulaImage rgb(SampleType type, float r, float g, float b) {
    return new FormulaImage(613, 2270, 3, type, (x, y, c) -> c == 0 ? r : c == 1 ? g : b);
  }

  @Test
  void takesTheOnlyActiveChannelAsItIs() throws IOException {
    FormulaImage image = rgb(SampleType.UINT8, 0, 20, 0.5f);
    ChannelChoice choice = choose(image);
    assertEquals(List.of(1), choice.taken());
    assertEquals(List.of(0.0, 20.0, 0.5), choice.means());
    assertEquals(255, choice.maximum());
    assertEquals("x.tif: channel G taken (means: R 0.000, G 20.00, B 0.5000)", choice.note());
    assertTrue(choice.warning().isEmpty());
    assertEquals(613L * 2270, image.read(), "the image is read once");
  }

  @Test
  void meansAreOfTheWholeImageNotOfACrop() throws IOException {
    // Light in the last row alone: 0.51 on average.
    ChannelChoice choice = choose(
        new FormulaImage(100, 500, 3, SampleType.UINT8, (x, y, c) -> c == 2 && y == 499 ? 255 : 0));
    assertEquals(0.51, choice.means().get(2), 1e-12);
    assertEquals(List.of(2), choice.taken());
    assertTrue(choice.warning().isEmpty());
  }

  @Test
  void sumsSeveralActiveChannelsAndClipsAtTheTypesMaximum() throws IOException {
    FormulaImage image = new FormulaImage(40, 30, 3, SampleType.UINT16,
        (x, y, c) -> c == 0 ? 1000 * x : c == 1 ? 40_000 : 0);
    ChannelChoice choice = choose(image);
    assertEquals(List.of(0, 1), choice.taken());
    assertTrue(choice.note().startsWith("x.tif: channels R + G summed, clipped at 65535 (means: "), choice.note());
    float[] pixels = new float[40];
    new GreyPlane(image, choice).read(new Tile(0, 3, 40, 1), pixels);
    for (int x = 0; x < 40; x++) {
      assertEquals(Math.min(65_535, 1000 * x + 40_000), pixels[x]);
    }
  }

  @Test
  void takesTheBrightestWithAWarningWhenNoneIsActive() throws IOException {
    ChannelChoice choice = choose(rgb(SampleType.UINT8, 0.1f, 0.2f, 0.4f));
    assertEquals(List.of(2), choice.taken());
    assertTrue(choice.warning().orElse("").contains("no channel has a mean over 0.5; channel B, the brightest"),
        choice.toString());
    assertEquals(List.of(0), choose(rgb(SampleType.UINT8, 0, 0, 0)).taken());
  }

  @Test
  void alphaNeverCounts() throws IOException {
    FormulaImage image = new FormulaImage(50, 50, 4, SampleType.UINT8, (x, y, c) -> c == 3 ? 255 : c == 0 ? 9 : 0);
    ChannelChoice choice = choose(image);
    assertEquals(List.of(0), choice.taken());
    assertEquals(3, choice.means().size());
  }

  @Test
  void greyNeedsNoPass() throws IOException {
    FormulaImage image = new FormulaImage(50, 50, 1, SampleType.UINT16, (x, y, c) -> x);
    ChannelChoice choice = choose(image);
    assertEquals(0, image.read());
    assertEquals(List.of(0), choice.taken());
    assertEquals(65_535, choice.maximum());
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() throws IOException {
    FormulaImage image = new FormulaImage(613, 9000, 3, SampleType.FLOAT32, (x, y, c) -> 1f / (1 + x + y + c));
    ChannelChoice one = ChannelChoice.of(image, "x", executor, 1, Progress.none());
    ChannelChoice three = ChannelChoice.of(image, "x", executor, 3, Progress.none());
    assertEquals(one, three);
  }

  @Test
  void endsWhenCancelled() {
    Progress cancelled = new Progress() {
      @Override
      public void report(double fraction) {
        throw new CancellationException("cancelled");
      }

      @Override
      public void note(String line) {}
    };
    assertThrows(CancellationException.class,
        () -> ChannelChoice.of(rgb(SampleType.UINT8, 1, 1, 1), "x", executor, 2, cancelled));
  }

  @Test
  void countsFloatsThatAreNotFiniteAsZeroAndTells() throws IOException {
    FormulaImage image = new FormulaImage(4, 1, 1, SampleType.FLOAT32,
        (x, y, c) -> new float[] {1, Float.NaN, Float.POSITIVE_INFINITY, -3}[x]);
    GreyPlane plane = new GreyPlane(image, choose(image));
    float[] pixels = new float[4];
    plane.read(new Tile(0, 0, 1, 1), pixels);
    assertTrue(!plane.metNonFinite());
    plane.read(new Tile(0, 0, 4, 1), pixels);
    assertArrayEquals(new float[] {1, 0, 0, -3}, pixels);
    assertTrue(plane.metNonFinite());
  }
}
