package io.github.exo2micro.image;

import java.util.concurrent.atomic.AtomicLong;

/** Counts how many of post's pixels have a value in pre, as the tiles of a {@link Coverage} pass by. */
public final class CoverageCount implements TileObserver {

  private final int input;
  private final Tile post;
  private final AtomicLong covered = new AtomicLong();

  /**
   * @param input which of the sweep's inputs is the coverage
   * @param post where the raw post lies on the canvas
   */
  public CoverageCount(int input, Tile post) {
    this.input = input;
    this.post = post;
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    float[] coverage = inputs[input];
    int count = tile.area();
    int inside = 0;
    for (int i = 0; i < count; i++) {
      inside += coverage[i] >= Coverage.WHOLE ? 1 : 0;
    }
    covered.addAndGet(inside);
  }

  /** The share of post's pixels without a value in pre, 0 to 1; to be asked when the sweep is over. */
  public double outside() {
    return 1 - covered.get() / ((double) post.width() * post.height());
  }
}
