package bdv.util;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public class BdvStackSource<T> extends BdvSource {

  BdvStackSource() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public void setDisplayRange(double min, double max) {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public void setDisplayRangeBounds(double min, double max) {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public void setCurrent() {
    throw new UnsupportedOperationException("signature only");
  }
}
