package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarpedPlaneTest {

  private static final FloatImage SOURCE = formula(613, 227);

  private static FloatImage formula(int width, int height) {
    FloatImage image = new FloatImage(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.set(x, y, (float) (100 + 60 * Math.sin(x * 0.7 + y * 0.3) + 30 * Math.cos(y * 1.1 - x * 0.2)));
      }
    }
    return image;
  }

  private static double source(long x, long y) {
    return x < 0 || y < 0 || x >= 613 || y >= 227 ? 0 : SOURCE.at((int) x, (int) y);
  }

  /** Bilinear in double, straight from the definition. */
  private static double naive(Homography warp, int x, int y) {
    double w = warp.at(2, 0) * x + warp.at(2, 1) * y + 1;
    if (w < 1e-9) {
      return 0;
    }
    double sx = warp.x(x, y);
    double sy = warp.y(x, y);
    long ix = (long) Math.floor(sx);
    long iy = (long) Math.floor(sy);
    double fx = sx - ix;
    double fy = sy - iy;
    return (1 - fy) * ((1 - fx) * source(ix, iy) + fx * source(ix + 1, iy))
        + fy * ((1 - fx) * source(ix, iy + 1) + fx * source(ix + 1, iy + 1));
  }

  private static void assertSameAsNaive(Homography warp, ImageSize size, Tile region) throws IOException {
    float[] into = new float[region.area()];
    new WarpedPlane(SOURCE, warp, size).read(region, into);
    int different = 0;
    for (int i = 0; i < into.length; i++) {
      double expected = naive(warp, region.x() + i % region.width(), region.y() + i / region.width());
      // 2e-4: float arithmetic on 190 grey levels.
      assertEquals(expected, into[i], 2e-4, "pixel " + i + " of " + region);
      different += expected != 0 ? 1 : 0;
    }
    assertTrue(different > 0 || region.area() < 100, "nothing was seen");
  }

  @Test
  void isTheSourceUnderTheIdentity() throws IOException {
    float[] into = new float[613 * 227];
    new WarpedPlane(SOURCE, Homography.identity(), SOURCE.size()).read(SOURCE.size().whole(), into);
    assertArrayEquals(SOURCE.pixels(), into);
  }

  @Test
  void agreesWithTheDefinitionForRotationScaleAndPerspectiveBordersIncluded() throws IOException {
    ImageSize size = new ImageSize(701, 307);
    Homography rotated = Homography.similarity(37, 1.07, 300, 110, 11.3, -7.9);
    Homography perspective = Homography.of(1.01, 0.06, -41.7, -0.05, 0.98, 12.2, 3e-5, -4e-5, 1);
    Homography half = Homography.affine(1, 0, 0.5, 0, 1, 0.5);
    for (Homography warp : new Homography[] {rotated, perspective, half}) {
      assertSameAsNaive(warp, size, size.whole());
      assertSameAsNaive(warp, size, new Tile(256, 112, 256, 112));
    }
  }

  /** A bend of 3 px over 200 px, and tiles of post and of pre that jump by some pixels. */
  private static DisplacementField bent(Homography warp) {
    int columns = 22;
    int rows = 12;
    float[] dx = new float[columns * rows];
    float[] dy = new float[columns * rows];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (float) (3 * Math.sin(i % columns * 32 / 60.0));
      dy[i] = (float) (2 * Math.cos(i / columns * 32 / 70.0));
    }
    return new DisplacementField(warp, -20, -24, 32, columns, rows, dx, dy, List.of(
        new SeamGrid(SeamGrid.Frame.POST, new double[] {201, 402}, new double[] {118},
            new float[] {0, 1.5f, -2, 3, 0, 1}, new float[] {1, 0, -1, 2.5f, -2, 0}),
        new SeamGrid(SeamGrid.Frame.PRE, new double[] {301}, new double[0], new float[] {0, -1.25f},
            new float[] {0.5f, 2})));
  }

  @Test
  void aFieldMovesEveryPixelAndTilesEndToThePixelAtTheirSeams() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    DisplacementField field = bent(Homography.similarity(7, 1.02, 300, 110, 3.3, -2.9));
    float[] whole = new float[613 * 227];
    new WarpedPlane(SOURCE, field, size).read(size.whole(), whole);
    for (int i = 0; i < whole.length; i++) {
      int x = i % 613;
      int y = i / 613;
      double expected = naive(Homography.translation(field.preX(x, y) - x, field.preY(x, y) - y), x, y);
      // Positions are interpolated over 8 columns: up to 0.01 px of a pattern that falls by 100 levels a px at the
      // edges.
      assertEquals(expected, whole[i], 1.2, "pixel " + x + ", " + y);
    }
  }

  @Test
  void aPixelUnderAFieldIsTheSameInWhateverRegionItIsRead() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    assertSameInEveryRegion(
        new WarpedPlane(SOURCE, bent(Homography.similarity(-4, 0.99, 300, 110, 3.3, -2.9)), size), size);
  }

  private static void assertSameInEveryRegion(WarpedPlane plane, ImageSize size) throws IOException {
    float[] whole = new float[613 * 227];
    plane.read(size.whole(), whole);
    for (Tile part : List.of(new Tile(0, 0, 613, 1), new Tile(197, 100, 19, 40), new Tile(402, 3, 1, 200),
        new Tile(300, 117, 9, 2))) {
      float[] pixels = new float[part.area()];
      plane.read(part, pixels);
      for (int i = 0; i < pixels.length; i++) {
        int at = (part.y() + i / part.width()) * 613 + part.x() + i % part.width();
        assertEquals(whole[at], pixels[i], "pixel " + i + " of " + part);
      }
    }
  }

  @Test
  void edgesFadeToZeroOverOnePixelOnEachSide() throws IOException {
    Homography shift = Homography.translation(-4.25, -3.75);
    assertSameAsNaive(shift, new ImageSize(640, 240), new Tile(0, 0, 640, 240));
    float[] into = new float[1];
    new WarpedPlane(SOURCE, shift, new ImageSize(640, 240)).read(new Tile(4, 100, 1, 1), into);
    assertTrue(into[0] > 0 && into[0] < SOURCE.at(0, 96), "a quarter outside: " + into[0]);
  }

  private static double weight(double distance) {
    double t = Math.abs(distance);
    double a = -0.625;
    return t < 1 ? ((a + 2) * t - (a + 3)) * t * t + 1 : t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
  }

  /** Cubic convolution in double, straight from the definition. */
  private static double cubic(double sx, double sy) {
    double sum = 0;
    for (long y = (long) Math.floor(sy) - 1; y <= Math.floor(sy) + 2; y++) {
      for (long x = (long) Math.floor(sx) - 1; x <= Math.floor(sx) + 2; x++) {
        sum += weight(sx - x) * weight(sy - y) * source(x, y);
      }
    }
    return sum;
  }

  @Test
  void theBicubicPlaneAgreesWithTheDefinitionAndIsBilinearWhereANeighbourIsPadding() throws IOException {
    ImageSize size = new ImageSize(701, 307);
    Homography warp = Homography.of(1.01, 0.06, -41.7, -0.05, 0.98, 12.2, 3e-5, -4e-5, 1);
    Tile frame = new Tile(5, 7, 590, 200);
    float[] bicubic = new float[701 * 307];
    new WarpedPlane(SOURCE, warp, size).bicubic(frame).read(size.whole(), bicubic);
    float[] bilinear = new float[701 * 307];
    new WarpedPlane(SOURCE, warp, size).read(size.whole(), bilinear);
    int inside = 0;
    for (int i = 0; i < bicubic.length; i++) {
      double sx = warp.x(i % 701, i / 701);
      double sy = warp.y(i % 701, i / 701);
      // Near the rim a rounded position may fall on either side of it.
      if (sx > 6.01 && sy > 8.01 && sx < 592.99 && sy < 204.99) {
        assertEquals(cubic(sx, sy), bicubic[i], 2e-3, "pixel " + i);
        inside++;
      } else if (sx < 5.99 || sy < 7.99 || sx > 593.01 || sy > 205.01) {
        assertEquals(bilinear[i], bicubic[i], "pixel " + i);
      }
    }
    assertTrue(inside > 50_000, inside + " pixels");
  }

  @Test
  void bicubicKeepsTheContrastOfFineDetailThatBilinearTakes() throws IOException {
    FloatImage fine = new FloatImage(200, 100);
    for (int i = 0; i < fine.pixels().length; i++) {
      fine.pixels()[i] = (float) Math.sin(2 * Math.PI * (i % 200) / 5.0);
    }
    Homography half = Homography.translation(0.5, 0.5);
    double[] error = new double[2];
    for (int kind = 0; kind < 2; kind++) {
      WarpedPlane plane = new WarpedPlane(fine, half, fine.size());
      float[] row = new float[100];
      (kind == 0 ? plane : plane.bicubic(fine.size().whole())).read(new Tile(50, 50, 100, 1), row);
      for (int i = 0; i < 100; i++) {
        error[kind] = Math.max(error[kind], Math.abs(row[i] - Math.sin(2 * Math.PI * (50.5 + i) / 5.0)));
      }
    }
    assertTrue(error[0] > 0.15 && error[1] < 0.05, error[0] + " bilinear, " + error[1] + " bicubic");
  }

  @Test
  void aBicubicPixelIsTheSourceAtWholePositionsAndFlatWhereTheSourceIsFlat() throws IOException {
    float[] into = new float[613 * 227];
    new WarpedPlane(SOURCE, Homography.identity(), SOURCE.size()).bicubic(SOURCE.size().whole()).read(
        SOURCE.size().whole(), into);
    assertArrayEquals(SOURCE.pixels(), into);
    FloatImage flat = new FloatImage(60, 60);
    java.util.Arrays.fill(flat.pixels(), 1000);
    float[] pixel = new float[40 * 40];
    new WarpedPlane(flat, Homography.similarity(11, 1.01, 30, 30, 0.3, 0.7), flat.size()).bicubic(flat.size().whole())
        .read(new Tile(10, 10, 40, 40), pixel);
    for (float value : pixel) {
      assertEquals(1000, value, 1e-3);
    }
  }

  @Test
  void aPixelThatIsNotANumberSpoilsNoMoreInABicubicPlaneThanInABilinearOne() throws IOException {
    FloatImage holed = formula(64, 64);
    holed.set(30, 31, Float.NaN);
    holed.set(50, 10, Float.POSITIVE_INFINITY);
    Homography shift = Homography.translation(0.4, -0.3);
    float[] bilinear = new float[64 * 64];
    float[] bicubic = new float[64 * 64];
    new WarpedPlane(holed, shift, holed.size()).read(holed.size().whole(), bilinear);
    new WarpedPlane(holed, shift, holed.size()).bicubic(holed.size().whole()).read(holed.size().whole(), bicubic);
    int none = 0;
    for (int i = 0; i < bilinear.length; i++) {
      assertEquals(Float.isFinite(bilinear[i]), Float.isFinite(bicubic[i]), "pixel " + i);
      none += Float.isFinite(bicubic[i]) ? 0 : 1;
    }
    assertEquals(8, none);
  }

  @Test
  void aBicubicPixelUnderAFieldIsTheSameInWhateverRegionItIsRead() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    WarpedPlane plane = new WarpedPlane(SOURCE, bent(Homography.similarity(-4, 0.99, 300, 110, 3.3, -2.9)), size)
        .bicubic(new Tile(3, 3, 600, 220));
    assertSameInEveryRegion(plane, size);
  }

  @Test
  void minificationIsReadInBoundedPieces() throws IOException {
    FloatImage big = new FloatImage(3000, 2500);
    int[] largest = {0};
    Plane watched = new Plane() {
      @Override
      public ImageSize size() {
        return big.size();
      }

      @Override
      public void read(Tile region, float[] into) {
        largest[0] = Math.max(largest[0], Math.max(region.area(), into.length));
        java.util.Arrays.fill(into, 0, region.area(), 7f);
      }
    };
    float[] into = new float[256 * 112];
    new WarpedPlane(watched, Homography.similarity(30, 9, 128, 56, 1400, 1200), new ImageSize(256, 112))
        .read(new Tile(0, 0, 256, 112), into);
    assertTrue(largest[0] > 0 && largest[0] <= WarpedPlane.MAX_PIECE, "largest piece " + largest[0]);
    assertEquals(7f, into[56 * 256 + 128], 1e-6f);
  }

  @Test
  void whatLiesBehindTheHorizonIsZero() throws IOException {
    Homography folding = Homography.of(1, 0, 0, 0, 1, 0, -0.01, 0, 1);
    assertSameAsNaive(folding, new ImageSize(160, 40), new Tile(0, 0, 160, 40));
  }

  @Test
  void aPixelIsTheSameWhateverRegionItIsReadWith() throws IOException {
    ImageSize size = new ImageSize(640, 250);
    WarpedPlane plane = new WarpedPlane(SOURCE, Homography.of(1.01, 0.06, -41.7, -0.05, 0.98, 12.2, 3e-5, -4e-5, 1),
        size);
    float[] whole = new float[640 * 250];
    plane.read(size.whole(), whole);
    float[] part = new float[101 * 53];
    plane.read(new Tile(317, 97, 101, 53), part);
    for (int i = 0; i < part.length; i++) {
      assertEquals(whole[(97 + i / 101) * 640 + 317 + i % 101], part[i]);
    }
  }

  @Test
  void readsNothingWhereTheSourceIsNotSeen() throws IOException {
    Plane unreadable = new Plane() {
      @Override
      public ImageSize size() {
        return new ImageSize(100, 100);
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        throw new IOException("read " + region);
      }
    };
    float[] into = {5, 5, 5, 5};
    new WarpedPlane(unreadable, Homography.translation(-200, 0), new ImageSize(400, 100)).read(new Tile(10, 10, 2, 2),
        into);
    assertArrayEquals(new float[4], into);
  }
}
