package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final ImageSize CANVAS = new ImageSize(67, 53);
  private static final Tile POST = new Tile(5, 5, 51, 37);
  private static final Tile PRE = new Tile(5, 5, 43, 41);

  private static Coverage coverage(Homography warp) {
    Plane frame = new FramePlane(PRE, CANVAS);
    return new Coverage(POST, PRE, warp, new WarpedPlane(frame, warp, CANVAS), 0);
  }

  private static float[] read(Plane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.read(tile, pixels);
    return pixels;
  }

  /**
   * A pixel is covered exactly where post has it and its four sources are pixels of the raw pre, not of its padding.
   */
  @Test
  void isWholeWherePostLiesAndItsSourceIsInsideTheRawPre() throws IOException {
    for (Homography warp : new Homography[] {Homography.identity(),
        Homography.of(1, 0, 7.25, 0, 1, -3.5, 0, 0, 1), Homography.of(0.98, -0.1, 4, 0.1, 0.98, 2, 1e-5, -2e-5, 1)}) {
      float[] seen = read(coverage(warp), CANVAS.whole());
      int covered = 0;
      for (int y = 0; y < CANVAS.height(); y++) {
        for (int x = 0; x < CANVAS.width(); x++) {
          double u = warp.x(x, y);
          double v = warp.y(x, y);
          boolean clear = Math.min(Math.min(u - PRE.x(), PRE.right() - 1 - u),
              Math.min(v - PRE.y(), PRE.bottom() - 1 - v)) > 1e-4;
          boolean outside = u < PRE.x() - 0.02 || v < PRE.y() - 0.02 || u > PRE.right() - 0.98
              || v > PRE.bottom() - 0.98 || !POST.contains(new Tile(x, y, 1, 1));
          boolean whole = seen[y * CANVAS.width() + x] >= Coverage.WHOLE;
          if (POST.contains(new Tile(x, y, 1, 1)) && clear) {
            assertTrue(whole, x + ", " + y);
          }
          if (outside) {
            assertTrue(!whole, x + ", " + y);
          }
          covered += whole ? 1 : 0;
        }
      }
      CoverageCount count = new CoverageCount(0, POST);
      count.accept(CANVAS.whole(), new float[][] {seen});
      assertEquals(1 - covered / (double) POST.area(), count.outside(), 1e-12);
    }
  }

  @Test
  void isTheSameInWhateverPiecesItIsRead() throws IOException {
    Coverage coverage = coverage(Homography.of(0.98, -0.1, 4, 0.1, 0.98, 2, 1e-5, -2e-5, 1));
    float[] whole = read(coverage, CANVAS.whole());
    for (int y = 0; y < CANVAS.height(); y += 9) {
      for (int x = 0; x < CANVAS.width(); x += 11) {
        Tile tile = new Tile(x, y, 11, 9).intersect(CANVAS.whole());
        float[] part = read(coverage, tile);
        for (int i = 0; i < part.length; i++) {
          assertEquals(whole[(y + i / tile.width()) * CANVAS.width() + x + i % tile.width()] >= Coverage.WHOLE,
              part[i] >= Coverage.WHOLE);
        }
      }
    }
  }

  /** Whatever the region, the value of a pixel is that of the warped frame; only what lies on the rim is warped. */
  @Test
  void warpsTheRimAlone() throws IOException {
    ImageSize canvas = new ImageSize(1500, 1100);
    Tile frame = new Tile(200, 150, 1100, 800);
    Homography warp = Homography.of(0.98, -0.1, 94, 0.1, 0.98, -52, 1e-6, -2e-6, 1);
    WarpedPlane warped = new WarpedPlane(new FramePlane(frame, canvas), warp, canvas);
    AtomicInteger pixels = new AtomicInteger();
    Plane counting = new Plane() {
      @Override
      public ImageSize size() {
        return canvas;
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        pixels.addAndGet(region.area());
        warped.read(region, into);
      }
    };
    Coverage coverage = new Coverage(frame, frame, warp, counting, 0);
    float[] expected = read(warped, frame);
    for (Tile region : new Tile[] {frame, new Tile(201, 151, 1099, 1), new Tile(340, 149, 613, 227)}) {
      float[] seen = read(coverage, region);
      for (int y = region.y(); y < region.bottom(); y++) {
        for (int x = region.x(); x < region.right(); x++) {
          float there = frame.contains(new Tile(x, y, 1, 1))
              ? expected[(y - frame.y()) * frame.width() + x - frame.x()] : 0;
          assertEquals(there, seen[(y - region.y()) * region.width() + x - region.x()], x + ", " + y);
        }
      }
    }
    assertTrue(pixels.get() > 0 && pixels.get() < frame.area() / 5, "warped " + pixels);
  }
}
