package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramedFileTest {

  private static final ImageSize CANVAS = new ImageSize(61, 53);
  private static final Tile FRAME = new Tile(7, 9, 41, 30);

  /** 1 + column + 100 × row inside the frame, 0 around it; remembers what was read. */
  private static final class Padded implements FilePlane {
    private final List<Tile> reads = new ArrayList<>();

    static float value(int x, int y) {
      return FRAME.contains(new Tile(x, y, 1, 1)) ? 1 + x + 100 * y : 0;
    }

    @Override
    public Path file() {
      return Path.of("padded.tiff");
    }

    @Override
    public ImageSize size() {
      return CANVAS;
    }

    @Override
    public void read(Tile region, float[] into) {
      Plane.requireReadable(CANVAS, region, into);
      reads.add(region);
      for (int i = 0; i < region.area(); i++) {
        into[i] = value(region.x() + i % region.width(), region.y() + i / region.width());
      }
    }

    @Override
    public void close() {}
  }

  private static void assertSame(Padded padded, Tile region) throws IOException {
    float[] pixels = new float[region.area()];
    java.util.Arrays.fill(pixels, -1);
    new FramedFile(padded, FRAME).read(region, pixels);
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(Padded.value(region.x() + i % region.width(), region.y() + i / region.width()), pixels[i]);
    }
  }

  @Test
  void showsThePaddingAsItIs() throws IOException {
    for (Tile region : List.of(CANVAS.whole(), new Tile(0, 0, 61, 12), new Tile(0, 37, 61, 16), new Tile(3, 8, 20, 5),
        new Tile(40, 30, 21, 23), new Tile(10, 12, 5, 7))) {
      assertSame(new Padded(), region);
    }
  }

  @Test
  void readsNoRowOfPaddingAlone() throws IOException {
    Padded padded = new Padded();
    assertSame(padded, CANVAS.whole());
    assertEquals(List.of(new Tile(0, 9, 61, 30)), padded.reads);
  }

  @Test
  void readsNothingBesideTheImage() throws IOException {
    Padded padded = new Padded();
    for (Tile beside : List.of(new Tile(0, 0, 61, 9), new Tile(0, 39, 61, 14), new Tile(0, 20, 7, 9),
        new Tile(48, 0, 13, 53))) {
      assertSame(padded, beside);
    }
    assertTrue(padded.reads.isEmpty(), padded.reads.toString());
  }
}
