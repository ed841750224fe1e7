package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.Noise.Zero;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;

/**
 * Measures the {@link Noise} of a difference from its negative side, to which microbes add nothing: the median of what
 * lies below the background's {@link Zero} is 0.6745 standard deviations of a normal distribution, whatever its tails.
 *
 * <p>Two passes over a sixteenth of the rows, a few more where the background is not at zero: for the zero and the
 * curve over brightness, then for the regions' factors and shifts. Counts whole numbers, so the result does not depend
 * on the number of threads.
 *
 * <p>A region's background lies beside the line where the scale there is another than the frame's. Taken for zero it
 * makes microbes of the noise where it is above, and the negated difference does not tell, since there it lies below. A
 * shift of more than one standard deviation is not believed, for it may be a lawn.
 */
final class NoiseMeter {

  /** Smoothed neighbours say the same: every second pixel of every second row counts. */
  private static final int STEP = 2;
  private static final double MEDIAN_SIGMAS = 0.67448975;
  /** So many pixels make a point of the curve. */
  private static final int ENOUGH = 400;
  /** A region with so many pixels has half a say against the curve. */
  private static final int HALF_TRUSTED = 40;
  /** Looks at the pixels until the background lies at zero, at most. */
  private static final int MOST_ROUNDS = 4;
  private static final double SMALLEST_FACTOR = 0.7;
  private static final double LARGEST_FACTOR = 20;
  /** Largest shift of a region's background, standard deviations. */
  private static final double LARGEST_SHIFT = 1;
  /** A smaller one moves no threshold that matters, and a region's few pixels tell it no better. */
  private static final double LITTLE_SHIFT = 0.25;

  private final Plane difference;
  private final Plane level;
  private final SearchArea area;
  private final ParallelLoop loop;

  NoiseMeter(Plane difference, Plane level, SearchArea area, ParallelLoop loop) {
    this.difference = difference;
    this.level = level;
    this.area = area;
    this.loop = loop;
  }

  /** @throws IOException when a plane cannot be read */
  Noise measure(Progress progress) throws IOException {
    Noise curve = curve(progress.part(0, 0.5));
    int regions = curve.factors().length;
    AtomicIntegerArray ratios = new AtomicIntegerArray(regions * Deviations.COUNT);
    sample((x, y, value, brightness) -> {
      // Zero itself is where both images were cut off at their ends, and is no scatter.
      if (value != 0) {
        int region = y / Noise.REGION * curve.columns() + x / Noise.REGION;
        ratios.incrementAndGet(region * Deviations.COUNT + Deviations.of(value / curve.ofLevel(brightness)));
      }
    }, curve.zero(), progress.part(0.5, 1));
    for (int r = 0; r < regions; r++) {
      int[] counts = slice(ratios, r, Deviations.COUNT);
      double seen = Deviations.centre(counts, LARGEST_SHIFT);
      double centre = Math.abs(seen) <= LITTLE_SHIFT ? 0 : seen;
      double n = Deviations.below(counts, centre);
      double trust = n / (n + HALF_TRUSTED);
      double factor = n == 0 ? 1 : Math.pow(Deviations.spread(counts, centre), trust);
      curve.factors()[r] = (float) Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
      curve.shifts()[r] = (float) (centre * trust);
    }
    return curve;
  }

  /** Bins are the finer the nearer to zero: where the background lies elsewhere it is measured again from there. */
  private Noise curve(Progress progress) throws IOException {
    Zero zero = Zero.NONE;
    for (int round = 1;; round++) {
      AtomicIntegerArray joint = new AtomicIntegerArray(LevelBins.COUNT * SignedBins.COUNT);
      Zero from = zero;
      sample((x, y, value, brightness) -> joint.incrementAndGet(
          LevelBins.of(brightness) * SignedBins.COUNT + SignedBins.of(value)),
          from, progress.part(1 - Math.pow(2, 1 - round), 1 - Math.pow(2, -round)));
      Zero left = round == MOST_ROUNDS ? Zero.NONE : Zero.through(centres(joint));
      if (left.equals(Zero.NONE)) {
        return curve(joint, zero, difference.size());
      }
      zero = zero.plus(left);
    }
  }

  private static Noise curve(AtomicIntegerArray joint, Zero zero, ImageSize size) {
    List<Bright> groups = byBrightness(bin -> SignedBins.below(slice(joint, bin, SignedBins.COUNT)), ENOUGH);
    Bright rest = groups.remove(groups.size() - 1);
    List<double[]> points = new ArrayList<>();
    for (Bright group : groups) {
      points.add(new double[] {group.level(), MagnitudeBins.median(group.counts()) / MEDIAN_SIGMAS});
    }
    Noise flat = Noise.constant(1, size);
    if (points.isEmpty()) {
      points.add(new double[] {0, rest.pixels() > 0 ? MagnitudeBins.median(rest.counts()) / MEDIAN_SIGMAS : 1});
    }
    return new Noise(points.stream().mapToDouble(p -> p[0]).toArray(), points.stream().mapToDouble(p -> p[1]).toArray(),
        zero, flat.columns(), flat.factors(), flat.shifts(), 0);
  }

