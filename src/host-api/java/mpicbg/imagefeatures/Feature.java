package mpicbg.imagefeatures;

import java.io.Serializable;

/** Signatures of mpicbg 1.6.0. */
public class Feature implements Comparable<Feature>, Serializable {

  private static final long serialVersionUID = 1L;

  public double scale;
  public double orientation;
  public double[] location;
  public float[] descriptor;

  public Feature() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public final int compareTo(Feature f) {
    throw new UnsupportedOperationException("signature only");
  }
}
