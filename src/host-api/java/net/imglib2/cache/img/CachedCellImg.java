package net.imglib2.cache.img;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.type.NativeType;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
public class CachedCellImg<T extends NativeType<T>, A extends DataAccess> implements RandomAccessibleInterval<T> {

  CachedCellImg() {
    throw new UnsupportedOperationException("signature only");
  }
}
