package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;

/**
 * Finds microbes in a difference image, streaming: two looks at a sample of the rows for the noise, then one pass from
 * top to bottom. Holds a few tiles for each thread and the pixels of what is not yet complete, a million at most.
 *
 * <p>The same search goes over the negated difference, where there are no microbes: what it finds is chance, and says
 * how many of the finds are chance, too; but not where post is saturated and its difference too dark for that alone.
 * The result does not depend on the number of threads.
 */
public final class MicrobeSearch {

  /** With more than these the threshold is not one that tells microbes from noise, and nothing can use the lists. */
  public static final int MOST = 1_000_000;

  private static final int ROWS = 96;
  private static final int COLUMNS = 2048;
  /** A band has so many tiles for each thread at least, so that none waits long for the last. */
  private static final int TILES_PER_THREAD = 2;
  /** But no more of them stand on each other: where all is noise their runs fill the memory. */
  private static final int MOST_DOWN = 4;
  private static final double STEP_SHARE = 0.05;
  private static final double NOISE_SHARE = 0.2;
  /** One standard deviation of what is lost when numbers are rounded to whole ones. */
  private static final double ROUNDING = 1 / Math.sqrt(12);

  private final MicrobeInputs inputs;
  private final DetectionSettings settings;
  private final ParallelLoop loop;
  private final int threads;
  private final int most;

  /**
   * @param inputs what is searched
   * @param settings how
   * @param executor runs the tiles; owned and closed by the caller
   * @param threads tiles at once, at least 1
   */
  public MicrobeSearch(MicrobeInputs inputs, DetectionSettings settings, ExecutorService executor, int threads) {
    this(inputs, settings, executor, threads, MOST);
  }

  /** @param most a search that finds more microbes ends with a refusal */
  MicrobeSearch(MicrobeInputs inputs, DetectionSettings settings, ExecutorService executor, int threads, int most) {
    this.inputs = inputs;
    this.settings = settings;
    this.most = most;
    this.threads = threads;
    this.loop = new ParallelLoop(executor, threads);
  }

  /**
   * Searches.
   *
   * @param sink gets each microbe
   * @param progress gets the fraction done; asked for cancellation at every tile
   * @throws IOException when a plane cannot be read or the sink fails
   * @throws RemediableException when there are more than {@link #MOST} microbes
   */
  public Found search(MicrobeSink sink, Progress progress) throws IOException {
    GreyStep grey = GreyStep.of(inputs.post(), loop, progress.part(0, STEP_SHARE));
    double unit = grey.unit();
    Noise noise = new NoiseMeter(in(unit, inputs.difference()), in(unit, inputs.pre()), inputs.area(), loop)
        .measure(progress.part(STEP_SHARE, NOISE_SHARE))
        .times(unit)
        .atLeast(grey.step() * ROUNDING * SpotFilter.WHITE_NOISE);
    return search(noise, sink, progress.part(NOISE_SHARE, 1));
  }

  /** The noise is counted in bins from 1 to what 16 bits reach: values of another size are brought there. */
  private static Plane in(double unit, Plane plane) {
    if (unit == 1) {
      return plane;
    }
    return new Plane() {
      @Override
      public ImageSize size() {
        return plane.size();
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        plane.read(region, into);
        for (int i = 0; i < region.area(); i++) {
          into[i] = (float) (into[i] / unit);
        }
      }
    };
  }

  /**
   * What was found.
   *
   * @param count microbes
   * @param chance what the same search found in the negated difference
   * @param searchedPixels how many pixels were searched
   * @param noise the noise over brightness, for a log
   */
  public record Found(int count, int chance, long searchedPixels, String noise) {}

  private Found search(Noise noise, MicrobeSink sink, Progress progress) throws IOException {
    ImageSize size = inputs.difference().size();
    Collector collector = new Collector(inputs, settings, most, sink);
    Bands bands = new Bands(noise, size);
    Band next = bands.start(0, progress);
    while (next != null) {
      Band band = next;
      band.running.await();
      next = band.bottom() < size.height() ? bands.start(band.bottom(), progress) : null;
      try {
        collector.take(band);
      } finally {
        if (next != null) {
          // Whatever happened, nobody may read a plane once the search has ended.
          next.running.await();
        }
      }
    }
    return collector.finish(noise);
  }

  /** Rows whose tiles are searched on all threads, while those above are put together. */
  private record Band(int top, RunFinder.Found[][] found, ParallelLoop.Running running) {
    int bottom() {
      return top + Arrays.stream(found).mapToInt(tiles -> tiles[0].rows().size()).sum();
    }
  }

