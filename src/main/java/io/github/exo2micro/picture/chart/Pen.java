package io.github.exo2micro.picture.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Draws smooth lines, round at their ends, straight into a picture's pixels. A line costs what its length costs;
 * Java2D's own renderer pays for the whole box around a path and, in a process that draws a dozen pictures once, its
 * compilation alone took a second or more.
 */
final class Pen {

  /** Pieces of at most so many px are looked at in the box around them. */
  private static final double PIECE = 8;
  private static final double FLATNESS = 0.2;
  /** Pixels of a row that are looked at together. */
  private static final int BLOCK = 32;

  private final int[] pixels;
  private final int width;
  private final Rectangle page;
  private final AffineTransform toPixels;
  private final double scale;

  /**
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @param pixelsPerPoint scale of the page's coordinates
   */
  Pen(BufferedImage image, double pixelsPerPoint) {
    pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    width = image.getWidth();
    page = new Rectangle(image.getWidth(), image.getHeight());
    toPixels = AffineTransform.getScaleInstance(pixelsPerPoint, pixelsPerPoint);
    scale = pixelsPerPoint;
  }

  /**
   * Draws a shape's outline.
   *
   * @param shape in points
   * @param within where it may be seen, in points
   */
  void draw(Shape shape, Rectangle2D within, Color colour, BasicStroke stroke) {
    double radius = stroke.getLineWidth() * scale / 2;
    Rectangle2D reach = toPixels.createTransformedShape(shape.getBounds2D()).getBounds2D();
    Rectangle2D allowed = toPixels.createTransformedShape(within).getBounds2D();
    int left = (int) Math.max(Math.rint(allowed.getX()), Math.floor(reach.getX() - radius - 1));
    int top = (int) Math.max(Math.rint(allowed.getY()), Math.floor(reach.getY() - radius - 1));
    int right = (int) Math.min(Math.rint(allowed.getMaxX()), Math.ceil(reach.getMaxX() + radius + 1));
    int bottom = (int) Math.min(Math.rint(allowed.getMaxY()), Math.ceil(reach.getMaxY() + radius + 1));
    Rectangle box = new Rectangle(left, top, right - left, bottom - top).intersection(page);
    if (!box.isEmpty()) {
      Ink ink = new Ink(box, radius);
      trace(shape, stroke, ink);
      ink.blend(colour);
    }
  }

  private void trace(Shape shape, BasicStroke stroke, Ink ink) {
    double[] c = new double[6];
    double x = 0;
    double y = 0;
    double startX = 0;
    double startY = 0;
    Dashes dashes = new Dashes(stroke, scale);
    for (PathIterator path = shape.getPathIterator(toPixels, FLATNESS); !path.isDone(); path.next()) {
      int kind = path.currentSegment(c);
      if (kind == PathIterator.SEG_MOVETO) {
        startX = c[0];
        startY = c[1];
        dashes.restart();
      } else {
        boolean close = kind == PathIterator.SEG_CLOSE;
        c[0] = close ? startX : c[0];
        c[1] = close ? startY : c[1];
        dashes.line(x, y, c[0], c[1], ink);
      }
      x = c[0];
      y = c[1];
    }
  }

  /** Where a dashed line is on and off. */
  private static final class Dashes {
    private final float[] pattern;
    private final double scale;
    private int at;
    private double left;

    Dashes(BasicStroke stroke, double scale) {
      this.pattern = stroke.getDashArray();
      this.scale = scale;
    }

    void restart() {
      at = 0;
      left = pattern == null ? Double.POSITIVE_INFINITY : pattern[0] * scale;
    }

