package io.github.exo2micro.app;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;

/**
 * The padding that suits a pair of images, for callers who need not match the original's fixed 2000 px.
 *
 * <p>The difference exists where post does, and every pixel of pre is read from its own frame, so padding adds no
 * pixel to the result. What needs room is the coarse alignment: the outlines of sections that are turned or shifted
 * against each other must not wrap around the canvas. An eighth of the longest side is room for a turn of 20 degrees of
 * a section that fills two thirds of the frame; images of different sizes need half of the difference on top.
 */
public final class AutoPadding {

  /** What the original program always takes, px; more is never proposed. */
  public static final int MOST = 2000;

  private static final int LEAST = 60;
  private static final int STEP = 10;
  private static final int PART = 8;

  private AutoPadding() {}

  /**
   * The padding of a pair.
   *
   * @return px, a multiple of 10 from 60 to {@value #MOST}
   */
  public static int of(ImageSize pre, ImageSize post) {
    int larger = Math.max(pre.longestSide(), post.longestSide());
    int apart = Math.max(Math.abs(pre.width() - post.width()), Math.abs(pre.height() - post.height()));
    int wanted = larger / PART + apart / 2;
    return Math.max(LEAST, Math.min(MOST, (wanted + STEP - 1) / STEP * STEP));
  }

  /**
   * The padding that a warp needs, so that the corners of pre, laid on post, lie on the padded canvas.
   *
   * @param warp padded post px → padded pre px, both images with their first pixel at (padding, padding)
   * @param padding what the warp was found with, px
   * @return px, a multiple of 10 from {@code padding} to {@value #MOST}, or {@code padding} where that is more
   */
  static int of(ImageSize pre, ImageSize post, Homography warp, int padding) {
    Homography back = warp.inverse();
    ImageSize frame = post.union(pre);
    double out = 0;
    for (int corner = 0; corner < 4; corner++) {
      double x = padding + (corner % 2) * pre.width();
      double y = padding + (corner / 2) * pre.height();
      double onPostX = back.x(x, y) - padding;
      double onPostY = back.y(x, y) - padding;
      out = Math.max(out, Math.max(Math.max(-onPostX, onPostX - frame.width()),
          Math.max(-onPostY, onPostY - frame.height())));
    }
    return Math.max(padding, Math.min(MOST, (int) Math.ceil(Math.min(out, MOST) / STEP) * STEP));
  }

  /** More room, for a pair whose coarse alignment found nothing with {@code padding}: half of the longest side. */
  static int roomier(ImageSize pre, ImageSize post, int padding) {
    int half = Math.max(pre.longestSide(), post.longestSide()) / 2;
    return Math.max(padding, Math.min(MOST, (half + STEP - 1) / STEP * STEP));
  }
}
