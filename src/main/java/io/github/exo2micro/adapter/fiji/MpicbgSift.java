package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mpicbg.imagefeatures.Filter;
import mpicbg.imagefeatures.FloatArray2D;
import mpicbg.imagefeatures.FloatArray2DSIFT;

/**
 * The SIFT of Fiji's own mpicbg (Saalfeld and Tomancak 2008; Lowe 2004, doi:10.1023/B:VISI.0000029664.99615.94) at full
 * resolution.
 *
 * <p>Thread-safe: every call has its own working memory, about 120 bytes per pixel of the tile while it runs. Features
 * come sorted by strength, the strongest first. mpicbg reports no response, so a feature's strength is
 * the contrast of a box of its size against the ring around it, taken from the image; descriptors are brought from
 * mpicbg's "largest element 1" to equal length, as Lowe's are, so that distances between them can be compared.
 */
final class MpicbgSift implements FeatureExtractor {

  /** mpicbg drops extrema of the difference of Gaussians below this, of an image that it takes to be 0 to 1. */
  private static final float MPICBG_CONTRAST = 0.025f;
  /** The same in grey levels of 0 to 255, as the embedded extractor has it: dim tissue has weak extrema. */
  private static final float LEAST_CONTRAST = 1.5f;
  /** Blur that a camera's image is assumed to have already (Lowe 2004, section 3.3). */
  private static final double CAMERA_SIGMA = 0.5;
  /** Lowe's descriptors are vectors of this length, with elements that stay below 256. */
  private static final double DESCRIPTOR_LENGTH = 512;
  /** A difference of Gaussians of scale sigma is positive out to about this many sigma. */
  private static final double INNER_RADIUS = 1.2;

  private final String name;

  /** Touches no class of mpicbg but to ask for its version. */
  public MpicbgSift() {
    name = "mpicbg" + HostVersion.of(FloatArray2DSIFT.class) + " SIFT";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Feature> extract(FloatImage image) {
    FloatArray2DSIFT.Param param = new FloatArray2DSIFT.Param();
    param.fdSize = 4;
    param.fdBins = 8;
    param.maxOctaveSize = Math.max(image.width(), image.height()) + 1;
    FloatArray2DSIFT sift = new FloatArray2DSIFT(param);
    sift.init(prepared(image, param.initialSigma));
    List<mpicbg.imagefeatures.Feature> found = new ArrayList<>();
    sift.extractFeatures(found);
    BoxSums sums = new BoxSums(image);
    List<Feature> features = new ArrayList<>(found.size());
    for (mpicbg.imagefeatures.Feature f : found) {
      features.add(new Feature(f.location[0], f.location[1], f.scale, f.orientation,
          sums.contrast(f.location[0], f.location[1], INNER_RADIUS * f.scale), descriptor(f.descriptor)));
    }
    features.sort(Comparator.comparingDouble(Feature::strength).reversed().thenComparingDouble(Feature::y)
        .thenComparingDouble(Feature::x).thenComparingDouble(Feature::orientation));
    return features;
  }

  /** Brightness such that mpicbg's threshold is the wanted one, blurred to the first scale of the pyramid. */
  private static FloatArray2D prepared(FloatImage image, float initialSigma) {
    float[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= MPICBG_CONTRAST / LEAST_CONTRAST;
    }
    float sigma = (float) Math.sqrt(initialSigma * initialSigma - CAMERA_SIGMA * CAMERA_SIGMA);
    float[] kernel = Filter.createGaussianKernel(sigma, true);
    return Filter.convolveSeparable(new FloatArray2D(pixels, image.width(), image.height()), kernel, kernel);
  }

  /** mpicbg interpolates between orientation bins, which can leave an element a little below 0. */
  private static short[] descriptor(float[] values) {
    double square = 0;
    for (float v : values) {
      square += v * v;
    }
    double factor = square > 0 ? DESCRIPTOR_LENGTH / Math.sqrt(square) : 0;
    short[] result = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (short) Math.max(0, Math.min(255, Math.round(values[i] * factor)));
    }
    return result;
  }
}
