package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.tiff.plane.DeflatedTiffWriter;
import io.github.exo2micro.tiff.plane.Float32TiffPlane;
import io.github.exo2micro.tiff.plane.Float32TiffTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeflatedTiffTest extends FilePlaneContractTest {

  @Override
  protected PlaneWriter writer(Path file, ImageSize size) throws IOException {
    return new DeflatedTiffWriter(file, size, 2);
  }

  @Override
  protected FilePlane plane(Path file) throws IOException {
    return new Float32TiffPlane(file);
  }

  @Test
  void isReadByTheJdk() throws IOException {
    ImageSize size = new ImageSize(613, 1227);
    Float32TiffTest.assertReadByTheJdk(write(size), size);
  }

  @Test
  void bytesDoNotDependOnTheNumberOfThreads() throws IOException {
    ImageSize size = new ImageSize(613, 2270);
    byte[] two = Files.readAllBytes(write(size));
    Path file = folder.resolve("one");
    try (PlaneWriter writer = new DeflatedTiffWriter(file, size, 1)) {
      new Pixels(size).copyTo(writer);
      writer.commit();
    }
    assertArrayEquals(Files.readAllBytes(file), two);
  }

  @Test
  void worksAsBigTiff() throws IOException {
    ImageSize size = new ImageSize(613, 1227);
    Path file = folder.resolve("big");
    try (PlaneWriter writer = new DeflatedTiffWriter(file, size, 2, 1)) {
      new Pixels(size).copyTo(writer);
      writer.commit();
    }
    try (FilePlane plane = plane(file)) {
      float[] expected = new float[(int) size.area()];
      float[] found = new float[(int) size.area()];
      new Pixels(size).read(size.whole(), expected);
      plane.read(size.whole(), found);
      assertArrayEquals(expected, found);
    }
  }

  /** 32 MB are more than are kept, so that strips come and go, and their arrays are used again, while others read. */
  @Test
  void manyThreadsReadTheirOwnPixelsWhileStripsComeAndGo() throws Exception {
    ImageSize size = new ImageSize(2000, 4000);
    Path file = write(size);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (FilePlane plane = plane(file)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int r = 0; r < 4; r++) {
        Random random = new Random(r);
        readers.add(executor.submit(() -> {
          for (int i = 0; i < 150; i++) {
            Tile tile = new Tile(random.nextInt(1900), random.nextInt(3900), 100, 100);
            float[] expected = new float[tile.area()];
            float[] found = new float[tile.area()];
            new Pixels(size).read(tile, expected);
            plane.read(tile, found);
            assertArrayEquals(expected, found, tile.toString());
          }
          return null;
        }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void anEmptyMarginCostsAlmostNothing() throws IOException {
    Path file = folder.resolve("zero");
    try (PlaneWriter writer = new DeflatedTiffWriter(file, new ImageSize(1000, 1000), 2)) {
      writer.append(new float[1_000_000], 1000);
      writer.commit();
    }
    assertTrue(Files.size(file) < 4_000_000 / 100, Files.size(file) + " bytes");
  }
}
