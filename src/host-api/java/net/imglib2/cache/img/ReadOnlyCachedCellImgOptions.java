package net.imglib2.cache.img;

import net.imglib2.cache.img.optional.AccessOptions;
import net.imglib2.cache.img.optional.CacheOptions;
import net.imglib2.cache.img.optional.CellDimensionsOptions;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
public class ReadOnlyCachedCellImgOptions implements AccessOptions<ReadOnlyCachedCellImgOptions>,
    CellDimensionsOptions<ReadOnlyCachedCellImgOptions>, CacheOptions<ReadOnlyCachedCellImgOptions> {

  public static ReadOnlyCachedCellImgOptions options() {
    throw new UnsupportedOperationException("signature only");
  }
}
