package io.github.exo2micro.image;

import io.github.exo2micro.geometry.Homography;
import java.io.IOException;
import java.util.Arrays;

/**
 * A plane as it looks through a warp: pixel (x, y) is the source at {@code warp(x, y)}, bilinear.
 *
 * <p>What lies outside the source is 0, also as one of the four neighbours: the edge fades over one pixel, as with
 * OpenCV's {@code BORDER_CONSTANT}; unlike OpenCV, positions are not rounded to 1/32 px. A pixel's value does not depend
 * on the region that it is read with. Each read fetches the part of the source that it needs, in pieces of at most
 * 1 MB, into a buffer kept per thread.
 */
public final class WarpedPlane implements Plane {

  /** Largest piece of the source held at once, in pixels. */
  static final int MAX_PIECE = 512 * 512;

  private final Plane source;
  private final ImageSize size;
  private final boolean affine;
  private final double[] m;
  private final ThreadLocal<float[]> buffers = ThreadLocal.withInitial(() -> new float[0]);

  /**
   * @param source where pixels come from; owned by the caller
   * @param warp this plane's px → source px
   * @param size of this plane
   */
  public WarpedPlane(Plane source, Homography warp, ImageSize size) {
    this.source = source;
    this.size = size;
    this.m = warp.toArray();
    this.affine = m[6] == 0 && m[7] == 0;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    fill(region, region, into);
  }

  /** Fills {@code block}, a part of {@code region}, of the region's buffer. */
  private void fill(Tile block, Tile region, float[] into) throws IOException {
    if (block.isEmpty()) {
      return;
    }
    double nearest = Double.POSITIVE_INFINITY;
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? block.x() : block.right() - 1;
      double y = (corner & 2) == 0 ? block.y() : block.bottom() - 1;
      double w = m[6] * x + (m[7] * y + 1);
      nearest = Math.min(nearest, w);
      double sx = (m[0] * x + (m[1] * y + m[2])) / w;
      double sy = (m[3] * x + (m[4] * y + m[5])) / w;
      left = Math.min(left, sx);
      right = Math.max(right, sx);
      top = Math.min(top, sy);
      bottom = Math.max(bottom, sy);
    }
    boolean onePixel = block.area() == 1;
    if (nearest < 1e-9) {
      // Part of the block lies behind the horizon, where the box of the corners says nothing.
      if (onePixel) {
        blank(block, region, into);
      } else {
        split(block, region, into);
      }
      return;
    }
    if (!(right > -1 && bottom > -1 && left < source.size().width() && top < source.size().height())) {
      blank(block, region, into);
      return;
    }
    if ((right - left + 4) * (bottom - top + 4) > MAX_PIECE) {
      split(block, region, into);
      return;
    }
    // One pixel more than the neighbours need, against rounding at the corners.
    int x0 = (int) Math.floor(left) - 1;
    int y0 = (int) Math.floor(top) - 1;
    Tile piece = new Tile(x0, y0, (int) Math.floor(right) + 3 - x0, (int) Math.floor(bottom) + 3 - y0);
    float[] pixels = buffers.get();
    if (pixels.length < piece.area()) {
      pixels = new float[piece.area()];
      buffers.set(pixels);
    }
    source.readClipped(piece, pixels);
    for (int row = 0; row < block.height(); row++) {
      int at = (block.y() + row - region.y()) * region.width() + block.x() - region.x();
      if (affine) {
        affineRow(block.x(), block.y() + row, block.width(), piece, pixels, into, at);
      } else {
        projectiveRow(block.x(), block.y() + row, block.width(), piece, pixels, into, at);
      }
    }
  }

  private void split(Tile block, Tile region, float[] into) throws IOException {
    if (block.width() >= block.height()) {
      int half = block.width() / 2;
      fill(new Tile(block.x(), block.y(), half, block.height()), region, into);
      fill(new Tile(block.x() + half, block.y(), block.width() - half, block.height()), region, into);
    } else {
      int half = block.height() / 2;
      fill(new Tile(block.x(), block.y(), block.width(), half), region, into);
      fill(new Tile(block.x(), block.y() + half, block.width(), block.height() - half), region, into);
    }
  }

  private static void blank(Tile block, Tile region, float[] into) {
    for (int row = 0; row < block.height(); row++) {
      int at = (block.y() + row - region.y()) * region.width() + block.x() - region.x();
      Arrays.fill(into, at, at + block.width(), 0f);
    }
  }

  private void affineRow(int x, int y, int count, Tile piece, float[] pixels, float[] into, int at) {
    double ax = m[0];
    double ay = m[3];
    double bx = m[1] * y + m[2];
    double by = m[4] * y + m[5];
    int w = piece.width();
    int px = piece.x();
    int py = piece.y();
    for (int i = 0; i < count; i++) {
      // From the absolute column, not by adding up: so a pixel is the same in whatever region it is read.
      double sx = ax * (x + i) + bx - px;
      double sy = ay * (x + i) + by - py;
      into[at + i] = bilinear(pixels, w, sx, sy);
    }
  }

  private void projectiveRow(int x, int y, int count, Tile piece, float[] pixels, float[] into, int at) {
    double ax = m[0];
    double ay = m[3];
    double aw = m[6];
    double bx = m[1] * y + m[2];
    double by = m[4] * y + m[5];
    double bw = m[7] * y + 1;
    int w = piece.width();
    int px = piece.x();
    int py = piece.y();
    for (int i = 0; i < count; i++) {
      double inverse = 1 / (aw * (x + i) + bw);
      double sx = (ax * (x + i) + bx) * inverse - px;
      double sy = (ay * (x + i) + by) * inverse - py;
      into[at + i] = bilinear(pixels, w, sx, sy);
    }
  }

  /** Both coordinates are positive here, so that the cast is the floor. */
  private static float bilinear(float[] pixels, int width, double x, double y) {
    int ix = (int) x;
    int iy = (int) y;
    float fx = (float) (x - ix);
    float fy = (float) (y - iy);
    int i = iy * width + ix;
    float upper = pixels[i] + fx * (pixels[i + 1] - pixels[i]);
    float lower = pixels[i + width] + fx * (pixels[i + width + 1] - pixels[i + width]);
    return upper + fy * (lower - upper);
  }
}
