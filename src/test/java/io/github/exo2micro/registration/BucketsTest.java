package io.github.exo2micro.registration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.port.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches against complete ones, and pieces of work against failures. */
class BucketsTest {

  private static int[] near(double[] x, double[] y, double px, double py, double radius) {
    return IntStream.range(0, x.length)
        .filter(i -> (x[i] - px) * (x[i] - px) + (y[i] - py) * (y[i] - py) <= radius * radius).toArray();
  }

  private static int[] found(Buckets buckets, double px, double py) {
    List<Integer> found = new ArrayList<>();
    buckets.forEachNear(px, py, found::add);
    return found.stream().mapToInt(i -> i).sorted().toArray();
  }

  @ParameterizedTest
  @CsvSource({"500, 10", "500, 300", "500, 5000", "1, 3", "30, 0.001"})
  void findsWhatACompleteSearchFinds(int count, double radius) {
    Random random = new Random(count);
    double[] x = random.doubles(count, -700, 900).toArray();
    double[] y = random.doubles(count, -300, 200).toArray();
    Buckets buckets = new Buckets(x, y, radius);
    for (int i = 0; i < 200; i++) {
      double px = i < 20 ? x[i % count] : -900 + 2000 * random.nextDouble();
      double py = i < 20 ? y[i % count] : -500 + 900 * random.nextDouble();
      assertArrayEquals(near(x, y, px, py, radius), found(buckets, px, py), px + ", " + py);
    }
  }

  @Test
  void aPointAtTheRadiusIsFoundAndOneBeyondIsNot() {
    Buckets buckets = new Buckets(new double[] {0, 3, 3.0001}, new double[] {0, 4, 4}, 5);
    assertArrayEquals(new int[] {0, 1}, found(buckets, 0, 0));
  }

  @Test
  void pointsThatLieOnEachOtherOrFarApartNeedNoMoreMemory() {
    assertArrayEquals(new int[] {0, 1, 2}, found(new Buckets(new double[] {7, 7, 7}, new double[3], 1e-9), 7, 0));
    Buckets far = new Buckets(new double[] {0, 1e12}, new double[] {0, 1e12}, 1e-3);
    assertArrayEquals(new int[] {1}, found(far, 1e12, 1e12));
    assertArrayEquals(new int[0], found(new Buckets(new double[0], new double[0], 1), 0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aRadiusThatIsNoneIsRefused(double radius) {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new Buckets(new double[1], new double[1], radius))
        .getMessage().startsWith("radius "));
  }

  private static Feature feature(short[] descriptor) {
    return new Feature(0, 0, 1, 0, 1, descriptor);
  }

  private static List<Feature> random(int count, int range, long seed) {
    Random random = new Random(seed);
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      short[] descriptor = new short[128];
      for (int k = 0; k < 128; k++) {
        descriptor[k] = (short) random.nextInt(range);
      }
      features.add(feature(descriptor));
    }
    return features;
  }

  private static int square(Feature a, Feature b) {
    int sum = 0;
    for (int k = 0; k < 128; k++) {
      sum += (a.descriptor()[k] - b.descriptor()[k]) * (a.descriptor()[k] - b.descriptor()[k]);
    }
    return sum;
  }

  private static void assertNearest(List<Feature> queries, List<Feature> candidates, double ratio, Nearest found) {
    for (int i = 0; i < queries.size(); i++) {
      Feature query = queries.get(i);
      int[] squares = candidates.stream().mapToInt(c -> square(query, c)).toArray();
      int[] sorted = squares.clone();
      Arrays.sort(sorted);
      assertEquals(sorted[0], found.first[i], "query " + i);
      assertEquals(IntStream.range(0, squares.length).filter(k -> squares[k] == sorted[0]).findFirst().orElseThrow(),
          found.index[i], "the first of those that are equally near");
      assertEquals(Math.sqrt(sorted[0]), found.distance(i), 1e-12);
      assertEquals(Math.sqrt(sorted[0]) / Math.sqrt(sorted[1]) < ratio, found.ratio(i) < ratio, "query " + i);
    }
  }

