package net.imglib2.type;

/** Signatures of imglib2 6.1. */
public interface NativeType<T extends NativeType<T>> {}
