package io.github.exo2micro.diagnostics;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.OverviewBuilder;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;

/**
 * Makes the {@link Preview} of post and aligned pre while their tiles pass by. The preview of any difference follows
 * from these two, because averaging is linear.
 *
 * <p>Thread-safe and independent of the order of tiles. Holds 24 bytes per preview pixel: 54 MB at most for a square
 * canvas of the default size.
 */
public final class PreviewBuilder implements TileObserver {

  /** The longest side of a preview, in px, unless another is asked for. */
  public static final int LONGEST_SIDE = 1500;

  private final int postInput;
  private final int preInput;
  private final SignalFloor floor;
  private final OverviewBuilder post;
  private final OverviewBuilder pre;
  private final OverviewBuilder coverage;

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
    int reduction = (size.longestSide() + longestSide - 1) / longestSide;
    this.postInput = postInput;
    this.preInput = preInput;
    this.floor = floor;
    this.post = new OverviewBuilder(size, postInput, reduction);
    this.pre = new OverviewBuilder(size, preInput, reduction);
    this.coverage = new OverviewBuilder(size, 0, reduction);
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    post.accept(tile, inputs);
    pre.accept(tile, inputs);
    float[] sample = new float[tile.area()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = floor.isSample(inputs[postInput][i], inputs[preInput][i]) ? 1 : 0;
    }
    coverage.accept(tile, new float[][] {sample});
  }

  /** What was seen, once the sweep is over. */
  public Preview build() {
    Overview small = post.build();
    return new Preview(small.image(), pre.build().image(), Preview.tissue(coverage.build().image()), small.reduction());
  }
}
