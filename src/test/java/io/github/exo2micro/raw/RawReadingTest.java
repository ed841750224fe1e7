package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawReadingTest {

  private static final int WIDTH = 1231;
  private static final int HEIGHT = 1009;

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    executor.shutdown();
  }

  private static FormulaImage image(int channels, SampleType type, FormulaImage.Formula formula) {
    return new FormulaImage(WIDTH, HEIGHT, channels, type, formula);
  }

  /** Green and blue light, the fourth channel full. */
  private static FormulaImage light(int channels, SampleType type) {
    return image(channels, type, (x, y, c) -> c == 0 ? 0 : c == 3 ? 255 : (7 * x + 13 * y + 101 * c) % 256);
  }

  private RawReading open(RawImage image) throws IOException {
    return RawReading.open(FormulaImage.source(file -> image), Path.of("x.tif"), ImageChoice.LARGEST, executor, 3,
        Progress.none());
  }

  private void sweep(Plane plane) throws IOException {
    new TileSweep(executor, 3).run(List.of(plane), List.of(), List.of(), Progress.none());
  }

  @Test
  void makesTheChoiceOfAWholePassFromTheOneReading() throws IOException {
    for (SampleType type : List.of(SampleType.UINT8, SampleType.UINT16)) {
      for (int channels : new int[] {3, 4}) {
        FormulaImage image = light(channels, type);
        try (RawReading reading = open(image)) {
          long sample = image.read();
          assertTrue(sample > 0 && sample <= image.header().size().area() / 40, "sample of " + sample);
          sweep(reading.plane());
          assertTrue(reading.settle());
          assertEquals(image.header().size().area() + sample, image.read(), "each pixel once, besides the sample");
          assertEquals(ChannelChoice.of(image, "x.tif", executor, 3, Progress.none()), reading.choice());
        }
        assertTrue(image.closed);
      }
    }
  }

  @Test
  void givesTheClippedSumOfTheChannelsWhileItCounts() throws IOException {
    try (RawReading reading = open(light(3, SampleType.UINT8))) {
      float[] row = new float[WIDTH];
      reading.plane().read(new Tile(0, 20, WIDTH, 1), row);
      for (int x = 0; x < WIDTH; x++) {
        assertEquals(Math.min(255, (7 * x + 260 + 101) % 256 + (7 * x + 260 + 202) % 256), row[x]);
      }
    }
  }

  @Test
  void asksForASecondPassWhenTheSampleMisled() throws IOException {
    Set<Tile> sample = Set.copyOf(ChannelMeans.patches(new ImageSize(WIDTH, HEIGHT), 7));
    FormulaImage image = image(3, SampleType.UINT8, (x, y, c) -> c == 1 ? 9
        : c == 2 && sample.stream().noneMatch(patch -> patch.contains(new Tile(x, y, 1, 1))) ? 2 : 0);
    try (RawReading reading = open(image)) {
      Plane misled = reading.plane();
      float[] pixel = new float[1];
      sweep(misled);
      assertFalse(reading.settle());
      assertEquals(List.of(1, 2), reading.choice().taken());
      reading.plane().read(new Tile(WIDTH - 1, 0, 1, 1), pixel);
      assertEquals(11, pixel[0]);
      assertTrue(reading.settle(), "it is settled for good");
    }
  }

  @Test
  void refusesSumsOfPixelsThatWereReadTwiceOrNever() throws IOException {
    try (RawReading reading = open(light(3, SampleType.UINT8))) {
      assertThrows(IllegalStateException.class, reading::settle);
      assertThrows(IllegalStateException.class, reading::choice);
      Plane plane = reading.plane();
      plane.read(new Tile(0, 0, WIDTH, HEIGHT - 1), new float[WIDTH * HEIGHT]);
      assertThrows(IllegalStateException.class, reading::settle);
      sweep(plane);
      assertThrows(IllegalStateException.class, reading::settle);
      sweep(reading.plane());
      assertTrue(reading.settle(), "a new plane begins again");
    }
  }

  @Test
  void readsFloatAndSmallColourImagesWholeBefore() throws IOException {
    List<FormulaImage> images = new ArrayList<>();
    images.add(image(3, SampleType.FLOAT32, (x, y, c) -> x == 5 ? Float.NaN : 1f / (1 + x + y + c)));
    images.add(new FormulaImage(100, 50, 3, SampleType.UINT8, (x, y, c) -> c));
    for (FormulaImage image : images) {
      try (RawReading reading = open(image)) {
        assertEquals(image.header().size().area(), image.read());
        assertEquals(ChannelChoice.of(image, "x.tif", executor, 1, Progress.none()), reading.choice());
        sweep(reading.plane());
        assertTrue(reading.settle());
        assertEquals(image.header().type() == SampleType.FLOAT32, reading.metNonFinite());
      }
    }
  }

  @Test
  void readsGreyImagesOnceWithoutASample() throws IOException {
    FormulaImage image = image(1, SampleType.UINT16, (x, y, c) -> x);
    try (RawReading reading = open(image)) {
      sweep(reading.plane());
      assertTrue(reading.settle());
      assertEquals(image.header().size().area(), image.read());
    }
  }

  @Test
  void samplesFewPixelsEverywhereAndFewTiles() {
    for (ImageSize size : List.of(new ImageSize(30_000, 25_000), new ImageSize(7200, 6000), new ImageSize(1231, 1009),
        new ImageSize(200_000, 300))) {
      for (int strip : new int[] {1, 7, 16, 256, 1024}) {
        List<Tile> patches = ChannelMeans.patches(size, strip);
        long pixels = 0;
        for (Tile patch : patches) {
          assertTrue(size.whole().contains(patch), patch + " in " + size);
          assertFalse(patch.isEmpty());
          pixels += patch.area();
          assertTrue(patch.height() > strip || (patch.bottom() - 1) / strip == patch.y() / strip,
              patch + " of " + strip);
        }
        assertTrue(pixels <= size.area() / 40, pixels + " of " + size);
        assertTrue(
            patches.get(0).y() <= size.height() / 32 && patches.get(31).bottom() > size.height() * 15 / 16 - strip,
            patches.toString());
        assertTrue(patches.stream().mapToInt(Tile::x).min().orElseThrow() < size.width() / 16, patches.toString());
        assertTrue(patches.stream().mapToInt(Tile::right).max().orElseThrow() > size.width() * 15L / 16 - strip,
            patches.toString());
      }
    }
  }
}
