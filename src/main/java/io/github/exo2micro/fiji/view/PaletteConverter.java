package io.github.exo2micro.fiji.view;

import io.github.exo2micro.picture.ZoomPicture;
import net.imglib2.converter.Converter;
import net.imglib2.display.ColorConverter;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.volatiles.VolatileFloatType;

/** Colours of grey levels between a minimum and a maximum, which BigDataViewer's brightness sliders may move. */
final class PaletteConverter implements Converter<VolatileFloatType, ARGBType>, ColorConverter {

  private final int[] colours;
  private volatile double min;
  private volatile double max;

  /**
   * @param colours from the minimum to the maximum, 0xRRGGBB
   * @param min the grey level of the first colour
   * @param max that of the last
   */
  PaletteConverter(int[] colours, double min, double max) {
    this.colours = colours.clone();
    this.min = min;
    this.max = max;
  }

  /** Black to white. */
  static int[] greys() {
    int[] greys = new int[256];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = i << 16 | i << 8 | i;
    }
    return greys;
  }

  @Override
  public void convert(VolatileFloatType input, ARGBType output) {
    output.set(colour(input.get().get()));
  }

  /** The opaque colour of a grey level; grey for NaN. */
  int colour(float level) {
    if (Float.isNaN(level)) {
      return 0xff000000 | ZoomPicture.NO_VALUE;
    }
    double part = (level - min) / (max - min);
    int index = (int) Math.round(part * (colours.length - 1));
    return 0xff000000 | colours[Math.max(0, Math.min(colours.length - 1, index))];
  }

  @Override
  public ARGBType getColor() {
    return new ARGBType(0xffffffff);
  }

  @Override
  public void setColor(ARGBType colour) {
    // the palette stays
  }

  @Override
  public boolean supportsColor() {
    return false;
  }

  @Override
  public double getMin() {
    return min;
  }

  @Override
  public double getMax() {
    return max;
  }

  @Override
  public void setMin(double value) {
    min = value;
  }

  @Override
  public void setMax(double value) {
    max = value;
  }
}
