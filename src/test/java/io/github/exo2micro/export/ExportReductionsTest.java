package io.github.exo2micro.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reductions, extremes and transforms that exports are made of. */
class ExportReductionsTest {

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @TempDir
  Path folder;

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  private static ParallelLoop loop() {
    return new ParallelLoop(EXECUTOR, 2);
  }

  private static Optional<PixelSize> pixel(double um) {
    return um > 0 ? Optional.of(new PixelSize(um, um)) : Optional.empty();
  }

  private static TaskWarp warp(Homography padded, double preUm) {
    return new TaskWarp(new TaskId("S1", "DAPI"), padded, Optional.empty(), Interpolation.BILINEAR, 100,
        new ImageSize(2200, 1700), new ImageSize(2000, 1500), new ImageSize(2000, 1500), Optional.empty(),
        pixel(preUm));
  }

  private static FloatImage image(int width, int height, long seed) {
    Random random = new Random(seed);
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = i % 17 == 0 ? Float.NaN : i % 101 == 0 ? Float.POSITIVE_INFINITY
          : (float) (100 * random.nextGaussian());
    }
    return image;
  }

  @Test
  void extremesAreFoundInRowsThatWereNotSampled() throws IOException {
    FloatImage tall = new FloatImage(3, 1200);
    tall.set(1, 601, -7);
    tall.set(2, 1001, 5000);
    ValueRange sampled = ValueRange.sampled(tall, new Tile(0, 0, 3, 1200));
    assertEquals(0, sampled.highest(), "every third row");
    ValueRange whole = sampled.withExtremes(tall, new Tile(0, 0, 3, 1200), loop(), Progress.none());
    assertEquals(-7, whole.lowest());
    assertEquals(5000, whole.highest());
    assertEquals(sampled.shownHighest(), whole.shownHighest());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1024, 7, 1", "1025, 3, 2", "3, 2100, 3", "34000, 29000, 7"})
  void levelsAreHalvedUntilTheyFitOnAScreen(int width, int height, int levels) {
    List<ImageSize> sizes = Pyramid.sizes(new ImageSize(width, height));
    assertEquals(levels, sizes.size());
    for (int i = 1; i < levels; i++) {
      assertEquals((sizes.get(i - 1).width() + 1) / 2, sizes.get(i).width());
      assertEquals((sizes.get(i - 1).height() + 1) / 2, sizes.get(i).height());
    }
  }

  /** Each pixel of a level is the mean of the up to four of the level before that have a value. */
  @Test
  void everyLevelIsStreamedOnceAndIsTheMeanOfTheOneBefore() throws IOException {
    FloatImage image = image(1301, 1111, 3);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = Float.isInfinite(image.pixels()[i]) ? 1 : image.pixels()[i];
    }
    Tile region = new Tile(10, 20, 1273, 1077);
    List<FloatImage> levels = new ArrayList<>();
    int[] next = new int[3];
    for (ImageSize size : Pyramid.sizes(new ImageSize(1273, 1077))) {
      levels.add(new FloatImage(size.width(), size.height()));
    }
    new Pyramid(image, region, loop()).stream((level, first, rows, pixels) -> {
      FloatImage into = levels.get(level);
      assertEquals(next[level], first, "bands follow each other");
      next[level] += rows;
      System.arraycopy(pixels, 0, into.pixels(), first * into.width(), rows * into.width());
    }, Progress.none());
    for (int i = 0; i < levels.size(); i++) {
      assertEquals(levels.get(i).height(), next[i]);
    }
    for (int y = 0; y < 1077; y += 13) {
      for (int x = 0; x < 1273; x++) {
        assertEquals(image.at(x + 10, y + 20), levels.get(0).at(x, y));
      }
    }
    FloatImage before = levels.get(0);
    FloatImage half = levels.get(1);
    for (int y = 0; y < half.height(); y++) {
      for (int x = 0; x < half.width(); x++) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < 4; k++) {
          int u = 2 * x + k % 2;
          int v = 2 * y + k / 2;
          if (u < before.width() && v < before.height() && !Float.isNaN(before.at(u, v))) {
            sum += before.at(u, v);
            n++;
          }
        }
        assertEquals((float) (sum / n), half.at(x, y), 1e-3f, x + ", " + y);
      }
    }
  }

  @Test
  void transformsOfAnAffineWarpAreThatWarpInEveryProgramsOwnPixels() throws IOException {
    Homography raw = Homography.affine(1.01, 0.02, 15, -0.03, 0.99, -8);
    Homography shift = Homography.translation(100, 100);
    List<Path> files = new TaskTransforms(warp(shift.after(raw).after(shift.inverse()), 0)).write(folder);
    JsonObject json = JsonParser.parseString(Files.readString(files.get(0))).getAsJsonObject();
    JsonArray affine = json.getAsJsonArray("affine");
    double[] expected = {1.01, 0.02, 15, -0.03, 0.99, -8};
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i], affine.get(i).getAsDouble(), 1e-7);
    }
    assertEquals(0, json.get("affine_largest_error_px").getAsDouble(), 1e-6);
    assertFalse(json.get("local_field").getAsBoolean());
    // QuPath: corners at whole numbers, so both images lie half a pixel further.
    JsonArray qupath = json.getAsJsonArray("qupath");
    double x = qupath.get(0).getAsDouble() * 10.5 + qupath.get(1).getAsDouble() * 20.5 + qupath.get(2).getAsDouble();
    double y = qupath.get(3).getAsDouble() * 10.5 + qupath.get(4).getAsDouble() * 20.5 + qupath.get(5).getAsDouble();
    assertEquals(raw.x(10, 20) + 0.5, x, 1e-6);
    assertEquals(raw.y(10, 20) + 0.5, y, 1e-6);
  }

  @Test
  void itksFileHoldsTheMatrixByRowsThenTheShift() throws IOException {
    Homography raw = Homography.affine(1.01, 0.02, 15, -0.03, 0.99, -8);
    Homography shift = Homography.translation(100, 100);
    List<Path> files = new TaskTransforms(warp(shift.after(raw).after(shift.inverse()), 0)).write(folder);
    List<String> lines = Files.readAllLines(files.get(1));
    assertEquals("#Insight Transform File V1.0", lines.get(0));
    String[] words = lines.stream().filter(l -> l.startsWith("Parameters: ")).findFirst().orElseThrow().split(" ");
    double[] expected = {1.01, 0.02, -0.03, 0.99, 15, -8};
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i], Double.parseDouble(words[i + 1]), 1e-7);
    }
    List<String> grid = Files.readAllLines(files.get(2));
    assertEquals("post_x,post_y,pre_x,pre_y", grid.get(0));
    assertEquals(1 + 33 * 33, grid.size());
    double[] last = Arrays.stream(grid.get(33 * 33).split(",")).mapToDouble(Double::parseDouble).toArray();
    assertEquals(1999, last[0]);
    assertEquals(1499, last[1]);
    assertEquals(raw.x(1999, 1499), last[2], 1e-3);
    assertEquals(raw.y(1999, 1499), last[3], 1e-3);
  }

  @Test
  void aPerspectiveIsFittedByTheNearestAffineWhoseErrorIsTold() throws IOException {
    Homography bent = Homography.of(1, 0, 0, 0, 1, 0, 1e-6, 0, 1);
    JsonObject json = JsonParser.parseString(Files.readString(new TaskTransforms(warp(bent, 0)).write(folder).get(0)))
        .getAsJsonObject();
    double told = json.get("affine_largest_error_px").getAsDouble();
    assertTrue(told > 0.3 && told < 5, told + " px");
  }
}
