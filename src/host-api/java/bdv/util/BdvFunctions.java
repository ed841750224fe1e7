package bdv.util;

import bdv.viewer.SourceAndConverter;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public class BdvFunctions {

  public static <T> BdvStackSource<T> show(SourceAndConverter<T> source, BdvOptions options) {
    throw new UnsupportedOperationException("signature only");
  }
}
