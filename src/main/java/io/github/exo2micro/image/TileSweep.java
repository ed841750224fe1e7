package io.github.exo2micro.image;

import io.github.exo2micro.Progress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One pass over planes of equal size, tile by tile on several threads: reads each tile of each input once, shows it to
 * observers, computes outputs and hands their rows in order to sinks.
 *
 * <p>Memory is bounded by two bands of rows per output, three with more than two threads, and one tile per input and
 * thread. While the threads compute a band, the calling thread stores the one before; a thread that finds no tile left
 * in one band goes on with the next. Outputs do not depend on the number of threads.
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

  /** So few threads wait little for the last tile of a band, and are not worth a third one's memory. */
  private static final int FEW_THREADS = 2;

  private final ParallelLoop loop;
  /** Bands that are computed at once. */
  private final int ahead;

  /**
   * @param executor runs the tiles; owned and closed by the caller
   * @param threads how many tiles at once, at least 1; the executor has as many threads
   */
  public TileSweep(ExecutorService executor, int threads) {
    this.loop = new ParallelLoop(executor, threads);
    this.ahead = threads > FEW_THREADS ? 2 : 1;
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
    new Pass(inputs, outputs, observers, progress).run();
  }

  /** A band at work, and where its outputs go. */
  private record Band(Tile area, float[][] rows, ParallelLoop.Running running) {}

  /** One call. */
  private final class Pass {
    private final List<? extends Plane> inputs;
    private final List<Output> outputs;
    private final List<? extends TileObserver> observers;
    private final Progress progress;
    private final ImageSize size;
    private final int height;
    private final ImageSize most;
    private final ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
    private final AtomicLong pixels = new AtomicLong();

    Pass(List<? extends Plane> inputs, List<Output> outputs, List<? extends TileObserver> observers,
        Progress progress) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.observers = observers;
      this.progress = progress;
      this.size = inputs.get(0).size();
      this.height = bandHeight(size);
      this.most = inputs.stream().allMatch(Plane::favoursRows) ? wholeRows(size, height) : turned(height);
    }

    void run() throws IOException {
      Deque<Band> atWork = new ArrayDeque<>();
      // One more than are computed: that which is stored.
      Deque<float[][]> free = new ArrayDeque<>();
      for (int i = 0; i <= Math.min(ahead, (size.height() - 1) / height); i++) {
        free.add(new float[outputs.size()][height * size.width()]);
      }
      try {
        int next = 0;
        while (next < size.height() || !atWork.isEmpty()) {
          while (next < size.height() && atWork.size() < ahead) {
            atWork.add(start(next, free.remove()));
            next += height;
          }
          Band first = atWork.element();
          first.running().await();
          atWork.remove();
          if (next < size.height()) {
            atWork.add(start(next, free.remove()));
            next += height;
          }
          store(outputs, first.rows(), first.area().height());
          free.add(first.rows());
        }
      } finally {
        // Whatever happened, nobody may write into a band once the sweep has ended.
        atWork.forEach(band -> band.running().settle());
      }
    }

    private Band start(int top, float[][] rows) {
      Tile band = new Tile(0, top, size.width(), Math.min(height, size.height() - top));
      int across = (size.width() + most.width() - 1) / most.width();
      int down = (band.height() + most.height() - 1) / most.height();
      return new Band(band, rows, loop.start(across * down, i -> {
        Buffers own = idle.poll();
        Buffers buffers = own == null ? Buffers.of(inputs.size(), most.width() * most.height()) : own;
        Tile tile = new Tile(i % across * most.width(), band.y() + i / across * most.height(), most.width(),
            most.height()).intersect(band);
        work(tile, band, inputs, outputs, observers, rows, buffers);
        idle.add(buffers);
        report(tile);
      }, Progress.none()));
    }

    /** Tiles of two bands end in any order: what is told is how much of the image is done. */
    private void report(Tile tile) {
      long all = (long) size.width() * size.height();
      progress.report((double) pixels.addAndGet(tile.area()) / all);
    }
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
