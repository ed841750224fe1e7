package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Coverage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.TileSweep.TileFunction;

/**
 * post − scale × aligned pre, where input 0 is post and input 1 the aligned pre.
 *
 * @param scale the factor on pre
 * @param offset subtracted in all: {@code postOffset − scale · preOffset} of the cameras; 0 when there is none, and
 *     then the bytes are those of post − scale × pre
 * @param masked whether input 2 is a {@link Coverage}: where it is not whole, the difference is NaN
 */
public record DifferenceFunction(double scale, double offset, boolean masked) implements TileFunction {

  /** Without camera offsets: exactly post − scale × pre. */
  public DifferenceFunction(double scale) {
    this(scale, 0, false);
  }

  @Override
  public void compute(Tile tile, float[][] inputs, float[] out) {
    subtract(inputs[0], inputs[1], tile.area(), (float) scale, (float) offset, out);
    if (masked) {
      blank(inputs[2], tile.area(), out);
    }
  }

  /** In float, as the original does: a conversion for each pixel took ten times as long. */
  private static void subtract(float[] post, float[] pre, int count, float scale, float offset, float[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = post[i] - scale * pre[i] - offset;
    }
  }

  static void blank(float[] coverage, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = coverage[i] >= Coverage.WHOLE ? out[i] : Float.NaN;
    }
  }
}
