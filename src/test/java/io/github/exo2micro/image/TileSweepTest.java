package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TileSweepTest {

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  /** A plane by formula that counts how often each pixel is read. */
  private static final class CountedPlane implements Plane {
    private final ImageSize size;
    private final AtomicIntegerArray reads;

    private final boolean rows;
    private final AtomicInteger calls = new AtomicInteger();

    CountedPlane(int width, int height) {
      this(width, height, false);
    }

    CountedPlane(int width, int height, boolean rows) {
      this.size = new ImageSize(width, height);
      this.rows = rows;
      this.reads = new AtomicIntegerArray(width * height);
    }

    @Override
    public boolean favoursRows() {
      return rows;
    }

    @Override
    public ImageSize size() {
      return size;
    }

    @Override
    public void read(Tile region, float[] into) {
      Plane.requireReadable(size, region, into);
      calls.incrementAndGet();
      for (int y = 0; y < region.height(); y++) {
        for (int x = 0; x < region.width(); x++) {
          into[y * region.width() + x] = value(region.x() + x, region.y() + y);
          reads.incrementAndGet((region.y() + y) * size.width() + region.x() + x);
        }
      }
    }

    static float value(int x, int y) {
      return 3 * x + 7 * y;
    }
  }

  /** Takes rows and checks that they come whole and in order. */
  private static final class Rows implements RowSink {
    private final float[] all;
    private final int width;
    private int at;

    Rows(int pixels) {
      this(pixels, 613);
    }

    Rows(int pixels, int width) {
      this.all = new float[pixels];
      this.width = width;
    }

    @Override
    public void append(float[] rows, int rowCount) {
      int count = Math.min(all.length - at, rowCount * width);
      System.arraycopy(rows, 0, all, at, count);
      at += count;
    }
  }

  @Test
  void readsEachPixelOnceAndStoresEveryRowInOrder() throws IOException {
    CountedPlane plane = new CountedPlane(613, 1227);
    Rows same = new Rows(613 * 1227);
    Rows twice = new Rows(613 * 1227);
    new TileSweep(executor, 3).run(List.of(plane), List.of(new Output(same, TileFunction.input(0)),
        new Output(twice, (tile, in, out) -> {
          for (int i = 0; i < tile.area(); i++) {
            out[i] = 2 * in[0][i];
          }
        })), List.of(), Progress.none());
    float[] expected = new float[613 * 1227];
    float[] doubled = new float[expected.length];
    for (int i = 0; i < expected.length; i++) {
      assertEquals(1, plane.reads.get(i), "pixel " + i);
      expected[i] = CountedPlane.value(i % 613, i / 613);
      doubled[i] = 2 * expected[i];
    }
    assertArrayEquals(expected, same.all);
    assertArrayEquals(doubled, twice.all);
  }

  @Test
  void observersSeeEveryPixelOnce() throws IOException {
    AtomicLong pixels = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    new TileSweep(executor, 3).run(List.of(new CountedPlane(301, 257), new CountedPlane(301, 257)), List.of(),
        List.of((tile, inputs) -> {
          pixels.addAndGet(tile.area());
          for (int i = 0; i < tile.area(); i++) {
            sum.addAndGet((long) (inputs[0][i] + inputs[1][i]));
          }
        }), Progress.none());
    assertEquals(301 * 257, pixels.get());
    assertEquals(2L * (3L * 300 * 301 / 2 * 257 + 7L * 256 * 257 / 2 * 301), sum.get());
  }

  @Test
  void widestImagesGetLowBands() {
    assertEquals(112, TileSweep.bandHeight(new ImageSize(34000, 29000)));
    assertEquals(512, TileSweep.bandHeight(new ImageSize(600, 600)));
    assertEquals(16, TileSweep.bandHeight(new ImageSize(1_000_000, 10)));
  }

  @Test
  void failureOfATileComesOutAndNobodyIsLeftAtWork() {
    AtomicInteger atWork = new AtomicInteger();
    Plane broken = new Plane() {
      @Override
      public ImageSize size() {
        return new ImageSize(2000, 700);
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        atWork.incrementAndGet();
        try {
          if (region.x() > 1000) {
            throw new IOException("the disk is gone");
          }
        } finally {
          atWork.decrementAndGet();
        }
      }
    };
    IOException failure = assertThrows(IOException.class,
        () -> new TileSweep(executor, 3).run(List.of(broken), List.of(), List.of(), Progress.none()));
    assertEquals("the disk is gone", failure.getMessage());
    assertEquals(0, atWork.get());
  }

  @Test
  void cancelledSweepStopsAtTheNextTile() {
    AtomicInteger reports = new AtomicInteger();
    assertThrows(CancellationException.class, () -> new TileSweep(executor, 1).run(
        List.of(new CountedPlane(5000, 3000)), List.of(), List.of(), new Progress() {
          @Override
          public void report(double fraction) {
            if (reports.incrementAndGet() == 3) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void note(String line) {}
        }));
    assertEquals(3, reports.get());
  }

  @Test
  void progressGrowsToOne() throws IOException {
    double[] last = {0};
    new TileSweep(executor, 1).run(List.of(new CountedPlane(700, 2000)), List.of(), List.of(), new Progress() {
      @Override
      public void report(double fraction) {
        assertTrue(fraction >= last[0], fraction + " after " + last[0]);
        last[0] = fraction;
      }

      @Override
      public void note(String line) {}
    });
    assertEquals(1, last[0], 1e-9);
  }

  @Test
  void planesOfDifferentSizeAreABug() {
    assertThrows(IllegalArgumentException.class, () -> new TileSweep(executor, 1).run(
        List.of(new CountedPlane(10, 10), new CountedPlane(10, 11)), List.of(), List.of(), Progress.none()));
  }

  @Test
  void readsWholeRowsWhereAllInputsFavourThem() throws IOException {
    CountedPlane first = new CountedPlane(3001, 700, true);
    CountedPlane second = new CountedPlane(3001, 700, true);
    Rows sink = new Rows(3001 * 700, 3001);
    AtomicInteger narrow = new AtomicInteger();
    AtomicInteger unaligned = new AtomicInteger();
    TileObserver widths = (tile, inputs) -> {
      narrow.addAndGet(tile.width() == 3001 ? 0 : 1);
      unaligned.addAndGet(tile.y() % TileSweep.TILE_STEP);
    };

    new TileSweep(executor, 3).run(List.of(first, second), List.of(new Output(sink, TileFunction.input(1))),
        List.of(widths), Progress.none());

    assertEquals(0, narrow.get());
    for (int i = 0; i < 3001 * 700; i++) {
      assertEquals(1, first.reads.get(i));
      assertEquals(CountedPlane.value(i % 3001, i / 3001), sink.all[i]);
    }
    // 87 rows of 3001 px are a megabyte, 80 a multiple of 8: 7 and 3 such in the bands of 512 and 188 rows.
    assertEquals(7 + 3, second.calls.get());
    assertEquals(0, unaligned.get());
  }

  @Test
  void takesNoWideTilesWhereOneInputIsTurned() throws IOException {
    AtomicInteger widest = new AtomicInteger();
    TileObserver widths = (tile, inputs) -> widest.accumulateAndGet(tile.width(), Math::max);

    new TileSweep(executor, 2).run(List.of(new CountedPlane(3001, 300, true), new CountedPlane(3001, 300)), List.of(),
        List.of(widths), Progress.none());

    assertEquals(1024, widest.get());
  }

  /** The first tile waits until one of the next band is read: with two threads that would never be. */
  @Test
  void aThreadThatFindsNoTileLeftGoesOnWithTheNextBand() throws IOException {
    CountDownLatch nextBand = new CountDownLatch(1);
    CountedPlane formula = new CountedPlane(613, 1700);
    Plane plane = new Plane() {
      @Override
      public ImageSize size() {
        return formula.size();
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        formula.read(region, into);
        try {
          if (region.y() >= TileSweep.bandHeight(size())) {
            nextBand.countDown();
          } else if (region.y() == 0 && !nextBand.await(30, TimeUnit.SECONDS)) {
            throw new IOException("nobody began the next band");
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
    Rows rows = new Rows(613 * 1700);
    new TileSweep(executor, 3).run(List.of(plane), List.of(new Output(rows, TileFunction.input(0))), List.of(),
        Progress.none());
    for (int i = 0; i < rows.all.length; i++) {
      assertEquals(CountedPlane.value(i % 613, i / 613), rows.all[i]);
    }
  }

  @Test
  void aSinkThatFailsComesOutWhileTwoBandsAreAtWorkAndNobodyIsLeft() {
    CountedPlane plane = new CountedPlane(613, 5000);
    RowSink full = (rows, count) -> {
      throw new IOException("no room");
    };
    IOException e = assertThrows(IOException.class, () -> new TileSweep(executor, 3).run(List.of(plane),
        List.of(new Output(full, TileFunction.input(0))), List.of(), Progress.none()));
    assertEquals("no room", e.getMessage());
    int calls = plane.calls.get();
    assertTrue(calls < 20, "tiles read: " + calls);
    assertEquals(calls, plane.calls.get());
  }
}
