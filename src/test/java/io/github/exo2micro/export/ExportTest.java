package io.github.exo2micro.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.TiffSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  private static final Tile REGION = new Tile(20, 30, 1301, 613);

  @TempDir
  Path folder;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ParallelLoop loop = new ParallelLoop(executor, 2);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static float value(int x, int y) {
    return x == 50 && y == 60 ? Float.NaN : (x * 7 + y * 13) % 500 - 100;
  }

  private static ExportedImage image(ExportedPixels stored) {
    FloatImage pixels = new FloatImage(1341, 673);
    for (int y = 0; y < 673; y++) {
      for (int x = 0; x < 1341; x++) {
        pixels.set(x, y, value(x, y));
      }
    }
    Plane plane = pixels;
    return new ExportedImage(plane, REGION, "A & B difference", Optional.of(new PixelSize(0.5, 0.25)), stored, 0, 100,
        Optional.of("crc32c:0a1b2c3d"));
  }

  @Test
  void anOmeTiffIsReadBackWithItsPixelsAndTheirSize() throws IOException {
    Path file = folder.resolve("d.ome.tiff");
    new OmeTiffExport(image(ExportedPixels.FLOAT), loop).write(file, Progress.none());
    try (RawImage read = new TiffSource().open(file)) {
      assertEquals(new ImageSize(1301, 613), read.header().size());
      assertEquals(new PixelSize(0.5, 0.25), read.header().pixel().orElseThrow());
      float[] pixels = new float[1301 * 613];
      read.readChannel(0, new Tile(0, 0, 1301, 613), pixels);
      for (int i = 0; i < pixels.length; i += 97) {
        assertEquals(value(20 + i % 1301, 30 + i / 1301), pixels[i], "pixel " + i);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "nothing else is left");
    }
  }

  @Test
  void sixteenBitsKeepTheValuesToHalfAFactor() throws IOException {
    ExportedPixels stored = ExportedPixels.sixteenBit(-100, 399);
    Path file = folder.resolve("d16.ome.tiff");
    new OmeTiffExport(image(stored), loop).write(file, Progress.none());
    try (RawImage read = new TiffSource().open(file)) {
      float[] pixels = new float[64];
      read.readChannel(0, new Tile(700, 300, 8, 8), pixels);
      for (int i = 0; i < 64; i++) {
        assertEquals(value(720 + i % 8, 330 + i / 8), stored.offset() + stored.factor() * pixels[i],
            0.5001 * stored.factor());
      }
    }
  }

  @Test
  void anOmeZarrHasItsChunksAndMetadata() throws IOException {
    Path target = folder.resolve("d.ome.zarr");
    new OmeZarrExport(image(ExportedPixels.FLOAT), loop).write(target, Progress.none());
    JsonObject array = JsonParser.parseString(Files.readString(target.resolve("0/.zarray"))).getAsJsonObject();
    assertEquals("[613,1301]", array.get("shape").toString());
    assertEquals("<f4", array.get("dtype").getAsString());
    byte[] chunk = new InflaterInputStream(new ByteArrayInputStream(Files.readAllBytes(target.resolve("0/1/2"))))
        .readAllBytes();
    assertEquals(512 * 512 * 4, chunk.length);
    float corner = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getFloat(4 * (512 * 3 + 5));
    assertEquals(value(20 + 1024 + 5, 30 + 512 + 3), corner);
    JsonObject scales = JsonParser.parseString(Files.readString(target.resolve(".zattrs"))).getAsJsonObject()
        .getAsJsonArray("multiscales").get(0).getAsJsonObject();
    assertEquals("0.4", scales.get("version").getAsString());
    assertEquals("[0.5,1.0]", scales.getAsJsonArray("datasets").get(1).getAsJsonObject()
        .getAsJsonArray("coordinateTransformations").get(0).getAsJsonObject().get("scale").toString());
  }

  @Test
  void aReductionIsTheMeanOfWhatHasAValue() throws IOException {
    float[] seen = new float[1];
    new Pyramid(image(ExportedPixels.FLOAT).plane(), REGION, loop).stream((level, firstRow, rows, pixels) -> {
      if (level == 1 && firstRow == 0) {
        seen[0] = pixels[15 * 651 + 15];
      }
    }, Progress.none());
    assertEquals((value(51, 60) + value(50, 61) + value(51, 61)) / 3, seen[0], 1e-4);
  }

  @Test
  void oneBrightPixelInARowThatNoSampleHasIsNotClipped() throws IOException {
    FloatImage pixels = new FloatImage(900, 1201);
    pixels.set(7, 1100, 5000);
    pixels.set(8, 901, -30);
    pixels.set(9, 901, Float.NaN);
    Tile region = new Tile(0, 0, 900, 1201);
    ValueRange sampled = ValueRange.sampled(pixels, region);
    assertEquals(0, sampled.highest(), "every third row is looked at");
    ValueRange all = sampled.withExtremes(pixels, region, loop, Progress.none());
    assertEquals(-30, all.lowest());
    assertEquals(5000, all.highest());
    assertEquals(sampled.shownHighest(), all.shownHighest());
  }

  @Test
  void whatCannotBeReadLeavesNothing() throws IOException {
    Plane broken = new Plane() {
      @Override
      public ImageSize size() {
        return new ImageSize(700, 1400);
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        if (region.y() > 0) {
          throw new IOException("cut");
        }
      }
    };
    ExportedImage image = new ExportedImage(broken, broken.size().whole(), "x", Optional.empty(), ExportedPixels.FLOAT,
        0, 1, Optional.empty());
    for (String name : List.of("a.ome.tiff", "a.ome.zarr")) {
      boolean failed = false;
      try {
        if (name.endsWith("zarr")) {
          new OmeZarrExport(image, loop).write(folder.resolve(name), Progress.none());
        } else {
          new OmeTiffExport(image, loop).write(folder.resolve(name), Progress.none());
        }
      } catch (IOException e) {
        failed = true;
      }
      assertTrue(failed, name);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.count(), name);
      }
    }
  }
}
