package io.github.exo2micro.image;

import io.github.exo2micro.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;

/**
 * One pass over planes of equal size, tile by tile on several threads: reads each tile of each input once, shows it to
 * observers, computes outputs and hands their rows in order to sinks.
 *
 * <p>Memory is bounded by two bands of rows per output and one tile per input and thread. While the threads compute a
 * band, the calling thread stores the one before. Outputs do not depend on the number of threads.
 */
public final class TileSweep {

  /** 1 MB per tile: wide tiles, as each row of a tile is a read of its own. */
  private static final int TILE_PIXELS = 1 << 18;
  /** Tiles begin at multiples of this, so that observers may look at blocks of that side. */
  public static final int TILE_STEP = 8;
  /** Of planes that are turned: a wider tile needs much more of its source than it has pixels itself. */
  private static final int TURNED_ROWS = 256;
  /** Two bands of this size per output: 34 000 px wide planes get 112 rows. */
  private static final int BAND_BYTES = 16 << 20;

  private final ParallelLoop loop;

  /**
   * @param executor runs the tiles; owned and closed by the caller
   * @param threads how many tiles at once, at least 1; the executor has as many threads
   */
  public TileSweep(ExecutorService executor, int threads) {
    this.loop = new ParallelLoop(executor, threads);
  }

  /** Computes one tile of an output from the same tile of the inputs. Thread-safe. */
  @FunctionalInterface
  public interface TileFunction {
    /**
     * @param tile where it is
     * @param inputs one buffer per input plane, not to be changed
     * @param out row-major, at least {@code tile.area()} long
     */
    void compute(Tile tile, float[][] inputs, float[] out);

    /** The input with that index, as it is. */
    static TileFunction input(int index) {
      return new Unchanged(index);
    }
  }

  /** Gives an input as it is; a sweep takes the pixels from where they are. */
  private record Unchanged(int index) implements TileFunction {
    @Override
    public void compute(Tile tile, float[][] inputs, float[] out) {
      System.arraycopy(inputs[index], 0, out, 0, tile.area());
    }
  }

  /**
   * An output of the sweep.
   *
   * @param sink takes its rows
   * @param function computes it
   */
  public record Output(RowSink sink, TileFunction function) {}

  /** How many rows a band has for planes of that width: a multiple of 16 from 16 to 512. */
  static int bandHeight(ImageSize size) {
    long rows = BAND_BYTES / (4L * size.width());
    return (int) Math.max(16, Math.min(512, rows / 16 * 16));
  }

  /**
   * Makes the pass.
   *
   * @param inputs planes of one size, at least one
   * @param outputs may be empty
   * @param observers may be empty
   * @param progress gets the fraction of tiles done; asked for cancellation at every tile
   * @throws IOException when a plane cannot be read or a sink not written
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void run(List<? extends Plane> inputs, List<Output> outputs, List<? extends TileObserver> observers,
      Progress progress) throws IOException {
    ImageSize size = inputs.get(0).size();
    for (Plane plane : inputs) {
      if (!plane.size().equals(size)) {
        throw new IllegalArgumentException("planes of " + size + " and " + plane.size());
      }
    }
    int rows = bandHeight(size);
    boolean wholeRows = inputs.stream().allMatch(Plane::favoursRows);
    ImageSize most = wholeRows ? wholeRows(size, rows) : turned(rows);
    int across = (size.width() + most.width() - 1) / most.width();
    ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
    float[][] computing = new float[outputs.size()][rows * size.width()];
    float[][] storing = new float[outputs.size()][rows * size.width()];
    int storedRows = 0;
    for (int y = 0; y < size.height(); y += rows) {
      Tile band = new Tile(0, y, size.width(), Math.min(rows, size.height() - y));
      float[][] target = computing;
      Progress part = progress.part((double) y / size.height(), (double) band.bottom() / size.height());
      int down = (band.height() + most.height() - 1) / most.height();
      ParallelLoop.Running running = loop.start(across * down, i -> {
        Buffers own = idle.poll();
        Buffers buffers = own == null ? Buffers.of(inputs.size(), most.width() * most.height()) : own;
        Tile tile = new Tile(i % across * most.width(), band.y() + i / across * most.height(), most.width(),
            most.height()).intersect(band);
        work(tile, band, inputs, outputs, observers, target, buffers);
        idle.add(buffers);
      }, part);
      try {
        store(outputs, storing, storedRows);
      } finally {
        // Whatever happened, nobody may write into a band once the sweep has ended.
        running.await();
      }
      float[][] swap = storing;
      storing = computing;
      computing = swap;
      storedRows = band.height();
    }
    store(outputs, storing, storedRows);
  }

  /** Tiles of the full width: several rows are one read. */
  private static ImageSize wholeRows(ImageSize size, int rows) {
    return new ImageSize(size.width(),
        Math.max(TILE_STEP, Math.min(rows, TILE_PIXELS / size.width() / TILE_STEP * TILE_STEP)));
  }

  private static ImageSize turned(int rows) {
    int height = Math.min(rows, TURNED_ROWS);
    return new ImageSize(TILE_PIXELS / Integer.highestOneBit(2 * height - 1), height);
  }

  /** What one tile at work needs: a buffer per input, and one for what is computed. */
  private record Buffers(float[][] in, float[] out) {
    static Buffers of(int inputs, int pixels) {
      return new Buffers(new float[inputs][pixels], new float[pixels]);
    }
  }

  private static void work(Tile tile, Tile band, List<? extends Plane> inputs, List<Output> outputs,
      List<? extends TileObserver> observers, float[][] target, Buffers buffers) throws IOException {
    for (int k = 0; k < inputs.size(); k++) {
      inputs.get(k).read(tile, buffers.in[k]);
    }
    for (TileObserver observer : observers) {
      observer.accept(tile, buffers.in);
    }
    for (int k = 0; k < outputs.size(); k++) {
      TileFunction function = outputs.get(k).function();
      if (function instanceof Unchanged unchanged) {
        copy(buffers.in[unchanged.index()], tile, target[k], band);
      } else {
        function.compute(tile, buffers.in, buffers.out);
        copy(buffers.out, tile, target[k], band);
      }
    }
  }

  /**
   * Puts a tile's rows into its band. A method of its own, as is every loop over pixels: the one above is different
   * work in every stage, and would be compiled again for each with all that it calls.
   */
  private static void copy(float[] pixels, Tile tile, float[] into, Tile band) {
    int top = tile.y() - band.y();
    for (int row = 0; row < tile.height(); row++) {
      System.arraycopy(pixels, row * tile.width(), into, (top + row) * band.width() + tile.x(), tile.width());
    }
  }

  private static void store(List<Output> outputs, float[][] rows, int rowCount) throws IOException {
    if (rowCount > 0) {
      for (int k = 0; k < outputs.size(); k++) {
        outputs.get(k).sink().append(rows[k], rowCount);
      }
    }
  }
}
