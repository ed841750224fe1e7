package net.imglib2.img.cell;

/** Signatures of imglib2 6.1. */
public class Cell<A> {

  public Cell(int[] dimensions, long[] min, A data) {
    throw new UnsupportedOperationException("signature only");
  }
}
