package io.github.exo2micro.port;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
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

  /**
   * Those of them whose centre lies in a part of the image, in the same order; the rest of it is what they see around
   * them. An extractor may save itself what it would take to describe the others.
   *
   * @param image as above
   * @param part px of the image; its right and lower edge do not belong to it
   */
  default List<Feature> extract(FloatImage image, Tile part) {
    return extract(image).stream().filter(f -> isIn(part, f.x(), f.y())).toList();
  }

  /** Whether a place belongs to a part, in the sense of {@link #extract(FloatImage, Tile)}. */
  static boolean isIn(Tile part, double x, double y) {
    return x >= part.x() && y >= part.y() && x < part.right() && y < part.bottom();
  }
}
