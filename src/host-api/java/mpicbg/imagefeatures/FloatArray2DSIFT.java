package mpicbg.imagefeatures;

import java.io.Serializable;
import java.util.Collection;

/** Signatures of mpicbg 1.6.0. */
public class FloatArray2DSIFT extends FloatArray2DFeatureTransform<FloatArray2DSIFT.Param> {

  /** Signatures of mpicbg 1.6.0. */
  public static class Param implements Serializable {

    private static final long serialVersionUID = 1L;

    public int fdSize;
    public int fdBins;
    public int maxOctaveSize;
    public int minOctaveSize;
    public int steps;
    public float initialSigma;

    public Param() {
      throw new UnsupportedOperationException("signature only");
    }
  }

  public FloatArray2DSIFT(Param p) {
    super(p);
  }

  @Override
  public final void init(FloatArray2D src) {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public final void extractFeatures(Collection<Feature> features) {
    throw new UnsupportedOperationException("signature only");
  }
}
