package net.imglib2;

/** Signatures of imglib2 6.1. */
public interface RandomAccessibleInterval<T> {}