  /** Where the background lies, from the densest half of the pixels of each brightness. */
  private static List<Zero.Centre> centres(AtomicIntegerArray joint) {
    List<Bright> groups = byBrightness(bin -> slice(joint, bin, SignedBins.COUNT), 2 * ENOUGH);
    groups.remove(groups.size() - 1);
    return groups.stream().map(group -> SignedBins.densest(group.counts(), group.level())).toList();
  }

  /**
   * Pixels of about one brightness.
   *
   * @param counts of them by what the difference is
   * @param level their mean brightness
   * @param pixels how many
   */
  private record Bright(int[] counts, double level, double pixels) {}

  /**
   * Bins of brightness put together until there are enough pixels; the last of the groups is what is left.
   *
   * @param counts of the pixels of one bin
   */
  private static List<Bright> byBrightness(IntFunction<int[]> counts, double enough) {
    List<Bright> groups = new ArrayList<>();
    int[] merged = new int[counts.apply(0).length];
    double weighted = 0;
    double n = 0;
    for (int bin = 0; bin < LevelBins.COUNT; bin++) {
      int[] more = counts.apply(bin);
      double here = total(more);
      for (int i = 0; i < more.length; i++) {
        merged[i] += more[i];
      }
      weighted += here * LevelBins.centre(bin);
      n += here;
      if (n >= enough) {
        groups.add(new Bright(merged, weighted / n, n));
        merged = new int[more.length];
        weighted = 0;
        n = 0;
      }
    }
    groups.add(new Bright(merged, weighted / n, n));
    return groups;
  }

  private static int[] slice(AtomicIntegerArray counts, int row, int length) {
    int[] result = new int[length];
    for (int i = 0; i < result.length; i++) {
      result[i] = counts.get(row * length + i);
    }
    return result;
  }

  private static double total(int[] counts) {
    double sum = 0;
    for (int c : counts) {
      sum += c;
    }
    return sum;
  }

  /** What is done with a pixel of the smoothed difference above the background. */
  private interface Sample {
    void take(int x, int y, float value, float brightness);
  }

  private void sample(Sample sample, Zero zero, Progress progress) throws IOException {
    SampledRows.each(difference.size(), loop, tile -> look(tile, sample, zero), progress);
  }

  private void look(Tile tile, Sample sample, Zero zero) throws IOException {
    boolean[] inside = new boolean[tile.area()];
    if (area.mark(tile, inside) == 0) {
      return;
    }
    TileReading reading = new TileReading(difference, level, zero);
    reading.read(tile);
    for (int row = 0; row < tile.height(); row += STEP) {
      float[] smoothed = reading.smoothed(row);
      for (int x = 0; x < tile.width(); x += STEP) {
        float value = smoothed[x];
        if (inside[row * tile.width() + x] && !Float.isNaN(value)) {
          sample.take(tile.x() + x, tile.y() + row, value, reading.brightness(x, row));
        }
      }
    }
  }

  /** Brightness in bins of an eighth of an octave. */
  private static final class LevelBins {
    private static final int PER_OCTAVE = 8;
    static final int COUNT = 18 * PER_OCTAVE;

    static int of(float level) {
      if (!(level > 0)) {
        return 0;
      }
      return Math.min(COUNT - 1, (int) (Math.log1p(level) / Math.log(2) * PER_OCTAVE));
    }

    static double centre(int bin) {
      return Math.pow(2, (bin + 0.5) / PER_OCTAVE) - 1;
    }
  }

  /** Magnitudes from 2⁻¹² to 2¹⁸ in bins of 1/24 octave: 1.5 % a side. */
  private static final class MagnitudeBins {
    private static final int PER_OCTAVE = 24;
    private static final int LOWEST = -12;
    static final int COUNT = 30 * PER_OCTAVE;

    static int of(double magnitude) {
      double bin = (Math.log(magnitude) / Math.log(2) - LOWEST) * PER_OCTAVE;
      return (int) Math.max(0, Math.min(COUNT - 1, bin));
    }

    /** The lower end of a bin. */
    static double from(int bin) {
      return Math.pow(2, LOWEST + (double) bin / PER_OCTAVE);
    }

    static double median(int[] counts) {
      double half = total(counts) / 2;
      double below = 0;
      for (int i = 0; i < counts.length; i++) {
        if (below + counts[i] >= half) {
          double t = counts[i] == 0 ? 0.5 : (half - below) / counts[i];
          return Math.pow(2, LOWEST + (i + t) / PER_OCTAVE);
        }
        below += counts[i];
      }
      return Math.pow(2, LOWEST);
    }
  }

