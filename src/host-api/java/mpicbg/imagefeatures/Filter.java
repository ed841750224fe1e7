package mpicbg.imagefeatures;

/** Signatures of mpicbg 1.6.0. */
public class Filter {

  public static final float[] createGaussianKernel(float sigma, boolean normalize) {
    throw new UnsupportedOperationException("signature only");
  }

  public static final FloatArray2D convolveSeparable(FloatArray2D input, float[] h, float[] v) {
    throw new UnsupportedOperationException("signature only");
  }
}
