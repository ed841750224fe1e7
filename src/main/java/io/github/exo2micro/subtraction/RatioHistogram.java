package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts log10(post / aligned pre) while the tiles pass by: input 0 of the sweep is post, input 1 the aligned pre.
 *
 * <p>A pixel counts when both are signal ({@link SignalRange}); offsets are subtracted first. Values that lie on the grid of
 * whole steps are shifted by a random part of ± half a step, drawn from the pixel's coordinates alone: that restores
 * the values that the camera rounded, so that whole-number data do not pile up at 1 and other ratios of small numbers.
 * (The original left out the bins near 1 instead, and was wrong near 1 for it.) Values under two steps are left alone.
 *
 * <p>The result does not depend on the order of the tiles nor on the number of threads. It takes about 6 MB per thread.
 */
public final class RatioHistogram implements TileObserver {

  private final SignalRange post;
  private final SignalRange pre;
  private final ConcurrentLinkedQueue<RatioCounts> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param post what counts as signal in post
   * @param pre the same for pre
   */
  public RatioHistogram(SignalRange post, SignalRange pre) {
    this.post = post;
    this.pre = pre;
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    RatioCounts own = idle.poll();
    if (own == null) {
      own = new RatioCounts();
    }
    Side a = new Side(post);
    Side b = new Side(pre);
    for (int row = 0; row < tile.height(); row++) {
      row(tile, row, inputs[0], inputs[1], a, b, own);
    }
    idle.add(own);
  }

  private static void row(Tile tile, int row, float[] postPixels, float[] prePixels, Side a, Side b, RatioCounts counts) {
    int y = tile.y() + row;
    int i = row * tile.width();
    for (int x = tile.x(); x < tile.right(); x++, i++) {
      float p = postPixels[i];
      float q = prePixels[i];
      if (p > a.floor && q > b.floor) {
        if (p < a.ceiling && q < b.ceiling) {
          int random = hash(x, y);
          float p1 = a.signal(p, random & 0xffff);
          float q1 = b.signal(q, random >>> 16);
          counts.add(FastLog.log10(p1), FastLog.log10(q1), p == q, x, y);
        } else {
          counts.addSaturated();
        }
      }
    }
  }

  /** What was counted in all; to be asked when the sweep is over. */
  public RatioCounts counts() {
    RatioCounts sum = new RatioCounts();
    idle.forEach(sum::add);
    return sum;
  }

  /** Mixes coordinates into 32 bits (the finaliser of MurmurHash3, by A. Appleby, public domain). */
  private static int hash(int x, int y) {
    int h = x * 0x9E3779B1 ^ Integer.rotateLeft(y * 0x85EBCA77, 15);
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }

  /** One image's limits as floats. */
  private static final class Side {
    private static final float WHOLE = 1 << 23;
    private static final int ONE = Float.floatToIntBits(1f);
    private final float offset;
    private final float floor;
    private final float ceiling;
    private final float step;
    private final float least;

    Side(SignalRange range) {
      offset = (float) range.offset();
      floor = (float) (range.offset() + range.margin());
      step = (float) range.step();
      least = 1e-3f * Math.max(step, 1e-3f);
      // Bilinear values between a saturated pixel and one just under it are saturated too.
      ceiling = (float) (range.maximum() - (Double.isFinite(range.maximum()) ? range.step() / 2 : 0));
    }

    /** @param random 16 bits */
    float signal(float value, int random) {
      float v = value - offset;
      if (step > 0 && value >= 2 * step) {
        float steps = value / step;
        // Adding 2²³ leaves no room for a fraction: this rounds, and quicker than a conversion to a whole number does.
        if (steps + WHOLE - WHOLE == steps) {
          v += (Float.intBitsToFloat(ONE | random << 7) - 1.5f) * step;
        }
      }
      return Math.max(v, least);
    }
  }
}