    void line(double x1, double y1, double x2, double y2, Ink ink) {
      double length = Math.hypot(x2 - x1, y2 - y1);
      double done = 0;
      do {
        double step = Math.min(Math.min(left, PIECE), length - done);
        double from = length == 0 ? 0 : done / length;
        double to = length == 0 ? 0 : (done + step) / length;
        if (at % 2 == 0) {
          ink.piece(x1 + from * (x2 - x1), y1 + from * (y2 - y1), x1 + to * (x2 - x1), y1 + to * (y2 - y1));
        }
        done += step;
        left -= step;
        if (left <= 1e-9) {
          at = (at + 1) % pattern.length;
          left = pattern[at] * scale;
        }
      } while (done < length - 1e-9);
    }
  }

  /**
   * How much of each pixel a line covers, before its colour is mixed in: pieces that touch do not darken each other.
   */
  private final class Ink {
    private final Rectangle box;
    private final double radius;
    private final byte[] cover;
    /** Whether any of the {@value #BLOCK} pixels of a row's block may be covered: a long line's box is nearly empty. */
    private final boolean[] touched;
    private final int blocks;

    Ink(Rectangle box, double radius) {
      this.box = box;
      this.radius = radius;
      this.cover = new byte[box.width * box.height];
      this.blocks = (box.width + BLOCK - 1) / BLOCK;
      this.touched = new boolean[blocks * box.height];
    }

    /** A pixel's centre that is less than the radius away is covered; over one px about it, in part. */
    void piece(double x1, double y1, double x2, double y2) {
      double reach = radius + 0.5;
      int left = Math.max(box.x, (int) Math.ceil(Math.min(x1, x2) - reach - 0.5));
      int right = Math.min(box.x + box.width - 1, (int) Math.floor(Math.max(x1, x2) + reach - 0.5));
      int top = Math.max(box.y, (int) Math.ceil(Math.min(y1, y2) - reach - 0.5));
      int bottom = Math.min(box.y + box.height - 1, (int) Math.floor(Math.max(y1, y2) + reach - 0.5));
      double dx = x2 - x1;
      double dy = y2 - y1;
      double square = Math.max(dx * dx + dy * dy, 1e-12);
      for (int y = top; y <= bottom; y++) {
        double py = y + 0.5 - y1;
        int at = (y - box.y) * box.width - box.x;
        if (left <= right) {
          Arrays.fill(touched, (y - box.y) * blocks + (left - box.x) / BLOCK,
              (y - box.y) * blocks + (right - box.x) / BLOCK + 1, true);
        }
        for (int x = left; x <= right; x++) {
          double px = x + 0.5 - x1;
          double t = Math.max(0, Math.min(1, (px * dx + py * dy) / square));
          double ex = px - t * dx;
          double ey = py - t * dy;
          double distance = ex * ex + ey * ey;
          if (distance < reach * reach) {
            int covered = (int) (255 * Math.min(1, Math.min(2 * radius, reach - Math.sqrt(distance))) + 0.5);
            if (covered > (cover[at + x] & 255)) {
              cover[at + x] = (byte) covered;
            }
          }
        }
      }
    }

    void blend(Color colour) {
      int rgb = colour.getRGB();
      int opacity = colour.getAlpha();
      for (int i = 0; i < touched.length; i++) {
        if (touched[i]) {
          int left = i % blocks * BLOCK;
          blend(i / blocks, left, Math.min(box.width, left + BLOCK), rgb, opacity);
        }
      }
    }

    private void blend(int y, int left, int right, int rgb, int opacity) {
      int to = (box.y + y) * width + box.x;
      for (int x = left; x < right; x++) {
        int covered = cover[y * box.width + x] & 255;
        if (covered != 0) {
          pixels[to + x] = mixed(pixels[to + x], rgb, covered * opacity);
        }
      }
    }

    /** @param part of the new colour, of 255² */
    private int mixed(int old, int rgb, int part) {
      int whole = 255 * 255;
      int result = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int mix = (old >> shift & 255) * (whole - part) + (rgb >> shift & 255) * part;
        result |= (mix + whole / 2) / whole << shift;
      }
      return result;
    }
  }
}
