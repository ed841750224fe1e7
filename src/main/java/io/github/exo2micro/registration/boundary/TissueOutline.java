package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.Arrays;

/**
 * The tissue's outer boundary at the coarse scale.
 *
 * @param body the largest piece of tissue, closed and filled
 * @param ring the band along the inside of its edge, softened; 0 to 1
 * @param edgeX columns of points on the body's edge, to a fraction of a pixel; shared
 * @param edgeY their rows; shared
 */
record TissueOutline(Mask body, FloatImage ring, double[] edgeX, double[] edgeY) {

  /** Edge points this near to where the image was cut off are no edge of the tissue. */
  private static final double CUT_PX = 2.5;
  private static final double EDGE_SIGMA = 1.5;

  /**
   * @param tissue at the coarse scale
   * @param width thickness of the ring, and radius of the closing; px
   * @param smooth Gaussian sigma that softens the ring, px
   */
  static TissueOutline of(WorkingImage tissue, int width, double smooth) {
    Mask mask = tissue.mask();
    double dense = (double) mask.count() / Math.max(1, tissue.data().area());
    Mask body = mask.closed(dense > 0.3 ? 3.0 * width : width).piecesAtLeast(1).filled();
    Mask inner = body.eroded(width);
    float[] band = new float[body.width() * body.height()];
    Tile data = tissue.data();
    for (int i = 0; i < band.length; i++) {
      band[i] = body.at(i) && !inner.at(i) ? 1 : 0;
    }
    FloatImage ring = new FloatImage(body.width(), body.height(),
        GaussianBlur.blur(band, body.width(), body.height(), smooth));
    // a finer closing than the ring's: the bays that the ring needs filled are what fixes the rotation
    Edge edge = new Edge(mask.closed(Math.max(2, width / 3.0)).piecesAtLeast(1).filled(), data);
    return new TissueOutline(body, ring, edge.x(), edge.y());
  }

  /** Whether there is an outline to work with. */
  boolean isUsable() {
    return edgeX.length >= 50;
  }

  /** Where the softened mask crosses one half between neighbouring pixels. */
  private static final class Edge {
    private double[] xs = new double[1024];
    private double[] ys = new double[1024];
    private int n;

    Edge(Mask mask, Tile data) {
      float[] soft = GaussianBlur.blur(mask.toFloats(), mask.width(), mask.height(), EDGE_SIGMA);
      int w = mask.width();
      for (int y = 0; y < mask.height(); y++) {
        for (int x = 0; x < w; x++) {
          float here = soft[y * w + x];
          if (x + 1 < w) {
            cross(here, soft[y * w + x + 1], x, y, 1, 0, data);
          }
          if (y + 1 < mask.height()) {
            cross(here, soft[(y + 1) * w + x], x, y, 0, 1, data);
          }
        }
      }
    }

    private void cross(float here, float next, int x, int y, int dx, int dy, Tile data) {
      if (here > 0.5f == next > 0.5f) {
        return;
      }
      double t = (0.5 - here) / (next - here);
      double px = x + t * dx;
      double py = y + t * dy;
      boolean cut = px < data.x() + CUT_PX || py < data.y() + CUT_PX || px > data.right() - 1 - CUT_PX
          || py > data.bottom() - 1 - CUT_PX;
      if (cut) {
        return;
      }
      if (n == xs.length) {
        xs = Arrays.copyOf(xs, 2 * n);
        ys = Arrays.copyOf(ys, 2 * n);
      }
      xs[n] = px;
      ys[n++] = py;
    }

    double[] x() {
      return Arrays.copyOf(xs, n);
    }

    double[] y() {
      return Arrays.copyOf(ys, n);
    }
  }
}
