package net.imglib2.type.numeric.real;

import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.NumericType;

/** Signatures of imglib2 6.1. */
public class FloatType implements NumericType<FloatType>, NativeType<FloatType> {

  public FloatType() {
    throw new UnsupportedOperationException("signature only");
  }

  public float get() {
    throw new UnsupportedOperationException("signature only");
  }
}
