package bdv.util;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public abstract class BdvSource implements Bdv {

  BdvSource() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public BdvHandle getBdvHandle() {
    throw new UnsupportedOperationException("signature only");
  }

  public abstract void setDisplayRange(double min, double max);

  public abstract void setDisplayRangeBounds(double min, double max);

  public abstract void setCurrent();
}
