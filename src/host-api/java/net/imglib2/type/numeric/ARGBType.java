package net.imglib2.type.numeric;

/** Signatures of imglib2 6.1. */
public class ARGBType implements NumericType<ARGBType> {

  public ARGBType(int value) {
    throw new UnsupportedOperationException("signature only");
  }

  public void set(int value) {
    throw new UnsupportedOperationException("signature only");
  }
}
