package bdv.util;

import bdv.viewer.Source;
import net.imglib2.Volatile;
import net.imglib2.type.numeric.NumericType;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public class VolatileRandomAccessibleIntervalMipmapSource<T extends NumericType<T>,
    V extends Volatile<T> & NumericType<V>> implements Source<V> {

  VolatileRandomAccessibleIntervalMipmapSource() {
    throw new UnsupportedOperationException("signature only");
  }
}
