package io.github.exo2micro.io;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A plane of which some regions are in memory. They were read band by band, those that lie beside each other at once:
 * a thousand patches of a hundred rows each are a hundred thousand reads on their own and some thousand together, and
 * of a compressed plane each strip is inflated once for all patches that it crosses, not once for each.
 *
 * <p>Thread-safe; what is in memory does not change.
 */
final class FetchedRegions implements Plane {

  /** Rows that are read at once; divides the rows of most strips, and few rows are read that nobody wants. */
  private static final int BAND = 8;
  /** Columns between two regions that are read with them, for they cost less than another call. */
  private static final int GAP = 1024;

  private final Plane source;
  private final Map<Tile, float[]> pixels;

  private FetchedRegions(Plane source, Map<Tile, float[]> pixels) {
    this.source = source;
    this.pixels = pixels;
  }

  /**
   * Reads regions.
   *
   * @param regions what of them lies in the plane is read
   * @throws IOException when the plane cannot be read
   */
  static Plane of(Plane source, List<Tile> regions, ParallelLoop loop) throws IOException {
    Map<Tile, float[]> pixels = new HashMap<>();
    Map<Integer, List<Tile>> bands = new HashMap<>();
    for (Tile region : regions) {
      Tile tile = region.intersect(source.size().whole());
      if (!tile.isEmpty() && pixels.putIfAbsent(tile, new float[tile.area()]) == null) {
        for (int band = tile.y() / BAND; band * BAND < tile.bottom(); band++) {
          bands.computeIfAbsent(band, b -> new ArrayList<>()).add(tile);
        }
      }
    }
    int[] order = bands.keySet().stream().mapToInt(b -> b).sorted().toArray();
    FetchedRegions fetched = new FetchedRegions(source, pixels);
    ConcurrentLinkedQueue<float[]> idle = new ConcurrentLinkedQueue<>();
    loop.run(order.length, i -> {
      float[] buffer = idle.poll();
      idle.add(fetched.fetch(order[i], bands.get(order[i]), buffer == null ? new float[0] : buffer));
    }, Progress.none());
    return fetched;
  }

  /** Reads one band of some regions, span by span; the buffer, or a longer one, is given back. */
  private float[] fetch(int band, List<Tile> regions, float[] buffer) throws IOException {
    float[] pixelsOfSpan = buffer;
    regions.sort(Comparator.comparingInt(Tile::x));
    for (int i = 0; i < regions.size();) {
      int from = i;
      int right = regions.get(i).right();
      for (; i < regions.size() && regions.get(i).x() <= right + GAP; i++) {
        right = Math.max(right, regions.get(i).right());
      }
      List<Tile> together = regions.subList(from, i);
      int top = Math.max(BAND * band, together.stream().mapToInt(Tile::y).min().orElseThrow());
      int bottom = Math.min(BAND * band + BAND, together.stream().mapToInt(Tile::bottom).max().orElseThrow());
      Tile span = new Tile(regions.get(from).x(), top, right - regions.get(from).x(), bottom - top);
      if (pixelsOfSpan.length < span.area()) {
        pixelsOfSpan = new float[span.area()];
      }
      source.read(span, pixelsOfSpan);
      for (Tile region : together) {
        copy(span, pixelsOfSpan, region);
      }
    }
    return pixelsOfSpan;
  }

  private void copy(Tile span, float[] from, Tile region) {
    Tile part = region.intersect(span);
    float[] into = pixels.get(region);
    for (int y = part.y(); y < part.bottom(); y++) {
      System.arraycopy(from, (y - span.y()) * span.width() + part.x() - span.x(), into,
          (y - region.y()) * region.width(), part.width());
    }
  }

  @Override
  public ImageSize size() {
    return source.size();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    float[] known = pixels.get(region);
    if (known == null) {
      source.read(region, into);
    } else {
      Plane.requireReadable(size(), region, into);
      System.arraycopy(known, 0, into, 0, known.length);
    }
  }
}
