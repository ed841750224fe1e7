package mpicbg.imagefeatures;

/** Signatures of mpicbg 1.6.0. */
public class FloatArray2D extends FloatArray {

  public FloatArray2D(float[] data, int width, int height) {
    throw new UnsupportedOperationException("signature only");
  }
}
