package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.MicrobeFiles;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.SpotPlane.Light;
import io.github.exo2micro.microbes.list.RawFrame;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrobeSearchTest {

  private static final ImageSize SIZE = new ImageSize(2311, 613);
  private static final SearchArea EVERYWHERE = (tile, inside) -> {
    java.util.Arrays.fill(inside, 0, tile.area(), true);
    return tile.area();
  };

  private record Result(MicrobeSearch.Found found, List<Microbe> microbes) {}

  private static Result search(SpotPlane difference, SearchArea area, double sigma, int threads) throws IOException {
    SpotPlane flat = new SpotPlane(difference.size(), 80, 0, List.of());
    List<Microbe> all = new ArrayList<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      MicrobeSearch.Found found = new MicrobeSearch(
          new MicrobeInputs(difference, flat, flat, area, Double.POSITIVE_INFINITY),
          new DetectionSettings(sigma, 5), executor, threads).search(all::add, Progress.none());
      return new Result(found, all);
    } finally {
      executor.shutdownNow();
    }
  }

  private static List<Light> lattice(int pitch, double height) {
    List<Light> lights = new ArrayList<>();
    for (int y = pitch; y < SIZE.height() - pitch; y += pitch) {
      for (int x = pitch; x < SIZE.width() - pitch; x += pitch) {
        int k = lights.size();
        lights.add(new Light(x + 0.13 * (k % 7), y - 0.09 * (k % 5), 1.2 + 0.3 * (k % 6), height * (1 + k % 4)));
      }
    }
    return lights;
  }

  @Test
  void findsEverySpotWithItsPlaceAndLight() throws IOException {
    List<Light> lights = lattice(47, 20);
    Result result = search(new SpotPlane(SIZE, 0, 1, lights), EVERYWHERE, 5, 2);
    assertEquals(lights.size(), result.found().count());
    assertEquals(0, result.found().chance());
    assertEquals(SIZE.area(), result.found().searchedPixels());
    List<Double> ratios = new ArrayList<>();
    for (Light light : lights) {
      Microbe nearest = result.microbes().stream()
          .min(Comparator.comparingDouble(m -> Math.hypot(m.x() - light.x(), m.y() - light.y()))).orElseThrow();
      assertTrue(Math.hypot(nearest.x() - light.x(), nearest.y() - light.y()) < 0.5, light + " at " + nearest);
      ratios.add(nearest.integrated() / light.flux());
      assertEquals(80, nearest.post(), 1e-4);
    }
    ratios.sort(null);
    assertEquals(1, ratios.get(ratios.size() / 2), 0.03);
  }

  @Test
  void givesTheSameForAnyNumberOfThreads() throws IOException {
    SpotPlane plane = new SpotPlane(SIZE, 0, 1, lattice(31, 6));
    List<String> one = texts(search(plane, EVERYWHERE, 4, 1));
    assertEquals(one, texts(search(plane, EVERYWHERE, 4, 3)));
    assertTrue(one.size() > 500, "found " + one.size());
  }

  private static List<String> texts(Result result) {
    return result.microbes().stream().map(m -> m.id() + " " + m.x() + " " + m.y() + " " + m.area() + " "
        + m.integrated() + " " + java.util.Arrays.toString(m.outline().x())).toList();
  }

  @Test
  void tellsTheNoiseFromTheNegativeSideWhereSpotsCoverMuch() throws IOException {
    // A tenth of the pixels shine: a deviation taken from all of them would be several times too large.
    List<Light> lights = lattice(19, 30);
    Result result = search(new SpotPlane(SIZE, 0, 2, lights), EVERYWHERE, 5, 2);
    double sigma = result.microbes().get(result.microbes().size() / 2).sigma();
    // White noise of 2 that a Gaussian of 1.2 px smooths: 2 / (2 * sqrt(pi) * 1.2).
    assertEquals(0.47, sigma, 0.1);
  }

  @Test
  void countsAsManyByChanceAsThereAreInPureNoise() throws IOException {
    Result result = search(new SpotPlane(SIZE, 0, 1, List.of()), EVERYWHERE, 2.5, 2);
    int found = result.found().count();
    assertTrue(found > 100, "found " + found);
    assertEquals(1, (double) result.found().chance() / found, 0.3);
  }

  /** Bright grains that post cannot show: scale times pre is more than its camera's highest value. */
  @Test
  void whatPostCannotShowIsNoChance() throws IOException {
    List<Light> grains = lattice(47, 20);
    SpotPlane difference = new SpotPlane(SIZE, 0, 1, grains.stream()
        .map(g -> new Light(g.x(), g.y(), g.sigma(), -g.height())).toList());
    SpotPlane post = new SpotPlane(SIZE, 200, 0, grains);
    assertEquals(0, chance(difference, post, 212));
    assertEquals(grains.size(), chance(difference, post, Double.POSITIVE_INFINITY), 2);
  }

  private static int chance(SpotPlane difference, SpotPlane post, double saturated) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      return new MicrobeSearch(new MicrobeInputs(difference, post, new SpotPlane(SIZE, 80, 0, List.of()),
          EVERYWHERE, saturated),
          new DetectionSettings(5, 5), executor, 2).search(microbe -> {}, Progress.none()).chance();
    } finally {
      executor.shutdownNow();
    }
  }

  /** Eight bits, a background of clean zeros: interpolation alone puts something next to nothing there. */
  @Test
  void aSingleGreyLevelOnACleanBackgroundIsNoMicrobe() throws IOException {
    Random random = new Random(3);
    FloatImage post = new FloatImage(700, 500);
    FloatImage pre = new FloatImage(700, 500);
    FloatImage difference = new FloatImage(700, 500);
    for (int i = 0; i < 700 * 500; i++) {
      post.pixels()[i] = random.nextInt(900) == 0 ? 1 : 0;
      pre.pixels()[i] = (float) (0.005 * random.nextGaussian());
    }
    double[] spot = {0.3, 0.7, 1, 0.7, 0.3};
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        post.pixels()[(200 + y) * 700 + 300 + x] = Math.round(9 * spot[x] * spot[y]);
      }
    }
    for (int i = 0; i < 700 * 500; i++) {
      difference.pixels()[i] = post.pixels()[i] - pre.pixels()[i];
    }
    ExecutorService executor = Executors.newFixedThreadPool(2);
    List<Microbe> all = new ArrayList<>();
    try {
      new MicrobeSearch(new MicrobeInputs(difference, post, pre, EVERYWHERE, Double.POSITIVE_INFINITY),
          new DetectionSettings(5, 5), executor, 2)
          .search(all::add, Progress.none());
    } finally {
      executor.shutdownNow();
    }
    assertEquals(1, all.size(), all.toString());
    assertEquals(302, all.get(0).x(), 0.2);
    assertEquals(202, all.get(0).y(), 0.2);
  }

  @Test
  void findsNothingInAnEmptyDifferenceAndNothingWhereThereIsNone() throws IOException {
    assertEquals(0, search(new SpotPlane(SIZE, 0, 0, List.of()), EVERYWHERE, 5, 2).found().count());
    MicrobeSearch.Found none = search(new SpotPlane(SIZE, 0, 1, lattice(47, 20)).from(SIZE.width()), EVERYWHERE, 5, 2)
        .found();
    assertEquals(0, none.count());
    assertEquals(0, none.searchedPixels());
  }

  @Test
  void neverListsWhatLiesOutsideTheAreaOrThePreImage() throws IOException {
    SearchArea upper = (tile, inside) -> {
      int count = 0;
      for (int i = 0; i < tile.area(); i++) {
        inside[i] = tile.y() + i / tile.width() < 300;
        count += inside[i] ? 1 : 0;
      }
      return count;
    };
    Result result = search(new SpotPlane(SIZE, 0, 1, lattice(47, 20)).from(894), upper, 5, 2);
    assertTrue(result.found().count() > 100, "found " + result.found().count());
    for (Microbe microbe : result.microbes()) {
      assertTrue(microbe.y() < 300 && microbe.x() >= 893, microbe.toString());
    }
    assertTrue(result.microbes().stream().anyMatch(Microbe::edge), "none touches the edge");
    assertTrue(result.microbes().stream().anyMatch(m -> !m.edge()), "all touch the edge");
  }

  @Test
  void tellsTouchingSpotsApartAndLeavesOneSpotWhole() throws IOException {
    List<Light> lights = List.of(new Light(300, 100, 2.5, 60), new Light(306.2, 101, 2.5, 40),
        new Light(300, 300, 6, 80));
    Result result = search(new SpotPlane(SIZE, 0, 1, lights), EVERYWHERE, 5, 1);
    assertEquals(3, result.found().count());
    assertEquals(2, result.microbes().stream().filter(m -> m.y() < 200).count());
  }

  @Test
  void joinsWhatLiesAcrossTheBordersOfTiles() throws IOException {
    List<Light> lights = List.of(new Light(2047.5, 95.5, 3, 60), new Light(2048, 192, 4, 30));
    Result result = search(new SpotPlane(SIZE, 0, 1, lights), EVERYWHERE, 5, 2);
    assertEquals(2, result.found().count());
    assertEquals(2047.5, result.microbes().get(0).x(), 0.2);
    assertEquals(95.5, result.microbes().get(0).y(), 0.2);
  }

  @Test
  void outlinesAreClosedAlongPixelEdges() {
    MicrobeOutline ring = MicrobeOutline.of(new int[] {4, 5, 6, 4, 6, 4, 5, 6}, new int[] {2, 2, 2, 3, 3, 4, 4, 4});
    assertEquals("[4, 7, 7, 4] [2, 2, 5, 5]",
        java.util.Arrays.toString(ring.x()) + " " + java.util.Arrays.toString(ring.y()));
    // One pixel above, across a corner, and a square of four: the square is the microbe.
    MicrobeOutline square = MicrobeOutline.of(new int[] {4, 5, 6, 5, 6}, new int[] {2, 3, 3, 4, 4});
    assertArrayEquals(new int[] {5, 7, 7, 5}, square.x());
    assertArrayEquals(new int[] {3, 3, 5, 5}, square.y());
    MicrobeOutline corner = MicrobeOutline.of(new int[] {0, 0, 1}, new int[] {0, 1, 1});
    assertEquals("[0, 1, 1, 2, 2, 0] [0, 0, 1, 1, 2, 2]",
        java.util.Arrays.toString(corner.x()) + " " + java.util.Arrays.toString(corner.y()));
  }

  @Test
  void refusesALimitlessListAndLeavesNothingOfIt(@TempDir Path folder) throws IOException {
    SpotPlane noise = new SpotPlane(SIZE, 0, 1, List.of());
    ExecutorService executor = Executors.newFixedThreadPool(2);
    int[] taken = {0};
    try (MicrobeFiles files = new MicrobeFiles(new TaskFolder(folder, new TaskId("s", "d")), Parameters.defaults(),
        new RawFrame(0, Optional.empty()))) {
      MicrobeSearch search = new MicrobeSearch(new MicrobeInputs(noise, noise, noise, EVERYWHERE,
          Double.POSITIVE_INFINITY),
          new DetectionSettings(0.5, 1), executor, 2, 5000);
      RemediableException refused = assertThrows(RemediableException.class, () -> search.search(microbe -> {
        taken[0]++;
        files.take(microbe);
      }, Progress.none()));
      assertEquals("More than 5000 microbes were found, and none is listed.", refused.problem());
      assertTrue(refused.evidence().matches("the first \\d+ of 613 rows .* detect_sigma 0.5 and detect_min_area 1; .*"),
          refused.evidence());
    } finally {
      executor.shutdownNow();
    }
    assertEquals(5000, taken[0]);
    try (Stream<Path> left = Files.walk(folder)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void cutsALawnInsteadOfHoldingIt() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    ComponentTracker tracker = new ComponentTracker(c -> sizes.add(c.pixels()), 1000);
    for (int y = 0; y < 50; y++) {
      float[] row = new float[100];
      tracker.row(y, List.of(new Run(y, 0, false, row, row, row, false)));
    }
    tracker.finish();
    assertEquals(5000, sizes.stream().mapToInt(Integer::intValue).sum());
    assertTrue(sizes.stream().allMatch(s -> s <= 1100), sizes.toString());
  }

  @Test
  void joinsTheArmsOfAHorseshoe() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    ComponentTracker tracker = new ComponentTracker(c -> sizes.add(c.pixels()));
    float[] one = new float[1];
    float[] five = new float[5];
    for (int y = 0; y < 4; y++) {
      tracker.row(y, List.of(new Run(y, 0, false, one, one, one, false), new Run(y, 4, false, one, one, one, false)));
    }
    tracker.row(4, List.of(new Run(4, 0, false, five, five, five, false)));
    tracker.row(5, List.of());
    tracker.row(6, List.of(new Run(6, 0, false, one, one, one, false)));
    tracker.finish();
    assertEquals(List.of(13, 1), sizes);
  }
}
