package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep.TileFunction;

/**
 * post − scale × aligned pre, where input 0 is post and input 1 the aligned pre.
 *
 * @param scale the factor on pre
 * @param offset subtracted in all: {@code postOffset − scale · preOffset} of the cameras; 0 when there is none
 */
public record DifferenceFunction(double scale, double offset) implements TileFunction {

  /** Without camera offsets: exactly post − scale × pre. */
  public DifferenceFunction(double scale) {
    this(scale, 0);
  }

  @Override
  public void compute(Tile tile, float[][] inputs, float[] out) {
    float[] post = inputs[0];
    float[] pre = inputs[1];
    for (int i = 0; i < tile.area(); i++) {
      out[i] = (float) (post[i] - scale * pre[i] - offset);
    }
  }
}
