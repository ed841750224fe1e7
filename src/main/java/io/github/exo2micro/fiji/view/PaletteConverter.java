package io.github.exo2micro.fiji.view;

import net.imglib2.converter.Converter;
import net.imglib2.display.ColorConverter;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.volatiles.VolatileFloatType;

/** A palette as BigDataViewer wants it, whose brightness sliders move its minimum and maximum. */
final class PaletteConverter implements Converter<VolatileFloatType, ARGBType>, ColorConverter {

  private final Palette palette;

  PaletteConverter(Palette palette) {
    this.palette = palette;
  }

  @Override
  public void convert(VolatileFloatType input, ARGBType output) {
    output.set(palette.colour(input.get().get()));
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
    return palette.min();
  }

  @Override
  public double getMax() {
    return palette.max();
  }

  @Override
  public void setMin(double value) {
    palette.min(value);
  }

  @Override
  public void setMax(double value) {
    palette.max(value);
  }
}
