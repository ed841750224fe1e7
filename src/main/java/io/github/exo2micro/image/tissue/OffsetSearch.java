package io.github.exo2micro.image.tissue;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.CameraOffset.Known;
import io.github.exo2micro.image.tissue.CameraOffset.Origin;
import io.github.exo2micro.image.tissue.CameraOffset.Unknown;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Looks for what the camera gives without light, in the pixels of an overview that lie outside the tissue — and finds
 * nothing where there are no such pixels.
 *
 * <p>Three things support an offset. <em>Clean zeros</em>: areas of exact zeros, as masked images and cameras with a
 * subtracted offset have them; the offset is 0. <em>A low mode</em>: the darkest peak among the means of small blocks
 * (half-sample mode, Bickel and Frühwirth 2006, doi:10.1016/j.csda.2005.07.011), if it is separate from all that is
 * brighter, flat (its width is that of the pixels' noise, or very small against the brightness of the rest), and made
 * of blocks that lie together. Tissue that fills the frame fails at one of these: its darkest peak is as wide as its
 * own texture. <em>An uneven ground</em>: the same once a surface of second degree is taken off, where that surface
 * differs by less over the ground than the tissue is brighter. Zeros in exact rectangles are missing tiles or bars, and
 * count only where there is no low mode beside them.
 */
final class OffsetSearch {

  /** Blocks along the longest side, about. */
  private static final int BLOCKS = 240;
  private static final int LEAST_BLOCKS = 100;
  /** Share of the frame that must be clean zeros, or part of the low mode. */
  private static final double LEAST_SHARE = 0.005;
  /** Zeros nearer than this to anything else are chance. */
  private static final int CLEAN_RADIUS = 2;
  /** A rectangle of zeros fills its bounding box to at least this. */
  private static final double RECTANGULAR = 0.97;
  /** Parts of the darkest blocks among which a peak is looked for, smallest first. */
  private static final double[] PARTS = {0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 0.75};
  /** A peak above this part of what was looked at is the end of the selection, no peak. */
  private static final double INNER = 0.8;
  /** Share of the blocks that a low mode must have, and the rest as well. */
  private static final double LEAST_MODE = 0.01;
  /** The same of a rest that is in one piece, which the bright parts of faint tissue are not: a small sample. */
  private static final double LEAST_SAMPLE = 0.001;
  /** Share of such a rest that its largest piece has. */
  private static final double IN_ONE_PIECE = 0.5;
  /** Blocks darker than the mode may be this part of it: dead pixels, dark edges. */
  private static final double DARKER = 0.3;
  /** Part of the typical brightness above the level that is little: the mode is looked at no finer. */
  private static final double LITTLE = 0.02;
  /**
   * Width of a flat mode in what white noise leaves of it: noise that is a little correlated passes, texture does not.
   */
  private static final double WHITE = 1.4;
  /**
   * Width of a flat mode (one sigma of the block means) beyond its noise, in typical brightness of the rest above it.
   */
  private static final double FLAT = 0.015;
  /** In a valley the density is at most this part of the peak's. */
  private static final double VALLEY = 0.35;
  /** Part of a mode's blocks whose neighbours belong to it, too. */
  private static final double TOGETHER = 0.5;
  /** Blocks along each side of a place that is compared with the mode. */
  private static final int PLACE = 8;
  /** The darkest of some hundred places lies so many sigma of its noise lower by chance. */
  private static final double HALO_SIGMAS = 4;
  /** A place with less of the background's noise than this is dead, not dark. */
  private static final double LEAST_NOISE = 0.5;
  /** Noise that whole numbers have at least. */
  private static final double QUANTISED = 0.29;
  private static final double BOUND = 0.005;
  private static final int SURFACE_ROUNDS = 8;
  /** An uneven ground differs by less than so much of what the rest lies above it. */
  private static final double MOST_UNEVEN = 1;
  /** Share of the blocks that an uneven ground must have: a surface follows a few blocks anywhere. */
  private static final double LEAST_GROUND = 0.05;

  private final FloatImage image;
  private final Tile inside;

  private OffsetSearch(FloatImage image, Tile inside) {
    this.image = image;
    this.inside = inside;
  }

  /**
   * @param overview of the padded canvas
   * @param frame the image's own pixels on it, full-resolution px
   */
  static CameraOffset in(Overview overview, Tile frame) {
    Tile inside = Section.frame(frame, overview.reduction()).intersect(overview.image().size().whole());
    return inside.isEmpty() ? new Unknown(0) : new OffsetSearch(overview.image(), inside).search();
  }

  private CameraOffset search() {
    Mask zeros = zeros();
    Mask clean = zeros.eroded(CLEAN_RADIUS);
    boolean anyClean = clean.count() >= LEAST_SHARE * inside.area();
    if (anyClean && !isRectangular(clean)) {
      return CameraOffset.ZERO;
    }
    Mask without = anyClean ? clean.dilated(2 * CLEAN_RADIUS) : new Mask(inside.width(), inside.height(),
        new boolean[inside.area()]);
    Blocks blocks = new Blocks(without);
    CameraOffset otherwise = anyClean ? CameraOffset.ZERO : new Unknown(blocks.bound());
    return blocks.lowMode().or(blocks::unevenGround).<CameraOffset>map(mode -> mode).orElse(otherwise);
  }

  /** Exact zeros inside the frame, on a grid of its own. */
  private Mask zeros() {
    boolean[] set = new boolean[inside.area()];
    float[] pixels = image.pixels();
    int at = 0;
    for (int y = inside.y(); y < inside.bottom(); y++) {
      int begin = y * image.width();
      for (int i = begin + inside.x(); i < begin + inside.right(); i++) {
        set[at++] = pixels[i] == 0;
      }
    }
    return new Mask(inside.width(), inside.height(), set);
  }

  /** Whether the largest piece fills its bounding box. */
  private static boolean isRectangular(Mask mask) {
    Mask largest = mask.piecesAtLeast(1);
    Tile box = largest.bounds();
    return !box.isEmpty() && largest.count() >= RECTANGULAR * box.width() * box.height();
  }

  /** Means of square blocks; NaN where a block was to be left out. */
  private final class Blocks {
    private final int side;
    private final int across;
    private final int down;
    private final float[] means;
    private final float[] sorted;
    /** The blocks in the order of {@code sorted}. */
    private final int[] order;
    /** Of the pixels in each block; NaN while nobody has asked. A surface under the blocks does not change them. */
    private final float[] deviations;

    Blocks(Mask without) {
      side = Math.max(2, Math.round((float) Math.max(inside.width(), inside.height()) / BLOCKS));
      across = inside.width() / side;
      down = inside.height() / side;
      means = new float[across * down];
      for (int row = 0; row < down; row++) {
        for (int column = 0; column < across; column++) {
          Tile block = new Tile(column * side, row * side, side, side);
          means[row * across + column] = without.anyIn(block) ? Float.NaN : mean(block);
        }
      }
      deviations = new float[means.length];
      Arrays.fill(deviations, Float.NaN);
      Ascending ascending = Ascending.of(means);
      sorted = ascending.values();
      order = ascending.places();
    }

    /** What a surface leaves of the others. */
    private Blocks(Blocks others, GroundSurface surface) {
      side = others.side;
      across = others.across;
      down = others.down;
      means = surface.takenOff(others.means);
      deviations = others.deviations;
      Ascending ascending = Ascending.of(means);
      sorted = ascending.values();
      order = ascending.places();
    }

    private float mean(Tile block) {
      double sum = 0;
      for (int y = block.y(); y < block.bottom(); y++) {
        for (int x = block.x(); x < block.right(); x++) {
          sum += image.at(inside.x() + x, inside.y() + y);
        }
      }
      return (float) (sum / block.area());
    }

    /** No offset can be above the darkest blocks. */
    double bound() {
      return sorted.length == 0 ? 0 : sorted[(int) (BOUND * (sorted.length - 1))];
    }

    /** The darkest peak that can be nothing but background. */
    private Optional<Known> lowMode() {
      if (sorted.length < LEAST_BLOCKS) {
        return Optional.empty();
      }
      for (double part : PARTS) {
        int upTo = (int) Math.ceil(part * sorted.length);
        double level = halfSampleMode(upTo);
        if (count(level) < INNER * upTo) {
          double centre = centred(level);
          if (isBackground(centre)) {
            double noise = pixelNoise(centre);
            return Optional.of(new Known(withoutHalo(centre, noise), noise, Origin.MEASURED));
          }
        }
      }
      return Optional.empty();
    }

    /**
     * A background that rises and falls gently over the frame. The surface begins under everything and is then laid
     * through what lies within its noise, as often as needed for both to agree.
     */
    private Optional<Known> unevenGround() {
      if (sorted.length < LEAST_BLOCKS) {
        return Optional.empty();
      }
      GroundSurface lowest = GroundSurface.under(means, across, down);
      boolean[] judged = new boolean[0];
      for (double part : PARTS) {
        GroundSurface surface = lowest;
        boolean[] ground = new boolean[0];
        for (int round = 0; round < SURFACE_ROUNDS; round++) {
          Blocks left = new Blocks(this, surface);
          double level = left.halfSampleMode((int) Math.ceil(part * sorted.length));
          boolean[] near = left.near(level, left.width(level, left.pixelNoise(level)));
          if (Arrays.equals(near, ground)) {
            break;
          }
          ground = near;
          surface = GroundSurface.through(means, ground, across, down);
        }
        if (!Arrays.equals(ground, judged)) {
          Optional<Known> found = new Blocks(this, surface).above(surface);
          if (found.isPresent()) {
            return found;
          }
        }
        judged = ground;
      }
      return Optional.empty();
    }

    /**
     * The low mode of what a surface leaves, with that surface under it; empty where the ground is too uneven, or even:
     * then the surface fits chance. What shows no noise was not seen by a camera.
     */
    private Optional<Known> above(GroundSurface surface) {
      Optional<Known> mode = lowMode();
      if (mode.isEmpty()) {
        return Optional.empty();
      }
      double level = mode.get().level();
      double reach = width(level, mode.get().noise());
      boolean[] ground = near(level, reach);
      float[] onGround = values(surface, i -> ground[i]);
      float[] onRest = values(surface, i -> !ground[i] && means[i] > level);
      int n = onGround.length;
      if (n < LEAST_GROUND * sorted.length || !(mode.get().noise() > 0)) {
        return Optional.empty();
      }
      double lowest = onGround[n / 100];
      double highest = onGround[n - 1 - n / 100];
      double range = highest - lowest;
      if (range <= 2 * reach || range > MOST_UNEVEN * (typicalAbove(level + 5 * reach) - level)) {
        return Optional.empty();
      }
      // where no ground is near the surface is a guess, which may not go far
      double beneath = Math.max(lowest - range / 2,
          Math.min(highest, onRest.length == 0 ? lowest : onRest[onRest.length / 2]));
      return Optional.of(new Known(level + beneath, mode.get().noise(), Origin.UNEVEN, highest - beneath));
    }

    /** A surface at some of the blocks, ascending. */
    private float[] values(GroundSurface surface, IntPredicate chosen) {
      float[] values = new float[means.length];
      int n = 0;
      for (int i = 0; i < means.length; i++) {
        if (chosen.test(i)) {
          values[n++] = (float) surface.at(i % across, i / across);
        }
      }
      Arrays.sort(values, 0, n);
      return Arrays.copyOf(values, n);
    }

    /** Which blocks lie within three widths of a level. */
    private boolean[] near(double level, double width) {
      boolean[] near = new boolean[means.length];
      for (int i = 0; i < means.length; i++) {
        near[i] = Math.abs(means[i] - level) <= 3 * width;
      }
      return near;
    }

    /** How many blocks are darker. */
    private int count(double level) {
      int at = Arrays.binarySearch(sorted, (float) level);
      return at < 0 ? -at - 1 : at;
    }

    /**
     * A peak among the darkest blocks alone lies too low: the middle of as much brighter as darker ones, but no farther
     * up than the pixels' noise explains, since what is brighter beyond that is light that strays from the tissue.
     */
    private double centred(double level) {
      double highest = level + 2 * Math.max(pixelNoise(level), QUANTISED) / side;
      double centre = level;
      for (int round = 0; round < 8; round++) {
        double reach = 3 * width(centre, pixelNoise(centre));
        int from = count(centre - reach);
        int to = count(centre + reach);
        double next = to > from ? Math.min(highest, sorted[(from + to) / 2]) : centre;
        if (next == centre) {
          break;
        }
        centre = next;
      }
      return centre;
    }

    /**
     * Light that strays from bright tissue falls off slowly, and over most of the background there may be more of it
     * than in the frame's darkest place. A camera gives no less anywhere: where a place is darker than the mode by more
     * than noise explains, and shows the noise of a background, it is nearer to the offset.
     */
    private double withoutHalo(double mode, double noise) {
      double unsure = HALO_SIGMAS * Math.max(noise, QUANTISED) / (PLACE * side);
      double darkest = mode;
      for (int row = 0; row + PLACE <= down; row += PLACE / 2) {
        for (int column = 0; column + PLACE <= across; column += PLACE / 2) {
          double level = place(row, column);
          if (level < darkest - unsure
              && deviation(new Tile(column * side, row * side, PLACE * side, PLACE * side)) >= LEAST_NOISE * noise) {
            darkest = level + unsure;
          }
        }
      }
      return darkest;
    }

    /** Median of a square of blocks, which a dead row does not move; NaN where one of them was to be left out. */
    private double place(int row, int column) {
      double[] inside = new double[PLACE * PLACE];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = means[(row + i / PLACE) * across + column + i % PLACE];
      }
      return Arrays.stream(inside).anyMatch(Double::isNaN) ? Double.NaN : Median.of(inside);
    }

    private double halfSampleMode(int upTo) {
      int from = 0;
      int to = upTo;
      while (to - from > 3) {
        int half = (to - from + 1) / 2;
        int best = from;
        for (int i = from; i + half <= to; i++) {
          if (sorted[i + half - 1] - sorted[i] < sorted[best + half - 1] - sorted[best]) {
            best = i;
          }
        }
        from = best;
        to = best + half;
      }
      return sorted[(from + to) / 2];
    }

    /**
     * One sigma of the block means about a level, from those below it; never less than what the pixels' noise leaves.
     */
    private double width(double level, double noise) {
      return Math.max(LogBrightness.noise(sorted, level), Math.max(noise, QUANTISED) / side);
    }

    private boolean isBackground(double level) {
      double noise = pixelNoise(level);
      double sigma = width(level, noise);
      double typical = typicalAbove(level + 5 * sigma);
      double reach = Math.max(sigma, LITTLE * (typical - level));
      int core = count(level + reach) - count(level - reach);
      int mode = count(level + 3 * reach) - count(level - 3 * reach);
      int below = count(level - 3 * sigma);
      int valley = count(level + 6 * reach) - count(level + 4 * reach);
      int rest = sorted.length - count(level + 5 * reach);
      boolean large = mode >= LEAST_MODE * sorted.length && (rest >= LEAST_MODE * sorted.length
          || rest >= LEAST_SAMPLE * sorted.length && isInOnePiece(level + 5 * reach));
      boolean separate = valley <= VALLEY * core && below <= DARKER * mode;
      double flat = Math.hypot(WHITE * noise / side, FLAT * (typical - level));
      return large && separate && sigma <= flat && together(level, reach) >= TOGETHER;
    }

    /** Whether most of the blocks brighter than a limit hang together. */
    private boolean isInOnePiece(double limit) {
      boolean[] bright = new boolean[means.length];
      for (int i = 0; i < means.length; i++) {
        bright[i] = means[i] >= limit;
      }
      Mask mask = new Mask(across, down, bright);
      return mask.piecesAtLeast(1).count() >= IN_ONE_PIECE * mask.count();
    }

    /** Median of the blocks brighter than a limit. */
    private double typicalAbove(double limit) {
      int rest = sorted.length - count(limit);
      return rest == 0 ? limit : sorted[sorted.length - rest + rest / 2];
    }

    /**
     * Median of the deviations inside the blocks whose mean is nearest to a level: the camera's noise, if it is
     * background.
     */
    private double pixelNoise(double level) {
      int at = count(level);
      int first = Math.max(0, at - sorted.length / 50);
      while (first > 0 && sorted[first - 1] == sorted[first]) {
        first--;
      }
      int last = Math.min(sorted.length - 1, at + sorted.length / 50);
      while (last + 1 < sorted.length && sorted[last + 1] == sorted[last]) {
        last++;
      }
      float[] nearest = new float[last - first + 1];
      for (int i = 0; i < nearest.length; i++) {
        nearest[i] = deviation(order[first + i]);
      }
      return Median.ofFirst(nearest, nearest.length);
    }

    private float deviation(int block) {
      if (Float.isNaN(deviations[block])) {
        deviations[block] = deviation(new Tile(block % across * side, block / across * side, side, side));
      }
      return deviations[block];
    }

    private float deviation(Tile block) {
      double mean = mean(block);
      double squares = 0;
      for (int y = block.y(); y < block.bottom(); y++) {
        for (int x = block.x(); x < block.right(); x++) {
          double d = image.at(inside.x() + x, inside.y() + y) - mean;
          squares += d * d;
        }
      }
      return (float) Math.sqrt(squares / (block.area() - 1));
    }

    /** Part of the mode's blocks of whose neighbours most belong to it. */
    private double together(double level, double reach) {
      boolean[] member = new boolean[means.length];
      for (int i = 0; i < means.length; i++) {
        member[i] = Math.abs(means[i] - level) <= 3 * reach;
      }
      int all = 0;
      int close = 0;
      for (int row = 1; row + 1 < down; row++) {
        for (int column = 1; column + 1 < across; column++) {
          int i = row * across + column;
          if (member[i]) {
            int around = 0;
            for (int step : new int[] {-across - 1, -across, -across + 1, -1, 1, across - 1, across, across + 1}) {
              around += member[i + step] ? 1 : 0;
            }
            all++;
            close += around >= 6 ? 1 : 0;
          }
        }
      }
      return all == 0 ? 0 : (double) close / all;
    }
  }
}
