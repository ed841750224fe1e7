package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;
import io.github.exo2micro.subtraction.field.RegionCounts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts log10(post / aligned pre) while the tiles pass by, of pixels and of {@linkplain BlockRatios blocks}: input 0
 * of the sweep is post, input 1 the aligned pre.
 *
 * <p>A pixel counts when both are signal ({@link SignalRange}); offsets are subtracted first. Values that lie on the
 * grid of whole steps are shifted by a random part of ± half a step, drawn from the pixel's coordinates alone: that
 * restores the values that the camera rounded, so that whole-number data do not pile up at 1 and other ratios of small
 * numbers. (The original left out the bins near 1 instead, and was wrong near 1 for it.) Values under two steps are
 * left alone.
 *
 * <p>The result does not depend on the order of the tiles nor on the number of threads. It takes about 10 MB per
 * thread.
 */
public final class RatioHistogram implements TileObserver {

  private static final int LARGEST_BLOCK = 512;

  private final SignalRange post;
  private final SignalRange pre;
  private final Optional<RegionCounts> regions;
  private final ConcurrentLinkedQueue<Counter> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param post what counts as signal in post
   * @param pre the same for pre
   */
  public RatioHistogram(SignalRange post, SignalRange pre) {
    this(post, pre, Optional.empty());
  }

  /** @param regions count the same pixels, each region for itself */
  public RatioHistogram(SignalRange post, SignalRange pre, Optional<RegionCounts> regions) {
    this.post = post;
    this.pre = pre;
    this.regions = regions;
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    Counter own = idle.poll();
    if (own == null) {
      own = new Counter(empty(), blocks(), new Side(post), new Side(pre),
          regions.map(RegionCounts::counter));
    }
    own.blocks.forEach(b -> b.accept(tile, inputs[0], inputs[1]));
    for (int row = 0; row < tile.height(); row++) {
      own.row(tile, row, inputs[0], inputs[1]);
    }
    own.regions.ifPresent(RegionCounts.Counter::flush);
    idle.add(own);
  }

  /** Blocks are as large as the regions, so that also a small image has many. */
  private int block() {
    return regions.map(RegionCounts::side).orElse(LARGEST_BLOCK);
  }

  private List<BlockRatios> blocks() {
    return PairRatios.SIDES.stream().map(side -> new BlockRatios(post, pre, side, empty())).toList();
  }

  private RatioCounts empty() {
    return new RatioCounts(block(), new WholeRatios(post, pre));
  }

  /** What was counted in all; to be asked when the sweep is over. */
  public PairRatios ratios() {
    List<RatioCounts> blocks = PairRatios.SIDES.stream().map(side -> empty()).toList();
    idle.forEach(counter -> {
      for (int i = 0; i < blocks.size(); i++) {
        blocks.get(i).add(counter.blocks.get(i).counts());
      }
    });
    return new PairRatios(counts(), blocks);
  }

  /** What was counted of pixels. */
  RatioCounts counts() {
    RatioCounts sum = empty();
    idle.forEach(counter -> sum.add(counter.counts));
    return sum;
  }

  /** What one thread counts. A row goes through several short loops: one long loop is optimised well by luck alone. */
  private static final class Counter {
    private final RatioCounts counts;
    private final List<BlockRatios> blocks;
    private final Side post;
    private final Side pre;
    private final Optional<RegionCounts.Counter> regions;
    private float[] posts = new float[0];
    private float[] pres = new float[0];
    private int[] columns = new int[0];
    private int signal;
    private int saturated;

    Counter(RatioCounts counts, List<BlockRatios> blocks, Side post, Side pre, Optional<RegionCounts.Counter> regions) {
      this.counts = counts;
      this.blocks = blocks;
      this.post = post;
      this.pre = pre;
      this.regions = regions;
    }

