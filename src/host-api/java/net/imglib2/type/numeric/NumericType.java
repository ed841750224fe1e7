package net.imglib2.type.numeric;

/** Signatures of imglib2 6.1. */
public interface NumericType<T extends NumericType<T>> {}
