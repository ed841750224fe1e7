package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PaddedPlaneTest {

  private static final FloatImage SOURCE = numbered(13, 7);

  private static FloatImage numbered(int width, int height) {
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = i + 1;
    }
    return image;
  }

  private static float expected(int x, int y) {
    return x >= 5 && x < 18 && y >= 3 && y < 10 ? SOURCE.at(x - 5, y - 3) : 0;
  }

  @Test
  void everyRegionIsTheSourceAtItsOffsetAndZeroAround() throws IOException {
    PaddedPlane plane = new PaddedPlane(SOURCE, 5, 3, new ImageSize(23, 17));
    assertEquals(new ImageSize(23, 17), plane.size());
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 23; x++) {
        for (int h = 1; y + h <= 17; h += 2) {
          for (int w = 1; x + w <= 23; w += 3) {
            float[] into = new float[w * h + 2];
            java.util.Arrays.fill(into, -9);
            plane.read(new Tile(x, y, w, h), into);
            for (int i = 0; i < w * h; i++) {
              assertEquals(expected(x + i % w, y + i / w), into[i]);
            }
            assertArrayEquals(new float[] {-9, -9}, new float[] {into[w * h], into[w * h + 1]});
          }
        }
      }
    }
  }

  @Test
  void readsOnlyTheSourcePixelsThatTheRegionShows() throws IOException {
    long[] read = {0};
    Plane counting = new Plane() {
      @Override
      public ImageSize size() {
        return SOURCE.size();
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        read[0] += region.area();
        SOURCE.read(region, into);
      }
    };
    PaddedPlane plane = new PaddedPlane(counting, 5, 3, new ImageSize(23, 17));
    plane.read(new Tile(0, 0, 5, 17), new float[85]);
    assertEquals(0, read[0]);
    plane.read(new Tile(3, 2, 4, 5), new float[20]);
    assertEquals(2 * 4, read[0]);
  }

  @Test
  void refusesASourceThatDoesNotFitAndARegionOutside() {
    assertThrows(IllegalArgumentException.class, () -> new PaddedPlane(SOURCE, 11, 0, new ImageSize(23, 17)));
    assertThrows(IllegalArgumentException.class, () -> new PaddedPlane(SOURCE, -1, 0, new ImageSize(23, 17)));
    PaddedPlane plane = new PaddedPlane(SOURCE, 5, 3, new ImageSize(23, 17));
    assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(20, 0, 4, 4), new float[16]));
    assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(0, 0, 4, 4), new float[15]));
  }
}
