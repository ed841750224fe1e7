package net.imglib2.img.basictypeaccess.volatiles.array;

import net.imglib2.img.basictypeaccess.DataAccess;

/** Signatures of imglib2 6.1. */
public class VolatileFloatArray implements DataAccess {

  public VolatileFloatArray(float[] data, boolean isValid) {
    throw new UnsupportedOperationException("signature only");
  }
}
