package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.image.Coverage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.TileSweep.TileFunction;

/**
 * (post − its offset) − local scale × (aligned pre − its offset), where input 0 is post and input 1 the aligned pre.
 *
 * @param field the scale everywhere
 * @param postOffset of the camera, grey levels
 * @param preOffset of the camera, grey levels
 * @param masked whether input 2 is a {@link Coverage}: where it is not whole, the difference is NaN
 */
public record LocalDifferenceFunction(ScaleField field, double postOffset, double preOffset, boolean masked)
    implements
      TileFunction {

  @Override
  public void compute(Tile tile, float[][] inputs, float[] out) {
    float[] scales = new float[tile.width()];
    for (int row = 0; row < tile.height(); row++) {
      field.row(tile.x(), tile.y() + row, tile.width(), scales);
      int first = row * tile.width();
      subtract(inputs[0], inputs[1], scales, first, (float) postOffset, (float) preOffset, out);
      if (masked) {
        blank(inputs[2], first, tile.width(), out);
      }
    }
  }

  private static void subtract(float[] post, float[] pre, float[] scales, int first, float postOffset, float preOffset,
      float[] out) {
    for (int i = 0; i < scales.length; i++) {
      out[first + i] = post[first + i] - postOffset - scales[i] * (pre[first + i] - preOffset);
    }
  }

  private static void blank(float[] coverage, int first, int count, float[] out) {
    for (int i = first; i < first + count; i++) {
      out[i] = coverage[i] >= Coverage.WHOLE ? out[i] : Float.NaN;
    }
  }
}
