package bdv.util;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public class BdvOptions {

  public static BdvOptions options() {
    throw new UnsupportedOperationException("signature only");
  }

  public BdvOptions preferredSize(int w, int h) {
    throw new UnsupportedOperationException("signature only");
  }

  public BdvOptions frameTitle(String title) {
    throw new UnsupportedOperationException("signature only");
  }

  public BdvOptions is2D() {
    throw new UnsupportedOperationException("signature only");
  }

  public BdvOptions addTo(Bdv bdv) {
    throw new UnsupportedOperationException("signature only");
  }
}
