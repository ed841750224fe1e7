package io.github.exo2micro.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.port.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FeatureMatchingTest {

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(3);

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  private static Feature feature(SplittableRandom random) {
    short[] descriptor = new short[128];
    for (int k = 0; k < 128; k++) {
      descriptor[k] = (short) random.nextInt(256);
    }
    return new Feature(1000 * random.nextDouble(), 1000 * random.nextDouble(), 2, 0, 1, descriptor);
  }

  private static List<Feature> features(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Feature> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      result.add(feature(random));
    }
    return result;
  }

  /** The same features moved by (dx, dy), their descriptors changed a little, in the opposite order. */
  private static List<Feature> moved(List<Feature> features, double dx, double dy, int noise) {
    SplittableRandom random = new SplittableRandom(77);
    List<Feature> result = new ArrayList<>();
    for (int i = features.size() - 1; i >= 0; i--) {
      Feature f = features.get(i);
      short[] descriptor = f.descriptor().clone();
      for (int k = 0; k < 128; k++) {
        descriptor[k] = (short) Math.max(0, Math.min(255, descriptor[k] + random.nextInt(2 * noise + 1) - noise));
      }
      result.add(new Feature(f.x() + dx, f.y() + dy, f.scale(), f.orientation(), f.strength(), descriptor));
    }
    return result;
  }

  /** What the exhaustive search must find, by the definition. */
  private static List<FeatureMatch> plain(List<Feature> post, List<Feature> pre, double ratio) {
    List<FeatureMatch> matches = new ArrayList<>();
    for (Feature a : post) {
      double first = Double.POSITIVE_INFINITY;
      double second = Double.POSITIVE_INFINITY;
      Feature best = null;
      for (Feature b : pre) {
        double sum = 0;
        for (int k = 0; k < 128; k++) {
          sum += Math.pow(a.descriptor()[k] - b.descriptor()[k], 2);
        }
        double d = Math.sqrt(sum);
        if (d < first) {
          second = first;
          first = d;
          best = b;
        } else {
          second = Math.min(second, d);
        }
      }
      if (best != null && first < ratio * second) {
        matches.add(new FeatureMatch(a, best));
      }
    }
    return matches;
  }

  @Test
  void findsExactlyWhatTheDefinitionSays() {
    List<Feature> post = features(613, 1);
    List<Feature> pre = moved(post, 20, -5, 140);
    pre.addAll(features(227, 2));
    List<FeatureMatch> expected = plain(post, pre, 0.8);
    assertTrue(expected.size() > 100 && expected.size() < 613, "matches " + expected.size());
    assertEquals(expected, new FeatureMatching(0.8, false).exhaustive(post, pre, EXECUTOR, 3));
  }

  @Test
  void findsTheSameWithAnyNumberOfThreads() {
    List<Feature> post = features(700, 3);
    List<Feature> pre = moved(post, 20, -5, 40);
    FeatureMatching matching = new FeatureMatching(0.9, true);
    List<FeatureMatch> one = matching.exhaustive(post, pre, EXECUTOR, 1);
    assertTrue(one.size() > 600);
    assertEquals(one, matching.exhaustive(post, pre, EXECUTOR, 3));
    Homography shift = Homography.translation(20, -5);
    assertEquals(matching.near(post, pre, shift, 30, EXECUTOR, 1), matching.near(post, pre, shift, 30, EXECUTOR, 3));
  }

  @Test
  void leavesOutTwoCandidatesThatLookAlike() {
    List<Feature> post = features(200, 4);
    List<Feature> pre = moved(post, 1, 1, 5);
    pre.add(post.get(17));
    pre.add(post.get(17));
    List<FeatureMatch> matches = new FeatureMatching().exhaustive(post, pre, EXECUTOR, 2);
    assertEquals(199, matches.size());
    assertTrue(matches.stream().noneMatch(m -> m.post() == post.get(17)));
  }

  @Test
  void looksOnlyNearThePredictedPlace() {
    List<Feature> post = features(400, 5);
    List<Feature> near = moved(post, 100, 50, 5);
    // the better descriptor is the one that is far away
    List<Feature> pre = new ArrayList<>(moved(post, 300, 300, 0));
    pre.addAll(near);
    List<FeatureMatch> matches = new FeatureMatching().near(post, pre, Homography.translation(98, 51), 5, EXECUTOR, 2);
    assertEquals(400, matches.size());
    assertTrue(matches.stream().allMatch(m -> Math.abs(m.pre().x() - m.post().x() - 100) < 1e-9));
    assertTrue(new FeatureMatching().near(post, near, Homography.translation(150, 50), 5, EXECUTOR, 2).size() < 40);
  }

  @Test
  void crossCheckKeepsMutualNeighboursOnly() {
    List<Feature> post = new ArrayList<>(features(100, 6));
    List<Feature> pre = moved(post, 0, 0, 5);
    Feature first = post.get(0);
    short[] similar = first.descriptor().clone();
    similar[0] = (short) (similar[0] < 128 ? 255 : 0);
    post.add(new Feature(5, 5, 2, 0, 1, similar));
    assertEquals(101, new FeatureMatching(0.7, false).exhaustive(post, pre, EXECUTOR, 2).size());
    assertEquals(100, new FeatureMatching(0.7, true).exhaustive(post, pre, EXECUTOR, 2).size());
  }

  @Test
  void findsNothingInNothing() {
    FeatureMatching matching = new FeatureMatching();
    List<Feature> some = features(10, 8);
    assertTrue(matching.exhaustive(List.of(), some, EXECUTOR, 2).isEmpty());
    assertTrue(matching.exhaustive(some, List.of(), EXECUTOR, 2).isEmpty());
    assertTrue(matching.near(some, List.of(), Homography.identity(), 5, EXECUTOR, 2).isEmpty());
    assertTrue(matching.near(List.of(), some, Homography.identity(), 5, EXECUTOR, 2).isEmpty());
  }
}
