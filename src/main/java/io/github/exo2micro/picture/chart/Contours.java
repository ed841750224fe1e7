package io.github.exo2micro.picture.chart;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * The lines where a mask or a soft ring passes half its height: marching squares, linear between pixel centres.
 * Thousands of short pieces, so they are kept as plain numbers: x1, y1, x2, y2 of each in turn, px.
 */
public final class Contours {

  private static final int NUMBERS = 4;

  private final double[] ends;

  private Contours(double[] ends) {
    this.ends = ends;
  }

  /** Of an image that is 0 outside; without a line when it is 0 everywhere. */
  public static Contours halfHeight(FloatImage ring) {
    float highest = 0;
    for (float v : ring.pixels()) {
      highest = Math.max(highest, v);
    }
    return highest > 0 ? new March(ring, highest / 2).all() : new Contours(new double[0]);
  }

  /** One march over an image. */
  private static final class March {
    private final FloatImage image;
    private final float level;
    private double[] ends = new double[1 << 12];
    private int used;

    March(FloatImage image, float level) {
      this.image = image;
      this.level = level;
    }

    Contours all() {
      for (int y = -1; y < image.height(); y++) {
        boolean upper = false;
        boolean lower = false;
        for (int x = -1; x < image.width(); x++) {
          boolean nextUpper = at(x + 1, y) >= level;
          boolean nextLower = at(x + 1, y + 1) >= level;
          if (upper != lower || upper != nextUpper || upper != nextLower) {
            cell(x, y);
          }
          upper = nextUpper;
          lower = nextLower;
        }
      }
      return new Contours(Arrays.copyOf(ends, used));
    }

    private float at(int x, int y) {
      return x < 0 || y < 0 || x >= image.width() || y >= image.height() ? 0 : image.at(x, y);
    }

    /** The square between four pixel centres, corners clockwise from the upper left; two crossings make a piece. */
    private void cell(int x, int y) {
      if (used + 2 * NUMBERS > ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      float a = at(x, y);
      float b = at(x + 1, y);
      float c = at(x + 1, y + 1);
      float d = at(x, y + 1);
      edge(a, b, x, y, 1, 0);
      edge(b, c, x + 1, y, 0, 1);
      edge(c, d, x + 1, y + 1, -1, 0);
      edge(d, a, x, y + 1, 0, -1);
    }

    private void edge(float from, float to, int x, int y, int dx, int dy) {
      if (from >= level != to >= level) {
        double t = (level - (double) from) / ((double) to - from);
        ends[used++] = x + t * dx;
        ends[used++] = y + t * dy;
      }
    }
  }

  /** How many pieces. */
  public int count() {
    return ends.length / NUMBERS;
  }

  /**
   * An end of a piece, px.
   *
   * @param number 0 to 3: x1, y1, x2, y2
   */
  public double end(int piece, int number) {
    return ends[NUMBERS * piece + number];
  }

  /** The same lines seen through a map of their coordinates. */
  public Contours through(Homography map) {
    double[] mapped = new double[ends.length];
    for (int i = 0; i < ends.length; i += 2) {
      mapped[i] = map.x(ends[i], ends[i + 1]);
      mapped[i + 1] = map.y(ends[i], ends[i + 1]);
    }
    return new Contours(mapped);
  }

  /** As a path to draw on a page. */
  Path2D path(AffineTransform toPage) {
    double[] onPage = new double[ends.length];
    toPage.transform(ends, 0, onPage, 0, ends.length / 2);
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, ends.length / 2 + 1);
    for (int i = 0; i < onPage.length; i += NUMBERS) {
      path.moveTo(onPage[i], onPage[i + 1]);
      path.lineTo(onPage[i + 2], onPage[i + 3]);
    }
    return path;
  }
}
