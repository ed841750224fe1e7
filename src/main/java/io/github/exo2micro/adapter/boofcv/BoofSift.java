package io.github.exo2micro.adapter.boofcv;

import boofcv.abst.feature.detdesc.ConfigCompleteSift;
import boofcv.abst.feature.describe.ConfigSiftDescribe;
import boofcv.alg.feature.detdesc.CompleteSift;
import boofcv.alg.feature.detect.interest.SiftDetector;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.feature.detdesc.FactoryDetectDescribeAlgs;
import boofcv.struct.feature.ScalePoint;
import boofcv.struct.image.GrayF32;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * SIFT by BoofCV: three scales an octave from sigma 1.6 px on, without the doubled first octave.
 *
 * <p>Thread-safe: every call has its own working memory, about 110 bytes per pixel of the image while it runs.
 * Features come sorted by strength, the strongest first; strength is the absolute difference of Gaussians, in grey
 * levels. Positions keep the pixel-centre convention: BoofCV's octaves are every second pixel of the one below, from
 * pixel 0 on, so that no half pixel has to be taken off.
 */
public final class BoofSift implements FeatureExtractor {

  /** Extrema of the difference of Gaussians below this are noise: grey levels of 0 to 255. */
  private static final float LEAST_CONTRAST = 1.5f;

  private static final float FIRST_SIGMA = 1.6f;

  /** Norm of a descriptor before rounding: Lowe's 512, at which elements rarely exceed 255. */
  private static final double DESCRIPTOR_NORM = 512;

  /** Turns off BoofCV's own threads for the whole process: tiles run side by side here, and order must not change. */
  public BoofSift() {
    BoofConcurrency.USE_CONCURRENT = false;
  }

  @Override
  public String name() {
    return "BoofCV 1.2.2 SIFT";
  }

  @Override
  public List<Feature> extract(FloatImage image) {
    return extract(image, image.size().whole());
  }

  /** Describing takes longer than finding: only what lies in the part is described. */
  @Override
  public List<Feature> extract(FloatImage image, Tile part) {
    ConfigCompleteSift configuration = configuration(image);
    CompleteSift sift = new PartialSift(FactoryDetectDescribeAlgs.sift(configuration), configuration.describe, part);
    GrayF32 input = new GrayF32();
    input.setData(image.pixels());
    input.reshape(image.width(), image.height());
    sift.process(input);
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < sift.getLocations().size(); i++) {
      ScalePoint point = sift.getLocations().get(i);
      features.add(new Feature(point.pixel.x, point.pixel.y, point.scale, sift.getOrientations().get(i),
          Math.abs(point.intensity), quantised(sift.getDescriptions().get(i).data)));
    }
    features.sort(Comparator.comparingDouble(Feature::strength).reversed().thenComparingDouble(Feature::y)
        .thenComparingDouble(Feature::x).thenComparingDouble(Feature::orientation));
    return features;
  }

  /** Describes the points of a part alone. */
  private static final class PartialSift extends CompleteSift {
    private final Tile part;

    PartialSift(CompleteSift whole, ConfigSiftDescribe describe, Tile part) {
      super(whole.getScaleSpace(), whole.getDetector(), whole.getOrientation(), new SiftDescription(describe));
      this.part = part;
    }

    @Override
    protected void describeDetections(List<SiftDetector.SiftPoint> points) {
      super.describeDetections(
          points.stream().filter(p -> FeatureExtractor.isIn(part, p.pixel.x, p.pixel.y)).toList());
    }
  }

  private static ConfigCompleteSift configuration(FloatImage image) {
    ConfigCompleteSift config = new ConfigCompleteSift();
    config.scaleSpace.sigma0 = FIRST_SIGMA;
    config.scaleSpace.firstOctave = 0;
    int shortest = Math.min(image.width(), image.height());
    config.scaleSpace.lastOctave = Math.max(1, Math.min(5, 31 - Integer.numberOfLeadingZeros(shortest) - 4));
    config.detector.extract.threshold = LEAST_CONTRAST;
    config.detector.extract.radius = 1;
    return config;
  }

  private static short[] quantised(double[] descriptor) {
    double square = 0;
    for (double value : descriptor) {
      square += value * value;
    }
    double factor = square > 0 ? DESCRIPTOR_NORM / Math.sqrt(square) : 0;
    short[] result = new short[descriptor.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (short) Math.min(255, Math.round(factor * descriptor[i]));
    }
    return result;
  }
}
