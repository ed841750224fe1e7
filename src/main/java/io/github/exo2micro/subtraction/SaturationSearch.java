package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Looks for a pile of pixels at the top value of an image of whole numbers while it passes by: where the camera
 * saturates.
 *
 * <p>Brightnesses run out smoothly, so a top value with ten times as many pixels as any value just under it was cut
 * there. A top with hardly anything just under it is no cut: it may be a drawing or a mask. Counts only the values next
 * to the top seen so far; thread-safe and independent of the order of tiles. 8 KB per thread.
 */
public final class SaturationSearch implements TileObserver {

  /** Values counted under the top, a power of two: 64 steps of 12 bits stored in the upper part of 16. */
  private static final int WINDOW = 1024;
  /** Under an eighth less than the top there are other things than the top's own tail. */
  private static final int PART = 8;
  /** Fainter tops are not looked at: an empty image has one, too. */
  private static final int LEAST = 64;
  private static final long FEWEST_PIXELS = 100;
  private static final int FEWEST_VALUES = 5;
  private static final int TIMES = 10;
  /** Of the pile, so many pixels have to lie in the eighth under it; in a window that is narrower, its part of them. */
  private static final double NEAR = 0.05;

  private final int input;
  private final Queue<Top> idle = new ConcurrentLinkedQueue<>();

  /** @param input which of the sweep's inputs; whole numbers of 16 bits at most */
  public SaturationSearch(int input) {
    this.input = input;
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    Top own = idle.poll();
    if (own == null) {
      own = new Top();
    }
    own.count(inputs[input], tile.area());
    idle.add(own);
  }

  /** What was found; to be asked when the sweep is over. */
  public Optional<Saturation> found() {
    Top sum = new Top();
    idle.forEach(sum::add);
    return sum.pile();
  }

  /** How many pixels have the values next to the brightest; a value's place is its remainder by the window. */
  private static final class Top {
    private final long[] pixels = new long[WINDOW];
    private int top = LEAST;
    private int lowest = LEAST;

    void count(float[] values, int length) {
      float least = lowest; // as a float: one more of the loop's conversions takes longer than its comparison
      for (int i = 0; i < length; i++) {
        if (values[i] >= least) {
          int value = (int) values[i];
          if (value > top) {
            raise(value);
            least = lowest;
          }
          if (value >= lowest) {
            pixels[value & WINDOW - 1]++;
          }
        }
      }
    }

    private void raise(int value) {
      if (value > top) {
        for (int v = Math.max(top + 1, value - WINDOW + 1); v <= value; v++) {
          pixels[v & WINDOW - 1] = 0;
        }
        top = value;
        lowest = Math.max(LEAST, top - Math.min(WINDOW - 1, top / PART));
      }
    }

    void add(Top other) {
      raise(other.top);
      for (int v = Math.max(lowest, other.lowest); v <= other.top; v++) {
        pixels[v & WINDOW - 1] += other.pixels[v & WINDOW - 1];
      }
    }

    Optional<Saturation> pile() {
      long pile = pixels[top & WINDOW - 1];
      long most = 0;
      long near = 0;
      int values = 0;
      for (int v = lowest; v < top; v++) {
        long count = pixels[v & WINDOW - 1];
        most = Math.max(most, count);
        near += count;
        values += count > 0 ? 1 : 0;
      }
      double share = NEAR * (top - lowest) / (top / PART);
      boolean found = top > LEAST && pile >= FEWEST_PIXELS && pile >= TIMES * most && near >= share * pile
          && values >= FEWEST_VALUES;
      return found ? Optional.of(new Saturation(top, pile)) : Optional.empty();
    }
  }
}
