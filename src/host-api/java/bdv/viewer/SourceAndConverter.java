package bdv.viewer;

import net.imglib2.converter.Converter;
import net.imglib2.type.numeric.ARGBType;

/** Signatures of bigdataviewer-core 10.4. */
public class SourceAndConverter<T> {

  public SourceAndConverter(Source<T> source, Converter<T, ARGBType> converter) {
    throw new UnsupportedOperationException("signature only");
  }
}
