package io.github.exo2micro.image;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A plane as it looks through a warp: pixel (x, y) is the source at {@code warp(x, y)}; with a displacement field it is
 * the source at {@code warp((x, y) + d(x, y))}, and pixels on both sides of a seam follow their own tile to the pixel.
 * Bilinear, or {@linkplain #bicubic bicubic}.
 *
 * <p>What lies outside the source is 0, also as one of the four neighbours: the edge fades over one pixel, as with
 * OpenCV's {@code BORDER_CONSTANT}; unlike OpenCV, positions are not rounded to 1/32 px. A pixel's value does not
 * depend on the region that it is read with. Each read fetches the part of the source that it needs, in pieces of at
 * most 1 MB, into a buffer kept per thread.
 */
public final class WarpedPlane implements Plane {

  /** Largest piece of the source held at once, in pixels. */
  static final int MAX_PIECE = 512 * 512;

  private static final int BITS = SampleRun.BITS;
  private static final double UNIT = 1L << BITS;
  /** Columns over which a displaced position is interpolated: a field that bends by 1 px in 100 px errs by 0.003 px. */
  private static final int FIELD_SPAN = 8;

  private static final double[] NO_MARGIN = new double[4];
  private static final Tile NOTHING = new Tile(0, 0, 0, 0);

  private final Plane source;
  private final ImageSize size;
  private final boolean affine;
  private final double[] m;
  private final int span;
  private final Optional<DisplacementField> field;
  private final SampleRun samples;
  private final ThreadLocal<float[]> buffers = ThreadLocal.withInitial(() -> new float[0]);

  /**
   * @param source where pixels come from; owned by the caller
   * @param warp this plane's px → source px
   * @param size of this plane
   */
  public WarpedPlane(Plane source, Homography warp, ImageSize size) {
    this(source, warp, Optional.empty(), size, new LinearRun());
  }

  /**
   * @param source where pixels come from; owned by the caller
   * @param field this plane's px → source px, its homography included
   * @param size of this plane
   */
  public WarpedPlane(Plane source, DisplacementField field, ImageSize size) {
    this(source, field.warp(), Optional.of(field), size, new LinearRun());
  }

  private WarpedPlane(Plane source, Homography warp, Optional<DisplacementField> field, ImageSize size,
      SampleRun samples) {
    this.source = source;
    this.size = size;
    this.field = field;
    this.samples = samples;
    this.m = warp.toArray();
    this.affine = m[6] == 0 && m[7] == 0;
    this.span = span();
  }

  /**
   * The same plane by cubic convolution. Of points of which one of the sixteen pixels around is not in the frame, or
   * not a number, the value is the bilinear one.
   *
   * @param frame where the source is an image and no padding
   */
  public WarpedPlane bicubic(Tile frame) {
    return with(Interpolation.BICUBIC, frame);
  }

  /**
   * The same plane by an interpolation.
   *
   * @param frame as for {@link #bicubic}
   */
  public WarpedPlane with(Interpolation between, Tile frame) {
    return new WarpedPlane(source, Homography.of(m), field, size,
        between == Interpolation.BILINEAR ? new LinearRun() : new CubicRun(frame, between.sharpness()));
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    pieces(region, (block, piece) -> fill(block, piece, region, into));
  }

  @Override
  public WarpedPlane fetched(List<Tile> regions, ParallelLoop loop) throws IOException {
    List<Tile> needed = new ArrayList<>();
    for (Tile region : regions) {
      pieces(region.intersect(size.whole()), (block, piece) -> needed.add(piece));
    }
    return new WarpedPlane(source.fetched(needed, loop), Homography.of(m), field, size, samples);
  }

  @Override
  public long fetchedArea(Tile region) throws IOException {
    long[] area = new long[1];
    Tile whole = source.size().whole();
    pieces(region.intersect(size.whole()), (block, piece) -> area[0] += source.fetchedArea(piece.intersect(whole)));
    return area[0];
  }

  /** A block of this plane and the piece of the source that it needs, empty where it shows nothing of it. */
  private interface Piece {
    void take(Tile block, Tile piece) throws IOException;
  }

  /** Cuts a block so that each part needs a small piece of the source. */
  private void pieces(Tile block, Piece each) throws IOException {
    if (block.isEmpty()) {
      return;
    }
    double nearest = Double.POSITIVE_INFINITY;
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    // Displacements between two columns are those of both, and the outermost may lie outside.
    double[] margin = field.map(f -> f.range(block.x() - FIELD_SPAN, block.y(), block.width() + 2 * FIELD_SPAN,
        block.height())).orElse(NO_MARGIN);
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? block.x() + margin[0] : block.right() - 1 + margin[1];
      double y = (corner & 2) == 0 ? block.y() + margin[2] : block.bottom() - 1 + margin[3];
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
        each.take(block, NOTHING);
      } else {
        split(block, each);
      }
      return;
    }
    if (!(right > -1 && bottom > -1 && left < source.size().width() && top < source.size().height())) {
      each.take(block, NOTHING);
      return;
    }
    // One pixel more than the neighbours need, against rounding at the corners.
    int before = 1 + samples.before();
    int spare = 2 + 2 * before;
    if (!onePixel && (right - left + spare) * (bottom - top + spare) > MAX_PIECE) {
      split(block, each);
      return;
    }
    int x0 = (int) Math.floor(left) - before;
    int y0 = (int) Math.floor(top) - before;
    int width = (int) Math.floor(right) + 2 + before - x0;
    each.take(block, new Tile(x0, y0, width, (int) Math.floor(bottom) + 2 + before - y0));
  }

  private void split(Tile block, Piece each) throws IOException {
    if (block.width() >= block.height()) {
      int half = block.width() / 2;
      pieces(new Tile(block.x(), block.y(), half, block.height()), each);
      pieces(new Tile(block.x() + half, block.y(), block.width() - half, block.height()), each);
    } else {
      int half = block.height() / 2;
      pieces(new Tile(block.x(), block.y(), block.width(), half), each);
      pieces(new Tile(block.x(), block.y() + half, block.width(), block.height() - half), each);
    }
  }

  /** Fills {@code block}, a part of {@code region}, of the region's buffer. */
  private void fill(Tile block, Tile piece, Tile region, float[] into) throws IOException {
    if (piece.isEmpty()) {
      blank(block, region, into);
      return;
    }
    float[] pixels = buffers.get();
    if (pixels.length < piece.area()) {
      pixels = new float[piece.area()];
      buffers.set(pixels);
    }
    source.readClipped(piece, pixels);
    if (isBlack(pixels, piece.area())) {
      blank(block, region, into);
      return;
    }
    for (int row = 0; row < block.height(); row++) {
      int at = (block.y() + row - region.y()) * region.width() + block.x() - region.x();
      if (field.isPresent()) {
        fieldRow(field.get(), block.x(), block.y() + row, block.width(), piece, pixels, into, at);
      } else if (affine) {
        affineRow(block.x(), block.y() + row, block.width(), piece, pixels, into, at);
      } else {
        projectiveRow(block.x(), block.y() + row, block.width(), piece, pixels, into, at);
      }
    }
  }

  /** Padding and empty background are a good part of most images. */
  private static boolean isBlack(float[] pixels, int count) {
    for (int i = 0; i < count; i++) {
      if (pixels[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static void blank(Tile block, Tile region, float[] into) {
    for (int row = 0; row < block.height(); row++) {
      int at = (block.y() + row - region.y()) * region.width() + block.x() - region.x();
      Arrays.fill(into, at, at + block.width(), 0f);
    }
  }

  // Everything is reckoned from absolute columns, so that a pixel is the same in whatever region it is read.

  private void affineRow(int x, int y, int count, Tile piece, float[] pixels, float[] into, int at) {
    long stepX = Math.round(m[0] * UNIT);
    long stepY = Math.round(m[3] * UNIT);
    long px = stepX * x + Math.round((m[1] * y + m[2]) * UNIT) - ((long) piece.x() << BITS);
    long py = stepY * x + Math.round((m[4] * y + m[5]) * UNIT) - ((long) piece.y() << BITS);
    samples.run(px, py, stepX, stepY, count, piece, pixels, into, at);
  }

  private void projectiveRow(int x, int y, int count, Tile piece, float[] pixels, float[] into, int at) {
    long left = (long) piece.x() << BITS;
    long top = (long) piece.y() << BITS;
    int column = x;
    int end = x + count;
    int anchor = x & -span;
    long px = position(0, anchor, y);
    long py = position(3, anchor, y);
    while (column < end) {
      int next = anchor + span;
      long nextX = position(0, next, y);
      long nextY = position(3, next, y);
      long stepX = (nextX - px) / span;
      long stepY = (nextY - py) / span;
      int length = Math.min(end, next) - column;
      int ahead = column - anchor;
      samples.run(px - left + ahead * stepX, py - top + ahead * stepY, stepX, stepY, length, piece, pixels, into, at);
      at += length;
      column += length;
      anchor = next;
      px = nextX;
      py = nextY;
    }
  }

  private void fieldRow(DisplacementField displaced, int x, int y, int count, Tile piece, float[] pixels, float[] into,
      int at) {
    int end = x + count;
    int first = x & -FIELD_SPAN;
    DisplacementField.Row row = displaced.new Row(y, first, end + FIELD_SPAN);
    int anchors = (end - first + FIELD_SPAN - 1) / FIELD_SPAN + 1;
    long[] px = new long[anchors];
    long[] py = new long[anchors];
    int[] tiles = anchors(row, first, y, px, py);
    long left = (long) piece.x() << BITS;
    long top = (long) piece.y() << BITS;
    int column = x;
    for (int k = 0; column < end; k++) {
      int ahead = column - first - k * FIELD_SPAN;
      int length = Math.min(end, first + (k + 1) * FIELD_SPAN) - column;
      if (tiles[k] != tiles[k + 1]) {
        acrossSeam(row, column, y, length, piece, pixels, into, at);
      } else if (tiles[k] == DisplacementField.NOWHERE) {
        Arrays.fill(into, at, at + length, 0f);
      } else {
        long stepX = (px[k + 1] - px[k]) / FIELD_SPAN;
        long stepY = (py[k + 1] - py[k]) / FIELD_SPAN;
        samples.run(px[k] - left + ahead * stepX, py[k] - top + ahead * stepY, stepX, stepY, length, piece, pixels,
            into, at);
      }
      at += length;
      column += length;
    }
  }

  /** Where every {@link #FIELD_SPAN}-th column of a row lies in the source, and in which tile. */
  private int[] anchors(DisplacementField.Row row, int x, int y, long[] px, long[] py) {
    int count = px.length;
    double[] dx = new double[count];
    double[] dy = new double[count];
    int[] tiles = new int[count];
    row.run(x, FIELD_SPAN, count, dx, dy, tiles);
    double a = m[0];
    double b = m[1];
    double c = m[2];
    double d = m[3];
    double e = m[4];
    double f = m[5];
    double g = m[6];
    double h = m[7];
    for (int k = 0; k < count; k++) {
      double u = x + k * FIELD_SPAN + dx[k];
      double v = y + dy[k];
      double unit = UNIT / (g * u + (h * v + 1));
      px[k] = (long) ((a * u + (b * v + c)) * unit);
      py[k] = (long) ((d * u + (e * v + f)) * unit);
    }
    return tiles;
  }

  private void acrossSeam(DisplacementField.Row row, int x, int y, int count, Tile piece, float[] pixels, float[] into,
      int at) {
    double[] d = new double[2];
    for (int i = 0; i < count; i++) {
      if (row.at(x + i, d) == DisplacementField.NOWHERE) {
        into[at + i] = 0;
      } else {
        samples.run(position(0, x + i + d[0], y + d[1]) - ((long) piece.x() << BITS),
            position(3, x + i + d[0], y + d[1]) - ((long) piece.y() << BITS), 0, 0, 1, piece, pixels, into, at + i);
      }
    }
  }

  /** Exact source column (row 0 of the matrix) or row (row 1, from element 3), in units of 2⁻⁴⁰ px. */
  private long position(int element, double x, double y) {
    double w = m[6] * x + (m[7] * y + 1);
    return Math.round((m[element] * x + (m[element + 1] * y + m[element + 2])) / w * UNIT);
  }

  /**
   * The largest power of two, up to 32 columns, over which positions may be interpolated with an error below 10⁻⁵ px
   * anywhere in the plane; 1 where the perspective is strong.
   */
  private int span() {
    double nearest = Double.POSITIVE_INFINITY;
    double bend = 0;
    for (int y : new int[] {0, size.height()}) {
      double w = m[7] * y + 1;
      nearest = Math.min(nearest, Math.min(w, w + m[6] * size.width()));
      // The second derivative of (a·x + b) / (g·x + w) is −2·g·(a·w − g·b) / (g·x + w)³.
      bend = Math.max(bend, Math.abs(2 * m[6] * (m[0] * w - m[6] * (m[1] * y + m[2]))));
      bend = Math.max(bend, Math.abs(2 * m[6] * (m[3] * w - m[6] * (m[4] * y + m[5]))));
    }
    int columns = 32;
    while (columns > 1 && !(nearest > 0 && columns * columns / 8.0 * bend / (nearest * nearest * nearest) < 1e-5)) {
      columns /= 2;
    }
    return columns;
  }
}
