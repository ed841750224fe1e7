package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.Noise.Zero;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the search for microbes, each on images whose truth is a formula. */
class SpotPartsTest {

  private static final SearchArea ALL = (tile, inside) -> {
    Arrays.fill(inside, 0, tile.area(), true);
    return tile.area();
  };

  private interface Formula {
    double at(int x, int y);
  }

  private static FloatImage image(int width, int height, Formula formula) {
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = (float) formula.at(i % width, i / width);
    }
    return image;
  }

  private static FloatImage random(int width, int height) {
    Random random = new Random(4);
    return image(width, height, (x, y) -> 100 * random.nextGaussian());
  }

  /** Gaussian weights to four pixels, from the definition; what lies beyond the image or has no value is 0. */
  private static double smoothed(FloatImage image, int px, int py) {
    double sum = 0;
    double weights = 0;
    for (int v = -4; v <= 4; v++) {
      for (int u = -4; u <= 4; u++) {
        double weight = Math.exp(-(u * u + v * v) / (2 * 1.2 * 1.2));
        weights += weight;
        int x = px + u;
        int y = py + v;
        boolean in = x >= 0 && y >= 0 && x < image.width() && y < image.height() && !Float.isNaN(image.at(x, y));
        sum += in ? weight * image.at(x, y) : 0;
      }
    }
    return sum / weights;
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 31, 23", "3, 5, 7, 1", "30, 22, 1, 1", "10, 0, 21, 23"})
  void aTileIsSmoothedAsTheWholeImageIs(int x, int y, int width, int height) throws IOException {
    FloatImage image = random(31, 23);
    image.set(5, 6, Float.NaN);
    image.set(30, 0, Float.NaN);
    TileReading reading = new TileReading(image, image(31, 23, (u, v) -> 1), Zero.NONE);
    Tile tile = new Tile(x, y, width, height);
    reading.read(tile);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        float got = reading.smoothed(row)[column];
        if (Float.isNaN(image.at(x + column, y + row))) {
          assertTrue(Float.isNaN(got), "a place without a value keeps none");
          assertEquals(0, reading.difference(column, row));
        } else {
          assertEquals(smoothed(image, x + column, y + row), got, 1e-3, column + ", " + row);
          assertEquals(image.at(x + column, y + row), reading.difference(column, row));
        }
      }
    }
  }

  @Test
  void buffersThatWereUsedForALargeTileDoNotShowInASmallOne() throws IOException {
    FloatImage image = random(40, 30);
    image.set(20, 15, Float.NaN);
    TileReading used = new TileReading(image, image, Zero.NONE);
    used.read(new Tile(0, 0, 40, 30));
    TileReading fresh = new TileReading(image, image, Zero.NONE);
    Tile small = new Tile(3, 2, 9, 6);
    used.read(small);
    fresh.read(small);
    for (int row : new int[] {5, 0, 1}) {
      assertArrayEquals(Arrays.copyOf(fresh.smoothed(row), 9), Arrays.copyOf(used.smoothed(row), 9));
    }
    assertEquals(fresh.brightness(8, 5), used.brightness(8, 5));
  }

  @Test
  void brightnessIsTheMeanOfBlocksCutByTheTile() throws IOException {
    FloatImage level = image(20, 20, (x, y) -> x + 100 * y);
    TileReading reading = new TileReading(random(20, 20), level, Zero.NONE);
    reading.read(new Tile(5, 6, 10, 7));
    // The first block is columns 5 to 8 and rows 6 to 9; the last columns 13 and 14, rows 10 to 12.
    assertEquals(6.5 + 750, reading.brightness(0, 0), 1e-3);
    assertEquals(6.5 + 750, reading.brightness(3, 3), 1e-3);
    assertEquals(13.5 + 1100, reading.brightness(9, 6), 1e-3);
  }

  private static List<Run> runs(FloatImage difference, SearchArea area, double sigma, double threshold, Tile tile)
      throws IOException {
    RunFinder finder = new RunFinder(difference, image(difference.width(), difference.height(), (x, y) -> 1), area,
        Noise.constant(sigma, difference.size()), threshold);
    return finder.find(tile).rows().stream().flatMap(List::stream).toList();
  }

  /** So wide that the smoothing changes little in its middle. */
  private static FloatImage blocks() {
    return image(60, 40, (x, y) -> x >= 10 && x < 30 && y >= 10 && y < 30 ? 100 : x >= 30 && x < 50 && y >= 10 && y < 30
        ? -100 : 0);
  }

  @Test
  void runsStandOutByTheThresholdAndEndWhereTheSignChanges() throws IOException {
    List<Run> row = runs(blocks(), ALL, 5, 4, new Tile(0, 20, 60, 1));
    assertEquals(2, row.size());
    Run above = row.get(0);
    Run below = row.get(1);
    assertFalse(above.below());
    assertTrue(below.below());
    assertEquals(20, above.y());
    for (Run run : row) {
      for (int i = 0; i < run.smoothed().length; i++) {
        double expected = smoothed(blocks(), run.x() + i, 20);
        assertEquals(Math.abs(expected), run.smoothed()[i], 1e-3, "values are turned so that they are not negative");
        assertTrue(run.smoothed()[i] >= 20);
      }
    }
    assertTrue(Math.abs(smoothed(blocks(), above.x() - 1, 20)) < 20, "and the run begins where it may");
    assertEquals(List.of(), runs(blocks(), ALL, 5, 21, new Tile(0, 20, 60, 1)));
  }

  @Test
  void whatLiesOutsideTheAreaIsNotFoundAndItsNeighboursAreAtTheEdge() throws IOException {
    SearchArea half = (tile, inside) -> {
      int n = 0;
      for (int i = 0; i < tile.area(); i++) {
        inside[i] = tile.x() + i % tile.width() < 20;
        n += inside[i] ? 1 : 0;
      }
      return n;
    };
    Run run = runs(blocks(), half, 5, 4, new Tile(0, 20, 60, 1)).get(0);
    assertEquals(20, run.right());
    assertTrue(run.edge());
    assertFalse(runs(blocks(), ALL, 5, 4, new Tile(0, 20, 60, 1)).get(0).edge());
    assertTrue(runs(image(30, 30, (x, y) -> x < 9 ? 50 : 0), ALL, 5, 4, new Tile(0, 9, 30, 1)).get(0).edge(),
        "at the frame's own edge");
    SearchArea none = (tile, inside) -> 0;
    assertEquals(List.of(), runs(blocks(), none, 5, 4, new Tile(0, 0, 60, 40)));
  }

  private static Component component(FloatImage smoothed, double least, double sigma) {
    Component component = new Component();
    for (int y = 0; y < smoothed.height(); y++) {
      for (int x = 0; x < smoothed.width(); x++) {
        int end = x;
        while (end < smoothed.width() && smoothed.at(end, y) >= least) {
          end++;
        }
        if (end > x) {
          float[] values = Arrays.copyOfRange(smoothed.pixels(), y * smoothed.width() + x,
              y * smoothed.width() + end);
          float[] sigmas = new float[values.length];
          Arrays.fill(sigmas, (float) sigma);
          component.add(new Run(y, x, false, values, values, sigmas, false));
          x = end;
        }
      }
    }
    return component;
  }

  private static List<Spot> split(FloatImage smoothed, double least, double sigma, int minArea) {
    return new SpotSplitter(new DetectionSettings(least / sigma, minArea)).split(component(smoothed, least, sigma));
  }

  private static double spot(int x, int y, double cx, double cy, double sigma, double height) {
    return height * Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (2 * sigma * sigma));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2, 1", "9, 2", "14, 2"})
  void spotsAreTakenApartWhereAValleyLiesBetweenThem(double apart, int expected) {
    FloatImage two = image(50, 30, (x, y) -> spot(x, y, 18, 14, 2.5, 100) + spot(x, y, 18 + apart, 14, 2.5, 80));
    List<Spot> found = split(two, 8, 2, 4);
    assertEquals(expected, found.size());
    int pixels = found.stream().mapToInt(Spot::area).sum();
    assertEquals(component(two, 8, 2).pixels(), pixels, "no pixel is lost, none counts twice");
    if (expected == 2) {
      double[] first = found.stream().filter(s -> s.peak() > 90).findFirst().orElseThrow().centre();
      assertEquals(18, first[0], 0.5);
      assertEquals(14, first[1], 0.1);
    }
  }

  /** Smoothed spots as wide as these have one peak in all rows but the last. */
  @ParameterizedTest
  @CsvSource({"4.0, 51, 2.0, 103, 2.0, 2", "5.3, 45, 3.1, 74, 2.8, 2", "3.5, 53, 2.6, 102, 1.9, 2",
      "4.4, 90, 2.8, 90, 2.8, 1", "2.5, 29, 3.0, 65, 3.0, 1", "9, 80, 2, 100, 2, 2"})
  void aMicrobeWithoutAPeakOfItsOwnIsFoundByWhatItAddsToOneSide(double apart, double low, double lowWidth, double high,
      double highWidth, int expected) {
    FloatImage two = image(60, 40, (x, y) -> spot(x, y, 25.3, 19.6, highWidth, high)
        + spot(x, y, 25.3 + 0.8 * apart, 19.6 + 0.6 * apart, lowWidth, low));
    List<Spot> found = split(two, 3.5, 0.7, 5);
    assertEquals(expected, found.size());
    assertEquals(component(two, 3.5, 0.7).pixels(), found.stream().mapToInt(Spot::area).sum());
    for (Spot spot : found) {
      double[] centre = spot.centre();
      double reach = Math.hypot(centre[0] - 25.3, centre[1] - 19.6);
      assertTrue(expected == 1 || reach < 2 || Math.abs(reach - apart) < 2.5, reach + " of " + apart);
    }
  }

  /** A straight rod looks the same turned by half a turn, a bent one mirrored along its chord. */
  @ParameterizedTest
  @CsvSource({"0", "20", "10", "6"})
  void aRodIsOneMicrobeHoweverBent(double radius) {
    FloatImage rod = image(60, 60, (x, y) -> {
      double sum = 0;
      for (int k = -12; k <= 12; k++) {
        double along = 5.0 * k / 12;
        double angle = radius == 0 ? 0 : along / radius;
        double u = radius == 0 ? along : radius * Math.sin(angle);
        double v = radius == 0 ? 0 : radius * (1 - Math.cos(angle));
        sum += spot(x, y, 30.2 + 0.6 * u - 0.8 * v, 29.7 + 0.8 * u + 0.6 * v, 2, 20);
      }
      return sum;
    });
    assertEquals(1, split(rod, 3.5, 0.7, 5).size());
  }

  /** Between two bright ones whose wings add up nobody hides. */
  @Test
  void theWingOfANeighbourIsNoMicrobe() {
    FloatImage three = image(80, 40, (x, y) -> spot(x, y, 20, 20, 3, 100) + spot(x, y, 29, 20, 3, 60)
        + spot(x, y, 38, 20, 3, 110));
    assertEquals(3, split(three, 3.5, 0.7, 5).size());
  }

  /** Two pieces above the threshold of 5 and a bridge, where the noise has torn a faint one or not. */
  @ParameterizedTest
  @CsvSource({"7, 4.5, 1", "7, 0, 2", "9, 4.5, 2", "40, 4.5, 2"})
  void whatAFaintBridgeConnectsIsOneMicrobeUnlessBothStandClear(double height, double bridge, int expected) {
    FloatImage torn = image(40, 20, (x, y) -> y < 8 || y > 10 ? 0 : x >= 10 && x < 14 || x >= 17 && x < 21 ? height
        : x >= 14 && x < 17 ? bridge : 0);
    DetectionSettings settings = new DetectionSettings(5, 5);
    List<Spot> found = new ArrayList<>();
    SpotSplitter splitter = new SpotSplitter(settings);
    ComponentTracker tracker = new ComponentTracker(component -> found.addAll(splitter.split(component)));
    assertEquals(4, settings.connecting());
    assertDoesNotThrow(() -> {
      for (int y = 0; y < 20; y++) {
        tracker.row(y, row(torn, y, 4));
      }
      tracker.finish();
    });
    assertEquals(expected, found.size());
    assertEquals(24, found.stream().mapToInt(Spot::area).sum(),
        "what stands out by less than the threshold is no area");
  }

  @Test
  void whatOnlyConnectsIsNoMicrobe() {
    FloatImage faint = image(40, 20, (x, y) -> spot(x, y, 20, 10, 4, 4.9));
    assertEquals(List.of(), new SpotSplitter(new DetectionSettings(5, 5)).split(component(faint, 4, 1)));
  }

  private static List<Run> row(FloatImage image, int y, double least) {
    return component(image(image.width(), y + 1, (x, row) -> row < y ? 0 : image.at(x, y)), least, 1).runs();
  }

  @Test
  void aValleyThatNoiseMakesSplitsNothing() {
    Random random = new Random(5);
    FloatImage lawn = GaussianBlur.blur(image(60, 60, (x, y) -> 10 * random.nextGaussian()), 1.2);
    FloatImage rough = image(60, 60, (x, y) -> spot(x, y, 30, 30, 7, 100) + lawn.at(x, y));
    assertEquals(1, split(rough, 12, 2.4, 4).size());
  }

  @Test
  void whatIsSmallerThanTheSmallestAreaIsNoMicrobe() {
    FloatImage dot = image(10, 10, (x, y) -> x >= 4 && x < 6 && y == 5 ? 50 : 0);
    assertEquals(1, split(dot, 8, 2, 2).size());
    assertEquals(List.of(), split(dot, 8, 2, 3));
  }

  /** A part that is too small for a microbe of its own belongs to its neighbour. */
  @Test
  void aPeakOfTooFewPixelsIsCountedToTheOneBesideIt() {
    FloatImage image = image(40, 30, (x, y) -> spot(x, y, 15, 14, 3, 100) + (x == 23 && y == 14 ? 60 : 0));
    List<Spot> apart = split(image, 3, 1, 1);
    List<Spot> joined = split(image, 3, 1, 12);
    assertEquals(1, joined.size());
    assertEquals(apart.stream().mapToInt(Spot::area).sum(), joined.get(0).area());
  }

  @Test
  void theCentreOfASpotIsThatOfItsCore() {
    FloatImage one = image(40, 30, (x, y) -> spot(x, y, 17.3, 13.6, 2.5, 100));
    Spot spot = split(one, 5, 1, 4).get(0);
    assertEquals(17.3, spot.centre()[0], 0.03);
    assertEquals(13.6, spot.centre()[1], 0.03);
  }

  /** A Gaussian of height A and width s holds 2 π s² A; what lies below the contour is added. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 15, 40})
  void theLightOfAWholeSpotIsReckonedFromWhatStandsOut(double threshold) {
    FloatImage one = image(60, 60, (x, y) -> spot(x, y, 30, 30, 4, 100));
    Spot spot = split(one, threshold, 1, 4).get(0);
    double whole = 2 * Math.PI * 16 * 100;
    assertEquals(whole, spot.integrated(threshold), 0.05 * whole);
    assertTrue(spot.mean() * spot.area() < whole);
    assertEquals(100, spot.largest(), 1e-4);
  }

  @Test
  void aSpotThatHardlyStandsOutIsNotMadeLargerThanFourfold() {
    Spot spot = new Spot(new int[] {1, 2}, new int[] {1, 1}, new float[] {10, 10}, new float[] {9, 12}, 10, 1, false);
    assertEquals(20 / 0.25, spot.integrated(9.9), 1e-6);
    assertEquals(10.5, spot.mean(), 1e-9);
    assertEquals(12, spot.largest());
  }

  @Test
  void sharpenedValuesAreLessTheMeanOfTheComponentAlone() {
    int[] x = {3, 4, 5, 3, 4, 5};
    int[] y = {7, 7, 7, 8, 8, 8};
    float[] value = {1, 5, 2, 8, 3, 4};
    Sharpened.Values found = Sharpened.of(x, y, value);
    double whole = 0;
    for (int v = -5; v <= 5; v++) {
      for (int u = -5; u <= 5; u++) {
        whole += Math.exp(-(u * u + v * v) / 8.0);
      }
    }
    for (int i = 0; i < 6; i++) {
      double sum = 0;
      double weights = 0;
      for (int k = 0; k < 6; k++) {
        double w = Math.exp(-((x[k] - x[i]) * (x[k] - x[i]) + (y[k] - y[i]) * (y[k] - y[i])) / 8.0);
        sum += w * value[k];
        weights += w;
      }
      assertEquals(value[i] - sum / weights, found.values()[i], 1e-5);
      assertEquals(weights / whole, found.support()[i], 1e-5);
    }
  }

  @Test
  void aLawnIsNotSharpened() {
    float[] value = {1, 2};
    Sharpened.Values found = Sharpened.of(new int[] {0, 2000}, new int[] {0, 2000}, value);
    assertArrayEquals(new float[] {1, 2}, found.values());
    assertArrayEquals(new float[2], found.support());
  }

  private static Noise measured(FloatImage difference, FloatImage level, SearchArea area) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      return new NoiseMeter(difference, level, area, new ParallelLoop(executor, 2)).measure(Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  /** What smoothing leaves of white noise: 1 / (2 √π σ) of it. */
  private static final double LEFT = 1 / (2 * Math.sqrt(Math.PI) * SpotFilter.SIGMA);

  @Test
  void noiseIsMeasuredWhateverMicrobesAddAboveZero() throws IOException {
    Random random = new Random(6);
    FloatImage difference = image(512, 256, (x, y) -> 20 * random.nextGaussian()
        + (x % 32 < 8 && y % 16 < 6 ? 500 : 0));
    Noise noise = measured(difference, image(512, 256, (x, y) -> 100), ALL);
    assertEquals(20 * LEFT, noise.at(256, 128, 100), 2.5);
  }

  @Test
  void noiseFollowsTheBrightnessOfTheBackground() throws IOException {
    Random random = new Random(7);
    FloatImage level = image(1024, 256, (x, y) -> x < 512 ? 100 : 900);
    FloatImage difference = image(1024, 256, (x, y) -> Math.sqrt(level.at(x, y)) * random.nextGaussian());
    Noise noise = measured(difference, level, ALL);
    assertEquals(10 * LEFT, noise.ofLevel(100), 0.6);
    assertEquals(30 * LEFT, noise.ofLevel(900), 1.8);
    assertTrue(noise.ofLevel(50) <= noise.ofLevel(100) + 1e-9 && noise.ofLevel(1e6) == noise.ofLevel(950));
  }

  @Test
  void aRegionWhereTheAlignmentIsPoorHasANoiseOfItsOwn() throws IOException {
    Random random = new Random(8);
    FloatImage difference = image(768, 512, (x, y) -> (x >= 512 ? 40 : 10) * random.nextGaussian());
    Noise noise = measured(difference, image(768, 512, (x, y) -> 100), ALL);
    assertTrue(noise.factor(640, 128) > 2 * noise.factor(128, 128),
        noise.factor(640, 128) + " and " + noise.factor(128, 128));
  }

  @Test
  void whatIsTheSameEverywhereIsBackgroundAndWhereThereIsNothingTheNoiseIsOne() throws IOException {
    FloatImage bright = image(300, 300, (x, y) -> 50);
    Noise noise = measured(bright, bright, ALL);
    assertTrue(Math.abs(50 - noise.zero().of(50)) < 2 * noise.at(5, 5, 50), noise.text());
    assertEquals(1, measured(bright, bright, (tile, inside) -> 0).at(5, 5, 50), 1e-9);
  }

  @Test
  void theGreyStepIsTheSmallestDifferenceOfNeighbours() throws IOException {
    Random random = new Random(5);
    assertEquals(1, step(image(3000, 600, (x, y) -> random.nextInt(200))), 0);
    assertEquals(16, step(image(300, 700, (x, y) -> 16 * random.nextInt(4))), 0);
    assertEquals(0, step(image(300, 700, (x, y) -> y % 3)), 0, "rows that differ have no neighbours that do");
    assertEquals(0, step(image(300, 700, (x, y) -> Float.NaN)), 0);
    assertTrue(step(image(300, 700, (x, y) -> random.nextGaussian())) < 1e-3);
  }

  private static double step(FloatImage image) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      return GreyStep.of(image, new ParallelLoop(executor, 2), Progress.none()).step();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void factorsAreJoinedBetweenTheMiddlesOfRegionsAndGoOnBeyond() {
    Noise noise = new Noise(new double[] {0, 100}, new double[] {2, 4}, Zero.NONE, 2, new float[] {1, 3, 5, 7},
        new float[] {0, 0.4f, -0.2f, 0.8f}, 0);
    assertEquals(1, noise.factor(0, 0), 1e-9);
    assertEquals(1, noise.factor(128, 128), 1e-9);
    assertEquals(2, noise.factor(256, 100), 1e-9);
    assertEquals((1 + 3 + 5 + 7) / 4.0, noise.factor(256, 256), 1e-9);
    assertEquals(7, noise.factor(5000, 5000), 1e-9);
    assertEquals(3, noise.ofLevel(50), 1e-9);
    assertEquals(2, noise.ofLevel(-5), 1e-9);
    assertEquals(4, noise.ofLevel(Double.POSITIVE_INFINITY), 1e-9);
    assertEquals(3 * 3, noise.at(384, 0, 50), 1e-9);
    assertEquals(0.2, noise.shift(256, 100), 1e-6);
    assertEquals(0, Noise.constant(1, new ImageSize(1, 1)).shift(0, 0));
    assertEquals(1, Noise.constant(1, new ImageSize(1, 1)).factors().length);
  }

  @Test
  void theNoiseAlongARowIsThatOfEachPlaceToTheBit() {
    Noise noise = new Noise(new double[] {1, 2, 5, 40, 100}, new double[] {2, 4, 3, 9, 8}, Zero.NONE, 3,
        new float[] {1, 3, 5, 7, 2, 1.5f}, new float[] {0.5f, -0.5f, 0, 1, 0.2f, -1}, 3.5);
    Random random = new Random(3);
    for (double y : new double[] {0, 130.5, 300, 900}) {
      float[] values = new float[200];
      for (int i = 0; i < values.length; i++) {
        values[i] = i % 20 == 0 ? (i / 20 % 2 == 0 ? 5 : 100) : (float) (130 * random.nextDouble() - 5);
      }
      float[] levels = values.clone();
      float[] background = new float[199];
      noise.replace(values, background, 199, 1.5, 4, y);
      for (int i = 0; i < 199; i++) {
        assertEquals((float) (noise.ofLevel(levels[i]) * noise.shift(1.5 + 4 * i, y)), background[i]);
        assertEquals((float) noise.at(1.5 + 4 * i, y, levels[i]), values[i], i + " at " + levels[i]);
      }
      assertEquals(levels[199], values[199]);
    }
    float[] one = {7};
    Noise.constant(2, new ImageSize(10, 10)).replace(one, new float[1], 1, 0, 4, 0);
    assertEquals(2, one[0]);
  }

  /** A small component has a grid of its box, a large one is searched. */
  @ParameterizedTest
  @ValueSource(ints = {12, 400})
  void aPixelKnowsThoseAroundItInItsComponent(int side) throws IOException {
    List<ComponentPixels> found = new ArrayList<>();
    ComponentTracker tracker = new ComponentTracker(component -> found.add(new ComponentPixels(component, 5)));
    for (int y = 0; y < side; y++) {
      // A frame with a gap in its right side and a bar in its middle.
      List<Run> runs = new ArrayList<>();
      for (int[] run : y == 0 || y == side / 2 || y == side - 1 ? new int[][] {{3, 3 + side}}
          : y == 2 ? new int[][] {{3, 5}} : new int[][] {{3, 5}, {1 + side, 3 + side}}) {
        int length = run[1] - run[0];
        runs.add(new Run(y, run[0], false, new float[length], new float[length], new float[length], false));
      }
      tracker.row(y, runs);
    }
    tracker.finish();
    ComponentPixels pixels = found.get(0);
    int n = pixels.x.length;
    Map<List<Integer>, Integer> places = new HashMap<>();
    for (int i = 0; i < n; i++) {
      places.put(List.of(pixels.x[i], pixels.y[i]), i);
    }
    int[] around = new int[8];
    for (int i = 0; i < n; i++) {
      List<Integer> wanted = new ArrayList<>();
      for (int k = 0; k < 9; k++) {
        Integer j = places.get(List.of(pixels.x[i] + k % 3 - 1, pixels.y[i] + k / 3 - 1));
        if (k != 4 && j != null) {
          wanted.add(j);
        }
      }
      int count = pixels.around(i, around);
      assertEquals(wanted, Arrays.stream(around, 0, count).boxed().toList());
    }
  }

  private static double area(MicrobeOutline outline) {
    double twice = 0;
    int n = outline.x().length;
    for (int i = 0; i < n; i++) {
      int k = (i + 1) % n;
      twice += (double) outline.x()[i] * outline.y()[k] - (double) outline.x()[k] * outline.y()[i];
    }
    return twice / 2;
  }

  /** The area within the polygon is the number of pixels, holes counted; every edge follows an axis. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void outlinesOfRandomPiecesHoldTheirPixels(long seed) {
    Random random = new Random(seed);
    boolean[][] set = new boolean[14][14];
    set[6][6] = true;
    for (int i = 0; i < 400; i++) {
      int x = 1 + random.nextInt(12);
      int y = 1 + random.nextInt(12);
      boolean beside = set[y - 1][x] || set[y + 1][x] || set[y][x - 1] || set[y][x + 1];
      set[y][x] |= beside && random.nextInt(3) > 0;
    }
    List<int[]> pixels = new ArrayList<>();
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 14; x++) {
        if (set[y][x]) {
          pixels.add(new int[] {x, y});
        }
      }
    }
    MicrobeOutline outline = MicrobeOutline.of(pixels.stream().mapToInt(p -> p[0]).toArray(),
        pixels.stream().mapToInt(p -> p[1]).toArray());
    int n = outline.x().length;
    for (int i = 0; i < n; i++) {
      int k = (i + 1) % n;
      assertTrue((outline.x()[i] == outline.x()[k]) != (outline.y()[i] == outline.y()[k]), "edge " + i);
    }
    assertEquals(pixels.size() + holes(set), area(outline), 1e-9);
  }

  /**
   * Unset pixels that cannot be reached from the border, not even across corners: pixels hang together across sides.
   */
  private static int holes(boolean[][] set) {
    boolean[][] outside = new boolean[14][14];
    outside[0][0] = true;
    for (int round = 0; round < 200; round++) {
      for (int y = 0; y < 14; y++) {
        for (int x = 0; x < 14; x++) {
          for (int k = 0; k < 9 && !set[y][x]; k++) {
            int u = x + k % 3 - 1;
            int v = y + k / 3 - 1;
            outside[y][x] |= u >= 0 && v >= 0 && u < 14 && v < 14 && outside[v][u];
          }
        }
      }
    }
    int holes = 0;
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 14; x++) {
        holes += !set[y][x] && !outside[y][x] ? 1 : 0;
      }
    }
    return holes;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "3, 0"})
  void settingsThatFindEverythingOrNothingAreRefused(double sigma, int area) {
    assertThrows(IllegalArgumentException.class, () -> new DetectionSettings(sigma, area));
  }
}
