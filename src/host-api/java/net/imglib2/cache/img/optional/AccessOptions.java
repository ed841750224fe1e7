package net.imglib2.cache.img.optional;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
public interface AccessOptions<T> {

  default T volatileAccesses(boolean volatil) {
    throw new UnsupportedOperationException("signature only");
  }
}