    void row(Tile tile, int row, float[] postPixels, float[] prePixels) {
      if (columns.length < tile.width()) {
        posts = new float[tile.width()];
        pres = new float[tile.width()];
        columns = new int[tile.width()];
      }
      pick(postPixels, prePixels, row * tile.width(), tile.x(), tile.width());
      int equal = equal(posts, pres, signal);
      int y = tile.y() + row;
      post.restore(posts, columns, signal, y, 0);
      pre.restore(pres, columns, signal, y, 16);
      FastLog.log10(posts, signal);
      FastLog.log10(pres, signal);
      counts.add(posts, pres, columns, signal, y);
      if (regions.isPresent()) {
        regions.get().add(posts, pres, columns, signal, y);
      }
      counts.addPixels(signal, equal, saturated);
    }

    /** Puts the pixels that count side by side. */
    private void pick(float[] postPixels, float[] prePixels, int first, int left, int width) {
      float postFloor = post.floor;
      float preFloor = pre.floor;
      float postCeiling = post.ceiling;
      float preCeiling = pre.ceiling;
      float postHole = post.hole;
      float preHole = pre.hole;
      // Local names here and below: the quick compiler asks for a field again at every pixel.
      float[] posts = this.posts;
      float[] pres = this.pres;
      int[] columns = this.columns;
      int n = 0;
      int bright = 0;
      for (int i = 0; i < width; i++) {
        float p = postPixels[first + i];
        float q = prePixels[first + i];
        if (p > postFloor && q > preFloor && p != postHole && q != preHole) {
          if (p < postCeiling && q < preCeiling) {
            posts[n] = p;
            pres[n] = q;
            columns[n] = left + i;
            n++;
          } else {
            bright++;
          }
        }
      }
      signal = n;
      saturated = bright;
    }

    private static int equal(float[] a, float[] b, int count) {
      int equal = 0;
      for (int i = 0; i < count; i++) {
        equal += a[i] == b[i] ? 1 : 0;
      }
      return equal;
    }
  }

  /** Mixes coordinates into 32 bits (the finaliser of MurmurHash3, by A. Appleby, public domain). */
  private static int hash(int x, int row) {
    int h = x * 0x9E3779B1 ^ row;
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }

  /** What a row has in common. */
  private static int row(int y) {
    return Integer.rotateLeft(y * 0x85EBCA77, 15);
  }

  /** One image's limits as floats. */
  private static final class Side {
    private static final float WHOLE = 1 << 23;
    private static final int ONE = Float.floatToIntBits(1f);
    private final float offset;
    private final float floor;
    private final float ceiling;
    /**
     * Padding is 0 exactly, which is bright where the camera's offset lies below; not a number where it cannot pass.
     */
    private final float hole;
    private final float step;
    private final float least;

    Side(SignalRange range) {
      offset = (float) range.offset();
      floor = (float) (range.offset() + range.margin());
      hole = floor < 0 ? 0 : Float.NaN;
      step = (float) range.step();
      least = 1e-3f * Math.max(step, 1e-3f);
      // Bilinear values between a saturated pixel and one just under it are saturated too.
      ceiling = (float) (range.maximum() - (Double.isFinite(range.maximum()) ? range.step() / 2 : 0));
    }

    /**
     * Subtracts the offset and restores what the camera rounded.
     *
     * @param shift which 16 bits of the pixel's random number to take
     */
    void restore(float[] values, int[] columns, int count, int y, int shift) {
      float offset = this.offset;
      float step = this.step;
      float least = this.least;
      float smallest = step > 0 ? 2 * step : Float.POSITIVE_INFINITY;
      boolean whole = step == 1;
      int row = row(y);
      for (int i = 0; i < count; i++) {
        float value = values[i];
        float v = value - offset;
        if (value >= smallest) {
          float steps = whole ? value : value / step;
          // Adding 2²³ leaves no room for a fraction: this rounds, and quicker than a conversion to a whole number
          // does.
          if (steps + WHOLE - WHOLE == steps) {
            int random = hash(columns[i], row) >>> shift & 0xffff;
            v += (Float.intBitsToFloat(ONE | random << 7) - 1.5f) * step;
          }
        }
        values[i] = v > least ? v : least;
      }
    }
  }
}
