package bdv.util;

import bdv.cache.SharedQueue;
import mpicbg.spim.data.sequence.VoxelDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.Volatile;
import net.imglib2.realtransform.AffineTransform3D;
import net.imglib2.type.numeric.NumericType;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public class RandomAccessibleIntervalMipmapSource<T extends NumericType<T>> {

  public RandomAccessibleIntervalMipmapSource(RandomAccessibleInterval<T>[] images, T type, double[][] mipmapScales,
      VoxelDimensions voxelDimensions, AffineTransform3D sourceTransform, String name) {
    throw new UnsupportedOperationException("signature only");
  }

  public <V extends Volatile<T> & NumericType<V>> VolatileRandomAccessibleIntervalMipmapSource<T, V> asVolatile(
      V type, SharedQueue queue) {
    throw new UnsupportedOperationException("signature only");
  }
}