  /** Starts bands. */
  private final class Bands {
    private final Noise noise;
    private final ImageSize size;
    private final ConcurrentLinkedQueue<RunFinder> idle = new ConcurrentLinkedQueue<>();

    Bands(Noise noise, ImageSize size) {
      this.noise = noise;
      this.size = size;
    }

    Band start(int top, Progress progress) {
      int across = (size.width() + COLUMNS - 1) / COLUMNS;
      int stacked = Math.min(MOST_DOWN, (TILES_PER_THREAD * threads + across - 1) / across);
      int bottom = Math.min(size.height(), top + ROWS * stacked);
      int down = (bottom - top + ROWS - 1) / ROWS;
      RunFinder.Found[][] found = new RunFinder.Found[down][across];
      ParallelLoop.Running running = loop.start(across * down, i -> {
        RunFinder own = idle.poll();
        RunFinder finder = own != null ? own
            : new RunFinder(inputs.difference(), inputs.pre(), inputs.area(), noise, settings.connecting());
        Tile tile = new Tile(i % across * COLUMNS, top + i / across * ROWS, COLUMNS, ROWS);
        found[i / across][i % across] = finder.find(tile.intersect(size.whole()));
        idle.add(finder);
      }, progress.part((double) top / size.height(), (double) bottom / size.height()));
      return new Band(top, found, running);
    }
  }

  /** Puts the tiles' runs together and measures what is complete. Used by one thread. */
  private static final class Collector {
    private final MicrobeInputs inputs;
    private final DetectionSettings settings;
    private final int most;
    private final MicrobeSink sink;
    private final SpotSplitter splitter;
    private final ComponentTracker above = new ComponentTracker(this::microbes);
    private final ComponentTracker below = new ComponentTracker(this::chance);
    private long searched;
    private int count;
    private int chance;

    Collector(MicrobeInputs inputs, DetectionSettings settings, int most, MicrobeSink sink) {
      this.inputs = inputs;
      this.settings = settings;
      this.most = most;
      this.sink = sink;
      this.splitter = new SpotSplitter(settings);
    }

    void take(Band band) throws IOException {
      int y = band.top();
      for (RunFinder.Found[] tiles : band.found()) {
        for (int row = 0; row < tiles[0].rows().size(); row++) {
          row(y++, row, tiles);
        }
        for (RunFinder.Found tile : tiles) {
          searched += tile.searched();
        }
      }
    }

    private void row(int y, int row, RunFinder.Found[] tiles) throws IOException {
      List<Run> bright = new ArrayList<>();
      List<Run> dark = new ArrayList<>();
      for (RunFinder.Found tile : tiles) {
        for (Run run : tile.rows().get(row)) {
          List<Run> side = run.below() ? dark : bright;
          Run last = side.isEmpty() ? null : side.get(side.size() - 1);
          if (last != null && last.right() == run.x()) {
            side.set(side.size() - 1, last.joined(run));
          } else {
            side.add(run);
          }
        }
      }
      above.row(y, bright);
      below.row(y, dark);
    }

    Found finish(Noise noise) throws IOException {
      above.finish();
      below.finish();
      return new Found(count, chance, searched, noise.text());
    }

    private void chance(Component component) throws IOException {
      for (Spot spot : splitter.split(component)) {
        chance += inputs.isSaturated(spot) ? 0 : 1;
      }
    }

    private void microbes(Component component) throws IOException {
      for (Spot spot : splitter.split(component)) {
        if (count == most) {
          throw tooMany(spot);
        }
        sink.take(microbe(spot));
      }
    }

    private RemediableException tooMany(Spot next) {
      return new RemediableException("More than " + most + " microbes were found, and none is listed.",
          String.format(Locale.ROOT,
              "the first %d of %d rows hold as many with detect_sigma %s and detect_min_area %d; "
                  + "the same search finds %d in their negated difference, which are chance",
              next.y()[0] + 1, inputs.difference().size().height(), settings.sigma(), settings.minArea(), chance),
          "raise detect_sigma (5 is usual) or detect_min_area, or set detect to false. The difference is complete: only "
              + "the search is repeated.");
    }

    private Microbe microbe(Spot spot) throws IOException {
      count++;
      double[] centre = spot.centre();
      double[] means = inputs.means(spot);
      return new Microbe(count, centre[0], centre[1], spot.area(), spot.mean(), spot.largest(),
          spot.integrated(settings.sigma()), spot.sigma(), spot.peak() / spot.sigma(), means[0], means[1], spot.edge(),
          MicrobeOutline.of(spot.x(), spot.y()));
    }
  }
}
