package net.imglib2.cache.img.optional;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
public interface CacheOptions<T> {

  /** Signatures of imglib2-cache 1.0.0-beta-17. */
  enum CacheType {
    BOUNDED
  }

  default T cacheType(CacheType cacheType) {
    throw new UnsupportedOperationException("signature only");
  }

  default T maxCacheSize(long maxCacheSize) {
    throw new UnsupportedOperationException("signature only");
  }
}
