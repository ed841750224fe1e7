package net.imglib2.cache.img;

import net.imglib2.cache.CacheLoader;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.type.NativeType;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
public class ReadOnlyCachedCellImgFactory {

  public ReadOnlyCachedCellImgFactory() {
    throw new UnsupportedOperationException("signature only");
  }

  public <T extends NativeType<T>, A extends DataAccess> CachedCellImg<T, A> createWithCacheLoader(long[] dimensions,
      T type, CacheLoader<Long, Cell<A>> loader, ReadOnlyCachedCellImgOptions options) {
    throw new UnsupportedOperationException("signature only");
  }
}
