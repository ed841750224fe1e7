package bdv.util;

/** Signatures of bigdataviewer-core 10.4. */
public class Prefs {

  Prefs() {
    throw new UnsupportedOperationException("signature only");
  }

  public static void showScaleBar(boolean show) {
    throw new UnsupportedOperationException("signature only");
  }
}
