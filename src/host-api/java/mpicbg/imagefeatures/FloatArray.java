package mpicbg.imagefeatures;

/** Signatures of mpicbg 1.6.0. */
public abstract class FloatArray {

  public float[] data;

  public FloatArray() {
    throw new UnsupportedOperationException("signature only");
  }
}
