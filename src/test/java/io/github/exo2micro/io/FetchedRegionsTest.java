package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FetchedRegionsTest {

  private static final ImageSize SIZE = new ImageSize(6131, 227);
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  /** A plane from a formula that counts the reads. */
  private static final class Counted implements Plane {
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public void read(Tile region, float[] into) {
      Plane.requireReadable(SIZE, region, into);
      reads.incrementAndGet();
      for (int i = 0; i < region.area(); i++) {
        into[i] = (region.y() + i / region.width()) * 10_000f + region.x() + i % region.width();
      }
    }
  }

  private static float[] read(Plane plane, Tile region) throws IOException {
    float[] pixels = new float[region.area()];
    plane.readClipped(region, pixels);
    return pixels;
  }

  private static Plane fetched(Plane plane, List<Tile> regions) throws IOException {
    return FetchedRegions.of(plane, regions, new ParallelLoop(EXECUTOR, 2));
  }

  @Test
  void regionsBesideEachOtherAreReadTogetherAndOnce() throws IOException {
    List<Tile> regions = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      regions.add(new Tile(70 + i * 70, 20 + i, 60, 50));
    }
    Counted plane = new Counted();
    Plane fetched = fetched(plane, regions);
    int reads = plane.reads.get();
    assertTrue(reads <= 20, "17 bands of 8 rows, read " + reads + " times");
    for (Tile region : regions) {
      assertArrayEquals(read(new Counted(), region), read(fetched, region));
    }
    assertEquals(reads, plane.reads.get());
  }

  @Test
  void whatLiesBetweenRegionsFarApartIsNotRead() throws IOException {
    Counted plane = new Counted();
    fetched(plane, List.of(new Tile(0, 16, 50, 8), new Tile(4000, 16, 50, 8)));
    assertEquals(2, plane.reads.get());
  }

  @Test
  void regionsMayReachOverTheEdges() throws IOException {
    List<Tile> regions = List.of(new Tile(-10, -7, 40, 30), new Tile(6120, 210, 40, 30), new Tile(7000, 0, 5, 5));
    Counted plane = new Counted();
    Plane fetched = fetched(plane, regions);
    int reads = plane.reads.get();
    for (Tile region : regions) {
      assertArrayEquals(read(new Counted(), region), read(fetched, region));
    }
    assertEquals(reads, plane.reads.get());
  }

  @Test
  void otherRegionsAreReadAsEver() throws IOException {
    Plane fetched = fetched(new Counted(), List.of(new Tile(100, 100, 50, 50)));
    Tile other = new Tile(101, 100, 50, 50);
    assertArrayEquals(read(new Counted(), other), read(fetched, other));
  }
}
