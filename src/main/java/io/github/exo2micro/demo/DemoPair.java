package io.github.exo2micro.demo;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;

/**
 * What a made-up pair is like: the whole truth about it.
 *
 * @param sample the sample's name
 * @param dye the dye's name
 * @param seed decides tissue, microbes and noise
 * @param postSize size of the post image
 * @param preSize size of the pre image
 * @param warp raw post px → raw pre px
 * @param backgroundScale post's background / pre's background
 * @param deep false: 8-bit RGB with light in green alone, black at 0; true: 16-bit grey with a camera offset
 * @param tissue part of the frame's half side that the tissue fills, 0 to 0.47
 */
public record DemoPair(String sample, String dye, long seed, ImageSize postSize, ImageSize preSize, Homography warp,
    double backgroundScale, boolean deep, double tissue) {

  /** Camera offset of the deep images, counts. */
  public static final int OFFSET = 160;
  /** Counts of a deep image per count of an 8-bit one. */
  static final double GAIN = 60;

  /** A pair whose pre is turned by {@code degrees}, {@code enlarged} and shifted by (dx, dy) px about post's centre. */
  public static DemoPair of(String sample, String dye, long seed, ImageSize postSize, ImageSize preSize, double degrees,
      double enlarged, double dx, double dy, double backgroundScale, boolean deep) {
    double cx = (postSize.width() - 1) / 2.0;
    double cy = (postSize.height() - 1) / 2.0;
    return new DemoPair(sample, dye, seed, postSize, preSize, Homography.similarity(degrees, enlarged, cx, cy, dx, dy),
        backgroundScale, deep, 0.42);
  }

  /** The warp in frames padded by {@code pad} px on each side. */
  Homography paddedWarp(int pad) {
    return Homography.translation(pad, pad).after(warp).after(Homography.translation(-pad, -pad));
  }
}
