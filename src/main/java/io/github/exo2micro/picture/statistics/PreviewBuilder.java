package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Makes the {@link Preview} of post and aligned pre while their tiles pass by. The preview of any difference follows
 * from these two, because averaging is linear.
 *
 * <p>Thread-safe and independent of the order of tiles: sums are added as whole numbers of 2⁻²⁰ grey levels. Holds 20
 * bytes per preview pixel: 45 MB at most for a square canvas of the default size.
 */
public final class PreviewBuilder implements TileObserver {

  /** The longest side of a preview, in px, unless another is asked for. */
  public static final int LONGEST_SIDE = 1500;

  private static final double UNIT = 1 << 20;

  private final ImageSize size;
  private final int postInput;
  private final int preInput;
  private final SignalFloor floor;
  private final int reduction;
  private final int columns;
  private final int rows;
  private final AtomicLongArray post;
  private final AtomicLongArray pre;
  private final AtomicIntegerArray sample;

  /**
   * @param size of the padded frame
   * @param postInput which of the sweep's inputs is post
   * @param preInput which is the aligned pre
   * @param floor what counts as sample
   */
  public PreviewBuilder(ImageSize size, int postInput, int preInput, SignalFloor floor) {
    this(size, postInput, preInput, floor, LONGEST_SIDE);
  }

  /** @param longestSide of the preview at most, in px, at least 1 */
  PreviewBuilder(ImageSize size, int postInput, int preInput, SignalFloor floor, int longestSide) {
    this.size = size;
    this.postInput = postInput;
    this.preInput = preInput;
    this.floor = floor;
    this.reduction = (size.longestSide() + longestSide - 1) / longestSide;
    this.columns = (size.width() + reduction - 1) / reduction;
    this.rows = (size.height() + reduction - 1) / reduction;
    this.post = new AtomicLongArray(columns * rows);
    this.pre = new AtomicLongArray(columns * rows);
    this.sample = new AtomicIntegerArray(columns * rows);
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    Line line = new Line(tile);
    for (int y = tile.y(); y < tile.bottom(); y++) {
      line.add(inputs[postInput], inputs[preInput], (y - tile.y()) * tile.width());
      if ((y + 1) % reduction == 0 || y + 1 == tile.bottom()) {
        line.flush(y / reduction);
      }
    }
  }

  /** The sums of a tile along one row of preview pixels. */
  private final class Line {
    private final int firstColumn;
    private final int left;
    private final int right;
    private final double[] postSums;
    private final double[] preSums;
    private final int[] samples;

    Line(Tile tile) {
      left = tile.x();
      right = tile.right();
      firstColumn = left / reduction;
      int cells = (right - 1) / reduction - firstColumn + 1;
      postSums = new double[cells];
      preSums = new double[cells];
      samples = new int[cells];
    }

    /** One row of pixels. Sums of a block's width are floats: of whole numbers up to 65535, 256 add up exactly. */
    void add(float[] posts, float[] pres, int first) {
      float postFloor = (float) floor.post();
      float preFloor = (float) floor.pre();
      int at = first;
      for (int i = 0; i < samples.length; i++) {
        int end = first + Math.min(right, (firstColumn + i + 1) * reduction) - left;
        float postSum = 0;
        float preSum = 0;
        int seen = 0;
        for (; at < end; at++) {
          postSum += posts[at];
          preSum += pres[at];
          seen += posts[at] > postFloor || pres[at] > preFloor ? 1 : 0;
        }
        postSums[i] += postSum;
        preSums[i] += preSum;
        samples[i] += seen;
      }
    }

    void flush(int row) {
      int cell = row * columns + firstColumn;
      for (int i = 0; i < samples.length; i++) {
        post.addAndGet(cell + i, Math.round(postSums[i] * UNIT));
        pre.addAndGet(cell + i, Math.round(preSums[i] * UNIT));
        sample.addAndGet(cell + i, samples[i]);
        postSums[i] = 0;
        preSums[i] = 0;
        samples[i] = 0;
      }
    }
  }

  /** What was seen, once the sweep is over. */
  public Preview build() {
    FloatImage posts = new FloatImage(columns, rows);
    FloatImage pres = new FloatImage(columns, rows);
    FloatImage coverage = new FloatImage(columns, rows);
    for (int row = 0; row < rows; row++) {
      int height = Math.min(reduction, size.height() - row * reduction);
      for (int column = 0; column < columns; column++) {
        int cell = row * columns + column;
        double area = (double) height * Math.min(reduction, size.width() - column * reduction);
        posts.pixels()[cell] = (float) (post.get(cell) / UNIT / area);
        pres.pixels()[cell] = (float) (pre.get(cell) / UNIT / area);
        coverage.pixels()[cell] = (float) (sample.get(cell) / area);
      }
    }
    return new Preview(posts, pres, Preview.tissue(coverage), reduction);
  }
}
