package net.imglib2.display;

import net.imglib2.type.numeric.ARGBType;

/** Signatures of imglib2 6.1. */
public interface ColorConverter extends LinearRange {

  ARGBType getColor();

  void setColor(ARGBType c);

  boolean supportsColor();
}
