package io.github.exo2micro.adapter.boofcv;

import boofcv.abst.feature.describe.ConfigSiftDescribe;
import boofcv.alg.feature.describe.DescribePointSift;
import boofcv.struct.feature.TupleDesc_F64;
import boofcv.struct.image.GrayF32;
import georegression.metric.UtilAngle;

/**
 * The same figures as BoofCV's own. How far a gradient's direction lies from each bin's is the same for all cells that
 * the gradient counts for, and is asked once: of the bins beside the direction, as it is none of the others.
 */
final class SiftDescription extends DescribePointSift<GrayF32> {

  SiftDescription(ConfigSiftDescribe c) {
    super(c.widthSubregion, c.widthGrid, c.numHistogramBins, c.sigmaToPixels, c.weightingSigmaFraction,
        c.maxDescriptorElementValue, GrayF32.class);
  }

  @Override
  protected void trilinearInterpolation(float weight, float sampleX, float sampleY, double angle,
      TupleDesc_F64 descriptor) {
    int nearest = (int) (angle / histogramBinWidth);
    for (int step = -1; step <= 1; step++) {
      int bin = Math.floorMod(nearest + step, numHistogramBins);
      double share = 1.0 - UtilAngle.dist(angle, bin * histogramBinWidth) / histogramBinWidth;
      if (share > 0) {
        add(weight, sampleX, sampleY, bin, share, descriptor.data);
      }
    }
  }

  /** Adds to a bin of the up to four cells around a sample. */
  private void add(float weight, float sampleX, float sampleY, int bin, double share, double[] descriptor) {
    for (int y = Math.max(0, (int) sampleY); y <= Math.min(widthGrid - 1, (int) sampleY + 1); y++) {
      double shareY = 1.0 - Math.abs(sampleY - y);
      for (int x = Math.max(0, (int) sampleX); shareY > 0 && x <= Math.min(widthGrid - 1, (int) sampleX + 1); x++) {
        double shareX = 1.0 - Math.abs(sampleX - x);
        if (shareX > 0) {
          descriptor[(y * widthGrid + x) * numHistogramBins + bin] += weight * shareX * shareY * share;
        }
      }
    }
  }
}
