package mpicbg.imagefeatures;

import java.util.Collection;

/** Signatures of mpicbg 1.6.0. */
public abstract class FloatArray2DFeatureTransform<P> {

  public FloatArray2DFeatureTransform(P p) {
    throw new UnsupportedOperationException("signature only");
  }

  public abstract void init(FloatArray2D src);

  public abstract void extractFeatures(Collection<Feature> features);
}
