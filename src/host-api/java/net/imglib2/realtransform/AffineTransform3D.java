package net.imglib2.realtransform;

/** Signatures of imglib2-realtransform 4.0. */
public class AffineTransform3D {

  public AffineTransform3D() {
    throw new UnsupportedOperationException("signature only");
  }

  public double get(int row, int column) {
    throw new UnsupportedOperationException("signature only");
  }

  public void set(double... values) {
    throw new UnsupportedOperationException("signature only");
  }
}
