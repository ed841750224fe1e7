package net.imglib2.type.volatiles;

import net.imglib2.Volatile;
import net.imglib2.type.numeric.NumericType;
import net.imglib2.type.numeric.real.FloatType;

/** Signatures of imglib2 6.1. */
public class VolatileFloatType extends Volatile<FloatType> implements NumericType<VolatileFloatType> {

  public VolatileFloatType() {
    super(new FloatType());
    throw new UnsupportedOperationException("signature only");
  }
}
