package io.github.exo2micro.port;

import io.github.exo2micro.image.FloatImage;
import java.util.List;

/** Finds SIFT features (Lowe 2004, doi:10.1023/B:VISI.0000029664.99615.94): BoofCV's, or mpicbg's in a Fiji. */
public interface FeatureExtractor {

  /** Its name and version, for the log and the sidecar: "BoofCV 1.2.2 SIFT". */
  String name();

  /**
   * All features of a small image. Thread-safe and deterministic: the same image gives the same list in the same order.
   *
   * @param image brightness 0 to 255; at most a few megapixels (a tile)
   */
  List<Feature> extract(FloatImage image);
}
