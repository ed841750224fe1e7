package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.Noise.Zero;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A tile is read only where something is marked; what is found must be the same. */
class RunFinderTest {

  private static final ImageSize SIZE = new ImageSize(301, 157);
  private static final Tile TILE = new Tile(37, 20, 203, 96);
  private static final Noise NOISE = Noise.constant(0.15, SIZE);
  private static final float THRESHOLD = 2;

  /** Whether a pixel is marked, from its column and row in the tile. */
  private interface Shape {
    boolean holds(int x, int y);
  }

  private static SearchArea area(Shape shape) {
    return (tile, inside) -> {
      int count = 0;
      for (int y = 0; y < tile.height(); y++) {
        for (int x = 0; x < tile.width(); x++) {
          boolean in = shape.holds(tile.x() + x - TILE.x(), tile.y() + y - TILE.y());
          inside[y * tile.width() + x] = in;
          count += in ? 1 : 0;
        }
      }
      return count;
    };
  }

  private static void sameAsPixelByPixel(SpotPlane difference, Shape shape) throws IOException {
    SpotPlane level = new SpotPlane(SIZE, 50, 0, List.of());
    TileReading all = new TileReading(difference, level, Zero.NONE);
    all.read(TILE);
    TreeSet<Integer> wanted = new TreeSet<>();
    int searched = 0;
    for (int y = 0; y < TILE.height(); y++) {
      for (int x = 0; x < TILE.width(); x++) {
        float value = all.smoothed(y)[x];
        // What is interpolated beside a hole, which is on the left, does not count either.
        boolean number = !Float.isNaN(value) && !Float.isNaN(all.smoothed(y)[Math.max(0, x - 2)]);
        if (shape.holds(x, y) && number) {
          searched++;
          if (Math.abs(value) >= THRESHOLD * (float) NOISE.at(TILE.x() + x, TILE.y() + y, 50)) {
            wanted.add(y * TILE.width() + x);
          }
        }
      }
    }
    RunFinder.Found found = new RunFinder(difference, level, area(shape), NOISE, THRESHOLD).find(TILE);
    assertEquals(TILE.height(), found.rows().size());
    TreeSet<Integer> seen = new TreeSet<>();
    for (int y = 0; y < TILE.height(); y++) {
      for (Run run : found.rows().get(y)) {
        assertEquals(TILE.y() + y, run.y());
        for (int x = run.x(); x < run.right(); x++) {
          seen.add(y * TILE.width() + x - TILE.x());
        }
      }
    }
    assertEquals(wanted, seen);
    assertEquals(searched, found.searched());
    assertTrue(wanted.size() > 20, "only " + wanted.size());
  }

  @Test
  void findsWhatAnAreaHoldsThatNarrowsDownwards() throws IOException {
    sameAsPixelByPixel(new SpotPlane(SIZE, 0, 1, List.of()), (x, y) -> y > 9 && Math.abs(x - 90) < 60 - y);
  }

  @Test
  void findsWhatTwoPiecesAndTheTilesOwnEdgesHold() throws IOException {
    sameAsPixelByPixel(new SpotPlane(SIZE, 0, 1, List.of()), (x, y) -> x < 11 && y < 40 || x > 170 && y > 70);
  }

  @Test
  void leavesOutWhatIsNoNumber() throws IOException {
    sameAsPixelByPixel(new SpotPlane(SIZE, 0, 1, List.of()).from(120), (x, y) -> x > 50 && x < 150 && y > 30);
  }

  @Test
  void findsNothingInATileWithoutTissue() throws IOException {
    SpotPlane noise = new SpotPlane(SIZE, 0, 1, List.of());
    RunFinder.Found found = new RunFinder(noise, noise, area((x, y) -> false), NOISE, THRESHOLD).find(TILE);
    assertEquals(TILE.height(), found.rows().size());
    assertTrue(found.rows().stream().allMatch(List::isEmpty));
    assertEquals(0, found.searched());
  }
}
