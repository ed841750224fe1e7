package io.github.exo2micro.registration.local;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.PlaceLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the pixels themselves say about how far a field is off: one step of Lucas and Kanade (1981) in blocks too small
 * to be measured on their own, each with its own 2 × 2 information. Fitted together they tell more than patches do:
 * none of the tissue is left out, a bend within a patch is seen, and a thin rim of tissue counts for what it shows.
 *
 * <p>Brightness is matched, and noise measured, over a cell of several blocks. Pixels that only one image explains get
 * no weight (Tukey's biweight), cells that do not look alike or contradict the field give nothing. Deterministic for
 * any number of threads.
 *
 * @param post padded post
 * @param pre as the field shows it, as large as post
 * @param field what is asked about
 * @param preFrame where pre is an image and no padding, pre px
 * @param heldOut no pixel that these patches see is used
 * @param loop runs the cells
 */
record PixelBlocks(Plane post, Plane pre, DisplacementField field, Tile preFrame, List<Tile> heldOut,
    ParallelLoop loop) {

  /** Side of a block, px. */
  static final int BLOCK = 16;
  /** Side of a cell, px. */
  static final int CELL = 64;

  private static final double BLUR = 1;
  /** What blur and gradients need around a cell, px. */
  private static final int MARGIN = 5;
  /** Pixels of noise that the blur has made alike. */
  private static final double ALIKE = 4 * Math.PI * BLUR * BLUR;
  private static final double TUKEY = 4.7;
  private static final double LEAST_NCC = 0.25;
  /** The pixels that a bicubic value is made of, px. */
  private static final int SPARE = 3;
  /** Noise is measured apart in so many classes of brightness: a bright nucleus has more of it. */
  private static final int CLASSES = 4;
  private static final int SAMPLE = 5;
  /** Columns of what is read around a cell. */
  private static final int WIDE = CELL + 2 * MARGIN;
  /** Every third pixel tells the brightness: the blur has made neighbours alike. */
  private static final int FIT_STEP = 3;
  /** Pixels below which a cell tells nothing. */
  private static final int FEWEST = 300;
  /** All pixels of a cell in what is read around it. */
  private static final int[] WHOLE = IntStream.range(0, CELL * CELL).map(k -> at(k % CELL, k / CELL)).toArray();
  /** Cells that want to go farther than this many typical steps, and at least so far, are of something else. */
  private static final double OUTLIER = 4.7;
  private static final double ALWAYS_IN_PX = 1;

  /**
   * What one block says: the log-likelihood of a further displacement u is g · u − u · M u / 2.
   *
   * @param x column of its centre, post px
   * @param y its row
   * @param xx of M, px⁻²
   * @param xy of M
   * @param yy of M
   * @param gx of g, px⁻¹
   * @param gy of g
   */
  record Block(double x, double y, double xx, double xy, double yy, double gx, double gy) {

    /** What both say; at the place of the first. */
    Block plus(Block o) {
      return new Block(x, y, xx + o.xx, xy + o.xy, yy + o.yy, gx + o.gx, gy + o.gy);
    }

    /** The same step, known so many times worse. */
    Block weaker(double times) {
      return new Block(x, y, xx / times, xy / times, yy / times, gx / times, gy / times);
    }

    /** The square of the step that it wants, in its own variances. */
    double significance() {
      return (yy * gx * gx - 2 * xy * gx * gy + xx * gy * gy) / (xx * yy - xy * xy);
    }

    /** The same seen from a displacement that is ({@code ux}, {@code uy}) px farther. */
    Block from(double ux, double uy) {
      return new Block(x, y, xx, xy, yy, gx - xx * ux - xy * uy, gy - xy * ux - yy * uy);
    }

    /** Of that step along an axis, the mean of both, px². */
    double variance() {
      return (xx + yy) / (2 * (xx * yy - xy * xy));
    }

    /** Length of that step, px. */
    double step() {
      return Math.hypot(yy * gx - xy * gy, xx * gy - xy * gx) / (xx * yy - xy * xy);
    }
  }

  /**
   * What one cell says.
   *
   * @param square the cell, post px
   * @param blocks all of it; none where it cannot be trusted
   */
  record Cell(Tile square, List<Block> blocks) {

    /** Length of the step that the blocks want together, px. */
    private double step() {
      return blocks.stream().reduce(Block::plus).map(Block::step).orElse(0.0);
    }
  }

  /**
   * Asks the cells.
   *
   * @param squares the cells, {@link #CELL} px wide and high
   * @return one for each square, in their order
   */
  List<Cell> ask(List<Tile> squares, Progress progress) throws IOException {
    Cell[] cells = new Cell[squares.size()];
    new PlaceLoop(post, pre, 0, loop).run(squares.stream().map(s -> s.grown(MARGIN)).toList(),
        (i, postThere, preThere) -> cells[i] = cell(squares.get(i), postThere, preThere), progress);
    double[] steps = Arrays.stream(cells).filter(c -> !c.blocks().isEmpty()).mapToDouble(Cell::step).toArray();
    double limit = Math.max(ALWAYS_IN_PX, OUTLIER * Median.deviation(steps));
    return Arrays.stream(cells).map(c -> c.step() <= limit ? c : new Cell(c.square(), List.of())).toList();
  }

  private Cell cell(Tile tile, Plane postThere, Plane preThere) throws IOException {
    Tile wide = tile.grown(MARGIN);
    float[] p = blurred(postThere, wide);
    float[] q = blurred(preThere, wide);
    int[] visible = visible(tile);
    Brightness brightness = Brightness.of(p, q, visible);
    if (brightness.ncc() < LEAST_NCC) {
      return new Cell(tile, List.of());
    }
    Gradients gradients = new Gradients(tile, p, q, brightness, weights(p, q, brightness, visible));
    List<Block> blocks = new ArrayList<>();
    for (int y = 0; y < CELL; y += BLOCK) {
      for (int x = 0; x < CELL; x += BLOCK) {
        Tile seen = new Tile(tile.x() + x, tile.y() + y, BLOCK, BLOCK).grown(MARGIN);
        if (isInside(seen)) {
          add(gradients, x, y, beside(seen), blocks);
        }
      }
    }
    return new Cell(tile, blocks);
  }

  /** Where a cell's pixels are in what is read around it, but for those whose surroundings show what is held out. */
  private int[] visible(Tile tile) {
    List<Tile> near = new ArrayList<>();
    for (Tile h : heldOut) {
      if (!h.grown(MARGIN).intersect(tile).isEmpty()) {
        near.add(h.grown(MARGIN).intersect(tile));
      }
    }
    if (near.isEmpty()) {
      return WHOLE;
    }
    boolean[] hidden = new boolean[CELL * CELL];
    for (Tile part : near) {
      for (int y = part.y(); y < part.bottom(); y++) {
        int from = (y - tile.y()) * CELL + part.x() - tile.x();
        Arrays.fill(hidden, from, from + part.width(), true);
      }
    }
    int[] visible = new int[CELL * CELL];
    int n = 0;
    for (int k = 0; k < hidden.length; k++) {
      if (!hidden[k]) {
        visible[n++] = WHOLE[k];
      }
    }
    return Arrays.copyOf(visible, n);
  }

  private static int at(int x, int y) {
    return (MARGIN + y) * WIDE + MARGIN + x;
  }

  /** A block, or its part in each tile of the mosaics. */
  private void add(Gradients gradients, int x, int y, List<double[]> jumps, List<Block> into) {
    if (jumps.size() == 1) {
      gradients.block(x, y, Optional.empty()).ifPresent(into::add);
    } else {
      jumps.forEach(j -> gradients.block(x, y, Optional.of((u, v) -> isOf(j, u, v))).ifPresent(into::add));
    }
  }

  /** Whether pre shows all that a block sees. */
  private boolean isInside(Tile seen) {
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? seen.x() - SPARE : seen.right() - 1 + SPARE;
      double y = (corner & 2) == 0 ? seen.y() - SPARE : seen.bottom() - 1 + SPARE;
      if (!preFrame.contains(new Tile((int) Math.floor(field.preX(x, y)), (int) Math.floor(field.preY(x, y)), 1, 1))) {
        return false;
      }
    }
    return true;
  }

  /** The jumps of the tiles at the corners. */
  private List<double[]> beside(Tile seen) {
    List<double[]> jumps = new ArrayList<>();
    for (int corner = 0; corner < 4; corner++) {
      double[] jump = field.jump((corner & 1) == 0 ? seen.x() : seen.right() - 1,
          (corner & 2) == 0 ? seen.y() : seen.bottom() - 1);
      if (jumps.stream().noneMatch(j -> Arrays.equals(j, jump))) {
        jumps.add(jump);
      }
    }
    return jumps;
  }

  /** Whether all that a pixel's gradient sees belongs to the tile of a jump. */
  private boolean isOf(double[] jump, int x, int y) {
    return Arrays.equals(jump, field.jump(x - MARGIN, y - MARGIN))
        && Arrays.equals(jump, field.jump(x + MARGIN, y - MARGIN))
        && Arrays.equals(jump, field.jump(x - MARGIN, y + MARGIN))
        && Arrays.equals(jump, field.jump(x + MARGIN, y + MARGIN));
  }

  private static float[] blurred(Plane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.readClipped(tile, pixels);
    return GaussianBlur.blur(pixels, tile.width(), tile.height(), BLUR);
  }

  /** {@code p ≈ gain · q + offset} over a cell, without outliers, and how alike they are. */
  private record Brightness(double gain, double offset, double ncc) {

    static final int ROUNDS = 3;

    static Brightness of(float[] p, float[] q, int[] visible) {
      Brightness b = new Brightness(0, 0, -1);
      double limit = Double.POSITIVE_INFINITY;
      for (int round = 0; round < ROUNDS && visible.length >= FEWEST; round++) {
        b = fit(p, q, visible, b, limit);
        if (!(b.ncc > 0)) {
          return b;
        }
        limit = TUKEY * spread(p, q, visible, b);
      }
      return b;
    }

    private static Brightness fit(float[] p, float[] q, int[] visible, Brightness known, double limit) {
      double n = 0;
      double sp = 0;
      double sq = 0;
      double spp = 0;
      double sqq = 0;
      double spq = 0;
      for (int k = 0; k < visible.length; k += FIT_STEP) {
        double a = p[visible[k]];
        double b = q[visible[k]];
        if (limit == Double.POSITIVE_INFINITY || Math.abs(a - known.gain * b - known.offset) < limit) {
          n++;
          sp += a;
          sq += b;
          spp += a * a;
          sqq += b * b;
          spq += a * b;
        }
      }
      double vp = spp - sp * sp / n;
      double vq = sqq - sq * sq / n;
      double both = spq - sp * sq / n;
      if (!(vp > 0 && vq > 0 && both > 0)) {
        return new Brightness(0, 0, -1);
      }
      double gain = both / vq;
      return new Brightness(gain, (sp - gain * sq) / n, both / Math.sqrt(vp * vq));
    }

    private static double spread(float[] p, float[] q, int[] visible, Brightness b) {
      float[] sizes = new float[(visible.length + SAMPLE - 1) / SAMPLE];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.abs(b.rest(p, q, visible[i * SAMPLE]));
      }
      return Math.max(1e-6, 1.4826 * Median.ofFirst(sizes, sizes.length));
    }

    /** What it leaves of a pixel. */
    float rest(float[] p, float[] q, int at) {
      return p[at] - (float) gain * q[at] - (float) offset;
    }
  }

  /** Tukey's weight of each pixel over its noise's variance; 0 for those that are not visible. */
  private static float[] weights(float[] p, float[] q, Brightness brightness, int[] visible) {
    float[] borders = borders(q, visible);
    // A third of them tells a class's noise to a few percent.
    float[][] sizes = new float[CLASSES][visible.length / FIT_STEP + 1];
    int[] counts = new int[CLASSES];
    for (int i = 0; i < visible.length; i += FIT_STEP) {
      int k = visible[i];
      int c = level(q[k], borders);
      sizes[c][counts[c]++] = Math.abs(brightness.rest(p, q, k));
    }
    float[] least = new float[CLASSES];
    float[] limit = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      float sigma = counts[c] == 0 ? 1 : Math.max(1e-6f, 1.4826f * Median.ofFirst(sizes[c], counts[c]));
      least[c] = 1 / (sigma * sigma);
      limit[c] = 1 / (float) (TUKEY * sigma);
    }
    float[] weights = new float[p.length];
    for (int k : visible) {
      int c = level(q[k], borders);
      float t = brightness.rest(p, q, k) * limit[c];
      float u = 1 - t * t;
      weights[k] = u > 0 ? u * u * least[c] : 0;
    }
    return weights;
  }

  /** The levels between classes of brightness. */
  private static float[] borders(float[] q, int[] visible) {
    float[] levels = new float[(visible.length + SAMPLE - 1) / SAMPLE];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = q[visible[i * SAMPLE]];
    }
    Arrays.sort(levels);
    float[] borders = new float[CLASSES - 1];
    for (int c = 1; c < CLASSES; c++) {
      borders[c - 1] = levels[c * levels.length / CLASSES];
    }
    return borders;
  }

  private static int level(float value, float[] borders) {
    int c = 0;
    while (c < borders.length && value >= borders[c]) {
      c++;
    }
    return c;
  }

  /** Which pixels count, post px. */
  private interface Wanted {
    boolean test(int x, int y);
  }

  /** Sums over the pixels of a cell. */
  private record Gradients(Tile cell, float[] p, float[] q, Brightness brightness, float[] weights) {

    /**
     * What the pixels of a block say; nothing where they show no texture that both images have.
     *
     * @param wanted empty: all of them
     */
    Optional<Block> block(int left, int top, Optional<Wanted> wanted) {
      float gain = (float) brightness.gain();
      float offset = (float) brightness.offset();
      float half = 0.5f * gain;
      boolean some = wanted.isPresent();
      double xx = 0;
      double xy = 0;
      double yy = 0;
      double gx = 0;
      double gy = 0;
      double sx = 0;
      double sy = 0;
      int n = 0;
      for (int y = top; y < top + BLOCK; y++) {
        for (int x = left; x < left + BLOCK; x++) {
          int k = at(x, y);
          float w = weights[k];
          if (w == 0 || some && !wanted.get().test(cell.x() + x, cell.y() + y)) {
            continue;
          }
          float r = p[k] - gain * q[k] - offset;
          float px = 0.5f * (p[k + 1] - p[k - 1]);
          float py = 0.5f * (p[k + WIDE] - p[k - WIDE]);
          float qx = half * (q[k + 1] - q[k - 1]);
          float qy = half * (q[k + WIDE] - q[k - WIDE]);
          // Products of both images: the noise of one alone would pass for texture.
          xx += w * px * qx;
          xy += w * 0.5f * (px * qy + py * qx);
          yy += w * py * qy;
          gx += w * r * 0.5f * (px + qx);
          gy += w * r * 0.5f * (py + qy);
          sx += x;
          sy += y;
          n++;
        }
      }
      return n > 0 && xx > 0 && yy > 0 && xx * yy > xy * xy
          ? Optional.of(new Block(cell.x() + sx / n, cell.y() + sy / n, xx / ALIKE, xy / ALIKE, yy / ALIKE, gx / ALIKE,
              gy / ALIKE))
          : Optional.empty();
    }
  }
}
