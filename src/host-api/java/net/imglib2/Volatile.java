package net.imglib2;

/** Signatures of imglib2 6.1. */
public class Volatile<T> {

  public Volatile(T t) {
    throw new UnsupportedOperationException("signature only");
  }

  public T get() {
    throw new UnsupportedOperationException("signature only");
  }
}