  /**
   * Values of either sign: the magnitudes of those below zero from the largest down, then those above from the least.
   */
  private static final class SignedBins {
    static final int COUNT = 2 * MagnitudeBins.COUNT;

    static int of(double value) {
      int bin = MagnitudeBins.of(Math.abs(value));
      return value < 0 ? MagnitudeBins.COUNT - 1 - bin : MagnitudeBins.COUNT + bin;
    }

    /** The lower end of a bin; of the first beyond the last, its upper end. */
    private static double from(int bin) {
      int above = bin - MagnitudeBins.COUNT;
      return above == 0 ? 0 : Math.signum(above) * MagnitudeBins.from(Math.abs(above));
    }

    /** Magnitudes of the values below zero. */
    static int[] below(int[] counts) {
      int[] result = new int[MagnitudeBins.COUNT];
      for (int i = 0; i < result.length; i++) {
        result[i] = counts[MagnitudeBins.COUNT - 1 - i];
      }
      return result;
    }

    /** The shortest stretch that holds half of the values, as a centre and one standard deviation. */
    static Zero.Centre densest(int[] counts, double brightness) {
      double all = total(counts);
      double half = all / 2;
      int first = 0;
      double inside = 0;
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      for (int last = 0; last < counts.length; last++) {
        inside += counts[last];
        while (inside - counts[first] >= half) {
          inside -= counts[first++];
        }
        if (inside >= half && from(last + 1) - from(first) < high - low) {
          low = from(first);
          high = from(last + 1);
        }
      }
      return new Zero.Centre(brightness, median(counts, low, high), (high - low) / 2 / MEDIAN_SIGMAS, all);
    }

    private static double median(int[] counts, double low, double high) {
      int first = 0;
      while (from(first) < low) {
        first++;
      }
      int end = first;
      double all = 0;
      for (; end < counts.length && from(end) < high; end++) {
        all += counts[end];
      }
      double left = all / 2;
      for (int i = first; i < end; i++) {
        if (left <= counts[i]) {
          return from(i) + left / Math.max(1, counts[i]) * (from(i + 1) - from(i));
        }
        left -= counts[i];
      }
      return (low + high) / 2;
    }
  }

  /**
   * Values in standard deviations, of both signs, in bins that are even up to an eighth and widen with the magnitude
   * from there, by a twelfth of an octave each; what is beyond 64 counts as 64.
   */
  private static final class Deviations {
    private static final double UNIT = 0.125;
    private static final int PER_OCTAVE = 12;
    private static final int SIDE = 9 * PER_OCTAVE;
    static final int COUNT = 2 * SIDE;
    /** Values within so many standard deviations of a centre say where it should be. */
    private static final double CORE = 1.5;
    private static final int MOST_STEPS = 8;

    static int of(double value) {
      return (int) Math.max(0, Math.min(COUNT - 1, Math.floor(place(value))));
    }

    private static double place(double value) {
      double away = Math.log1p(Math.abs(value) / UNIT) / Math.log(2) * PER_OCTAVE;
      return SIDE + Math.copySign(away, value);
    }

    private static double value(double place) {
      double away = place - SIDE;
      return Math.copySign(UNIT * (Math.pow(2, Math.abs(away) / PER_OCTAVE) - 1), away);
    }

    /** How many lie below a value. */
    static double below(int[] counts, double value) {
      double place = Math.max(0, Math.min(COUNT, place(value)));
      int whole = (int) place;
      double sum = whole < COUNT ? (place - whole) * counts[whole] : 0;
      for (int i = 0; i < whole; i++) {
        sum += counts[i];
      }
      return sum;
    }

    /** The value below which so many lie. */
    private static double quantile(int[] counts, double many) {
      double sum = 0;
      for (int i = 0; i < COUNT; i++) {
        if (counts[i] > 0 && sum + counts[i] >= many) {
          return value(i + (many - sum) / counts[i]);
        }
        sum += counts[i];
      }
      return 0;
    }

    /** One standard deviation, from what lies below the centre; above 0. */
    static double spread(int[] counts, double centre) {
      double median = quantile(counts, below(counts, centre) / 2);
      return Math.max(UNIT / PER_OCTAVE, (centre - median) / MEDIAN_SIGMAS);
    }

    /**
     * Where most values lie, not further from 0 than the limit; 0 where none lies below 0. Microbes only add, so it is
     * looked for from the median downwards.
     */
    static double centre(int[] counts, double limit) {
      if (below(counts, 0) == 0) {
        return 0;
      }
      double centre = quantile(counts, total(counts) / 2);
      for (int step = 0; step < MOST_STEPS; step++) {
        double reach = CORE * spread(counts, centre);
        double next = quantile(counts, (below(counts, centre - reach) + below(counts, centre + reach)) / 2);
        if (next >= centre) {
          break;
        }
        centre = next;
      }
      return Math.max(-limit, Math.min(limit, centre));
    }
  }
}
