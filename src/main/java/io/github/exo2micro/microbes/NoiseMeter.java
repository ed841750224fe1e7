package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Measures the {@link Noise} of a difference from its negative side, to which microbes add nothing: the median of what
 * lies below zero is 0.6745 standard deviations of a normal distribution, whatever its tails.
 *
 * <p>Two passes over a sixteenth of the rows: the first for the curve over brightness, the second for the regions'
 * factors. Counts whole numbers, so the result does not depend on the number of threads.
 */
final class NoiseMeter {

  /** Smoothed neighbours say the same: every second pixel of every second row counts. */
  private static final int STEP = 2;
  private static final double MEDIAN_SIGMAS = 0.67448975;
  /** So many pixels make a point of the curve. */
  private static final int ENOUGH = 400;
  /** A region with so many pixels has half a say against the curve. */
  private static final int HALF_TRUSTED = 40;
  private static final double SMALLEST_FACTOR = 0.7;
  private static final double LARGEST_FACTOR = 20;

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
    AtomicIntegerArray joint = new AtomicIntegerArray(LevelBins.COUNT * MagnitudeBins.COUNT);
    sample(
        (x, y, negative, brightness) -> joint
            .incrementAndGet(LevelBins.of(brightness) * MagnitudeBins.COUNT + MagnitudeBins.of(negative)),
        progress.part(0, 0.5));
    Noise curve = curve(joint, difference.size());
    int regions = curve.factors().length;
    AtomicIntegerArray ratios = new AtomicIntegerArray(regions * MagnitudeBins.COUNT);
    sample(
        (x, y, negative, brightness) -> ratios.incrementAndGet((y / Noise.REGION * curve.columns() + x / Noise.REGION)
            * MagnitudeBins.COUNT + MagnitudeBins.of(negative / curve.ofLevel(brightness))),
        progress.part(0.5, 1));
    for (int r = 0; r < regions; r++) {
      int[] counts = slice(ratios, r);
      double n = total(counts);
      double seen = n == 0 ? 1 : MagnitudeBins.median(counts) / MEDIAN_SIGMAS;
      double factor = Math.exp(Math.log(seen) * n / (n + HALF_TRUSTED));
      curve.factors()[r] = (float) Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
    }
    return curve;
  }

  private static Noise curve(AtomicIntegerArray joint, ImageSize size) {
    List<double[]> points = new ArrayList<>();
    int[] merged = new int[MagnitudeBins.COUNT];
    double weighted = 0;
    double n = 0;
    for (int bin = 0; bin < LevelBins.COUNT; bin++) {
      int[] counts = slice(joint, bin);
      double here = total(counts);
      for (int i = 0; i < counts.length; i++) {
        merged[i] += counts[i];
      }
      weighted += here * LevelBins.centre(bin);
      n += here;
      if (n >= ENOUGH) {
        points.add(new double[] {weighted / n, MagnitudeBins.median(merged) / MEDIAN_SIGMAS});
        merged = new int[MagnitudeBins.COUNT];
        weighted = 0;
        n = 0;
      }
    }
    if (points.isEmpty()) {
      double sigma = n > 0 ? MagnitudeBins.median(merged) / MEDIAN_SIGMAS : 1;
      return Noise.constant(sigma, size);
    }
    Noise flat = Noise.constant(1, size);
    return new Noise(points.stream().mapToDouble(p -> p[0]).toArray(), points.stream().mapToDouble(p -> p[1]).toArray(),
        flat.columns(), flat.factors(), 0);
  }

  private static int[] slice(AtomicIntegerArray counts, int row) {
    int[] result = new int[MagnitudeBins.COUNT];
    for (int i = 0; i < result.length; i++) {
      result[i] = counts.get(row * MagnitudeBins.COUNT + i);
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

  /** What is done with a pixel below zero. */
  private interface Sample {
    void take(int x, int y, float negative, float brightness);
  }

  private void sample(Sample sample, Progress progress) throws IOException {
    SampledRows.each(difference.size(), loop, tile -> look(tile, sample), progress);
  }

  private void look(Tile tile, Sample sample) throws IOException {
    boolean[] inside = new boolean[tile.area()];
    if (area.mark(tile, inside) == 0) {
      return;
    }
    TileReading reading = new TileReading(difference, level);
    reading.read(tile);
    for (int row = 0; row < tile.height(); row += STEP) {
      float[] smoothed = reading.smoothed(row);
      for (int x = 0; x < tile.width(); x += STEP) {
        float value = smoothed[x];
        if (inside[row * tile.width() + x] && value < 0) {
          sample.take(tile.x() + x, tile.y() + row, -value, reading.brightness(x, row));
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
}
