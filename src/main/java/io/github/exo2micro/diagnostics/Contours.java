package io.github.exo2micro.diagnostics;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** The lines where a mask or a soft ring passes half its height: marching squares, linear between pixel centres. */
final class Contours {

  /**
   * A piece of a line.
   *
   * @param x1 first end, px
   * @param y1 first end, px
   * @param x2 other end, px
   * @param y2 other end, px
   */
  record Segment(double x1, double y1, double x2, double y2) {

    Segment through(Homography map) {
      return new Segment(map.x(x1, y1), map.y(x1, y1), map.x(x2, y2), map.y(x2, y2));
    }
  }

  private final List<Segment> segments;

  private Contours(List<Segment> segments) {
    this.segments = segments;
  }

  /** Of an image that is 0 outside; without a line when it is 0 everywhere. */
  static Contours halfHeight(FloatImage ring) {
    float highest = 0;
    for (float v : ring.pixels()) {
      highest = Math.max(highest, v);
    }
    List<Segment> segments = new ArrayList<>();
    float level = highest / 2;
    if (highest > 0) {
      for (int y = -1; y < ring.height(); y++) {
        for (int x = -1; x < ring.width(); x++) {
          cell(ring, x, y, level, segments);
        }
      }
    }
    return new Contours(segments);
  }

  private static float at(FloatImage image, int x, int y) {
    return x < 0 || y < 0 || x >= image.width() || y >= image.height() ? 0 : image.at(x, y);
  }

  /** The square between four pixel centres, corners clockwise from the upper left. */
  private static void cell(FloatImage image, int x, int y, float level, List<Segment> to) {
    boolean inside = at(image, x, y) >= level;
    if (inside == at(image, x + 1, y) >= level && inside == at(image, x + 1, y + 1) >= level
        && inside == at(image, x, y + 1) >= level) {
      return;
    }
    double[] v = {at(image, x, y), at(image, x + 1, y), at(image, x + 1, y + 1), at(image, x, y + 1)};
    double[] cx = {x, x + 1, x + 1, x};
    double[] cy = {y, y, y + 1, y + 1};
    double[] px = new double[4];
    double[] py = new double[4];
    int crossings = 0;
    for (int i = 0; i < 4; i++) {
      int j = (i + 1) % 4;
      if (v[i] >= level != v[j] >= level) {
        double t = (level - v[i]) / (v[j] - v[i]);
        px[crossings] = cx[i] + t * (cx[j] - cx[i]);
        py[crossings++] = cy[i] + t * (cy[j] - cy[i]);
      }
    }
    for (int i = 0; i + 1 < crossings; i += 2) {
      to.add(new Segment(px[i], py[i], px[i + 1], py[i + 1]));
    }
  }

  List<Segment> segments() {
    return segments;
  }

  /** The same lines seen through a map of their coordinates. */
  Contours through(Homography map) {
    return new Contours(segments.stream().map(s -> s.through(map)).toList());
  }

  /** As a path to draw, in px of the image. */
  Path2D path() {
    Path2D path = new Path2D.Double();
    for (Segment s : segments) {
      path.moveTo(s.x1(), s.y1());
      path.lineTo(s.x2(), s.y2());
    }
    return path;
  }
}