  /** Descriptors of small numbers have many ties; of 0 and 255 the largest distances there are. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 256})
  void theNearestDescriptorIsExactAndClearWhereItIs(int range) {
    List<Feature> candidates = new ArrayList<>(random(150, range, 1));
    candidates.addAll(candidates.subList(10, 30));
    List<Feature> queries = new ArrayList<>(random(40, range, 2));
    queries.addAll(candidates.subList(0, 15));
    ExhaustiveSearch search = new ExhaustiveSearch(queries, candidates);
    for (double ratio : new double[] {0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1}) {
      Nearest found = new Nearest(queries.size());
      search.search(0, 20, ratio, found);
      search.search(20, queries.size(), ratio, found);
      assertNearest(queries, candidates, ratio, found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 256})
  void knowsWhetherACandidateIsTheNearestEitherWay(int range) {
    List<Feature> candidates = new ArrayList<>(random(50, range, 3));
    candidates.addAll(candidates.subList(10, 20));
    List<Feature> queries = new ArrayList<>(random(30, range, 4));
    queries.addAll(candidates.subList(0, 15));
    ExhaustiveSearch search = new ExhaustiveSearch(queries, candidates);
    Nearest found = new Nearest(queries.size());
    search.search(0, queries.size(), 1, found);
    for (int i = 0; i < queries.size(); i++) {
      for (int j = 0; j < candidates.size(); j++) {
        assertEquals(found.index[i] == j, search.isNearest(i, j), i + " and " + j);
        assertEquals(found.index[i] == j, search.reversed().reversed().isNearest(i, j), i + " and " + j);
      }
    }
  }

  @Test
  void theFarthestDescriptorsThereAreDoNotOverflow() {
    short[] all = new short[128];
    Arrays.fill(all, (short) 255);
    List<Feature> queries = List.of(feature(all), feature(new short[128]));
    List<Feature> candidates = List.of(feature(new short[128]), feature(all));
    Nearest found = new Nearest(2);
    new ExhaustiveSearch(queries, candidates).search(0, 2, 0.8, found);
    assertEquals(1, found.index[0]);
    assertEquals(0, found.index[1]);
    assertEquals(0, found.first[0]);
    assertFalse(new ExhaustiveSearch(queries, candidates).isNearest(0, 0));
    Nearest far = new Nearest(1);
    new ExhaustiveSearch(queries.subList(0, 1), candidates.subList(0, 1)).search(0, 1, 0.8, far);
    assertEquals(128 * 255 * 255, far.first[0]);
  }

  @Test
  void oneCandidateHasNoSecondAndNoneHasNothing() {
    Nearest one = new Nearest(1);
    new ExhaustiveSearch(random(1, 256, 1), random(1, 256, 2)).search(0, 1, 0.8, one);
    assertEquals(0, one.index[0]);
    assertEquals(0, one.ratio(0));
    Nearest none = new Nearest(1);
    new ExhaustiveSearch(random(1, 256, 1), List.of()).search(0, 1, 0.8, none);
    assertEquals(-1, none.index[0]);
    assertTrue(Double.isNaN(none.ratio(0)));
  }

  @Test
  void resultsComeInTheOrderOfTheItemsWhoeverIsFirst() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch last = new CountDownLatch(1);
      List<Integer> found = Parallel.map(List.of(0, 1, 2, 3), i -> {
        if (i == 0) {
          waitFor(last);
        } else if (i == 3) {
          last.countDown();
        }
        return 10 * i;
      }, executor);
      assertEquals(List.of(0, 10, 20, 30), found);
      assertEquals(List.of(), Parallel.map(List.of(), i -> i, executor));
    } finally {
      executor.shutdown();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on until the thread that waits has noticed that it was interrupted. */
  private static void untilSeen(Thread caller) {
    while (caller.isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPieceThatFailsFailsTheWholeAndAnInterruptEndsIt() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      assertEquals("piece 3", assertThrows(IllegalStateException.class, () -> Parallel.map(List.of(1, 2, 3), i -> {
        if (i == 3) {
          throw new IllegalStateException("piece " + i);
        }
        return i;
      }, executor)).getMessage());
      Thread caller = Thread.currentThread();
      caller.interrupt();
      assertThrows(CancellationException.class, () -> Parallel.forEach(2, i -> untilSeen(caller), executor, 2));
      assertTrue(Thread.interrupted(), "whoever called sees the interrupt too");
    } finally {
      executor.shutdown();
    }
  }
}
