package net.imglib2.converter;

/** Signatures of imglib2 6.1. */
@FunctionalInterface
public interface Converter<A, B> {

  void convert(A input, B output);
}
