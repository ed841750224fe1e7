package io.github.exo2micro.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {

  private static final ImageSize SIZE = new ImageSize(413, 327);

  @TempDir
  Path directory;

  private static List<DemoPair> create(Path directory, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return new DemoData(new TileSweep(pool, threads)).create(directory, SIZE, 5, Progress.none());
    } finally {
      pool.shutdown();
    }
  }

  private static Path file(Path directory, DemoPair pair, String stain) {
    return directory.resolve("raw").resolve(pair.sample())
        .resolve(pair.sample() + "_" + stain + "Stain_" + pair.dye() + ".tif");
  }

  @Test
  void postIsTheScaledPreAtTheTruthsPlaceWhereNoMicrobesAre() throws Exception {
    for (DemoPair pair : create(directory, 2)) {
      Raster pre = read(file(directory, pair, "Pre"));
      Raster post = read(file(directory, pair, "Post"));
      int band = pair.deep() ? 0 : 1;
      double offset = pair.deep() ? DemoPair.OFFSET : 0;
      double unit = pair.deep() ? DemoPair.GAIN : 1;
      DemoTissue tissue = new DemoTissue(pair.seed(), pair.preSize(), pair.tissue());
      double right = 0;
      double beside = 0;
      double sum = 0;
      int n = 0;
      for (int y = 4; y < SIZE.height() - 4; y++) {
        for (int x = 4; x < SIZE.width() - 4; x++) {
          double u = pair.warp().x(x, y);
          double v = pair.warp().y(x, y);
          if (tissue.inside(u, v) < 1 || u < 4 || v < 4 || u > SIZE.width() - 5 || v > SIZE.height() - 5) {
            continue;
          }
          double p = (post.getSampleDouble(x, y, band) - offset) / unit;
          if (p > 240) {
            continue;
          }
          double d = (p / pair.backgroundScale() - bilinear(pre, u, v, band, offset) / unit);
          if (d > 12) {
            continue; // a microbe
          }
          right += Math.abs(d);
          beside += Math.abs(p / pair.backgroundScale() - bilinear(pre, u + 2, v, band, offset) / unit);
          sum += d;
          n++;
        }
      }
      assertTrue(n > 20_000, pair + ": " + n);
      // Noise of both images is about 3 counts; 2 px beside, the texture differs by much more.
      assertTrue(right / n < 3.2, pair + " " + right / n);
      assertTrue(beside / n > 1.8 * right / n, pair + " " + beside / n + " " + right / n);
      assertEquals(0, sum / n, 0.5, pair.toString());
    }
  }

  private static double bilinear(Raster r, double x, double y, int band, double offset) {
    int i = (int) x;
    int j = (int) y;
    double s = x - i;
    double t = y - j;
    return (1 - t) * ((1 - s) * r.getSampleDouble(i, j, band) + s * r.getSampleDouble(i + 1, j, band))
        + t * ((1 - s) * r.getSampleDouble(i, j + 1, band) + s * r.getSampleDouble(i + 1, j + 1, band)) - offset;
  }

  private static Raster read(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRaster();
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws Exception {
    List<DemoPair> pairs = create(directory.resolve("a"), 1);
    create(directory.resolve("b"), 3);
    for (DemoPair pair : pairs) {
      for (String stain : List.of("Pre", "Post")) {
        assertArrayEquals(Files.readAllBytes(file(directory.resolve("a"), pair, stain)),
            Files.readAllBytes(file(directory.resolve("b"), pair, stain)));
      }
    }
  }

  @Test
  void aPairThatIsThereWholeStaysUntouchedAndADamagedOneIsMadeAnew() throws Exception {
    DemoPair pair = create(directory, 2).get(0);
    Path whole = file(directory, pair, "Pre");
    Path damaged = file(directory, DemoData.pairs(SIZE, 5).get(1), "Post");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.setLastModifiedTime(whole, FileTime.fromMillis(1_000_000_000_000L));
    Files.write(damaged, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    create(directory, 2);
    assertEquals(1_000_000_000_000L, Files.getLastModifiedTime(whole).toMillis());
    assertArrayEquals(bytes, Files.readAllBytes(damaged));
  }

  @Test
  void theTruthFileHoldsTheWarpTheScaleAndTheMicrobes() throws Exception {
    DemoPair pair = create(directory, 2).get(1);
    JsonObject truth = JsonParser.parseString(Files.readString(directory.resolve("truth/Demo01_SybrGld_truth.json")))
        .getAsJsonObject();
    assertEquals(0.9, truth.get("bg_scale").getAsDouble());
    assertEquals(pair.warp().at(0, 1), truth.getAsJsonArray("matrix_post_to_pre").get(0).getAsJsonArray().get(1)
        .getAsDouble());
    assertTrue(truth.getAsJsonArray("microbes_x_y_sigma_height").size() > 0);
  }

  @Test
  void theErrorOfTheTruthIsZeroAndThatOfAShiftIsTheShift() {
    for (DemoPair pair : DemoData.pairs(SIZE, 5)) {
      assertEquals(0, AlignmentError.measurePadded(pair.paddedWarp(50), 50, pair).p95(), 1e-9);
      Homography shifted = pair.warp().after(Homography.translation(3, 4));
      AlignmentError error = AlignmentError.measure(shifted, pair);
      assertEquals(5, error.median(), 1e-6);
      assertEquals(5, error.p95(), 1e-6);
      // A turn about the origin harms far places more.
      AlignmentError turned = AlignmentError.measure(
          pair.warp().after(Homography.similarity(1, 1, 0, 0, 0, 0)), pair);
      assertTrue(turned.p95() > turned.median() && turned.median() > 1);
    }
  }
}
