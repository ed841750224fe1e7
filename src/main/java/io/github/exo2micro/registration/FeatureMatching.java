package io.github.exo2micro.registration;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.port.Feature;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * Finds for each post feature the pre feature with the nearest descriptor, and keeps the clear cases: those where the
 * second nearest is much farther away (Lowe 2004, section 7.1, doi:10.1023/B:VISI.0000029664.99615.94).
 *
 * <p>Exact nearest neighbours, no approximate index: the same features give the same matches in the order of the post
 * features, whatever the number of threads. Of equally near candidates the first in the list wins.
 *
 * @param ratio a match is kept when nearest distance &lt; ratio × second nearest distance; 0 to 1
 * @param crossCheck whether the post feature must also be the nearest one of its pre feature
 */
public record FeatureMatching(double ratio, boolean crossCheck) {

  private static final int LENGTH = 128;

  /** Ratio 0.7, no cross-check. */
  public FeatureMatching() {
    this(0.7, false);
  }

  /** @throws IllegalArgumentException when the ratio is not in (0, 1] */
  public FeatureMatching {
    if (!(ratio > 0 && ratio <= 1)) {
      throw new IllegalArgumentException("ratio " + ratio);
    }
  }

  /**
   * Compares every post feature with every pre feature.
   *
   * @param executor runs the parts
   * @param threads how many parts at once, at least 1
   * @throws CancellationException when interrupted
   */
  public List<FeatureMatch> exhaustive(List<Feature> post, List<Feature> pre, ExecutorService executor, int threads) {
    ExhaustiveSearch search = new ExhaustiveSearch(post, pre);
    ExhaustiveSearch back = search.reversed();
    return kept(post, pre, (from, to, result) -> search.search(from, to, ratio, result), (i, j) -> back.isNearest(j, i),
        executor, threads);
  }

  /**
   * Compares each post feature with the pre features near the place where a known warp takes it.
   *
   * <p>The second nearest descriptor is looked for among the same candidates; a lone candidate is kept.
   *
   * @param predicted the known warp, in the coordinates of the features
   * @param radiusPx how far a candidate may be from the predicted place, pre px
   * @param executor runs the parts
   * @param threads how many parts at once, at least 1
   * @throws CancellationException when interrupted
   */
  public List<FeatureMatch> near(List<Feature> post, List<Feature> pre, Homography predicted, double radiusPx,
      ExecutorService executor, int threads) {
    Gated forward = new Gated(post, pre, predicted, radiusPx);
    // the gate of the way back is the same disc in pre, so that both ways know the same candidates
    return kept(post, pre, forward::search, forward::isNearestBack, executor, threads);
  }

  private List<FeatureMatch> kept(List<Feature> post, List<Feature> pre, Part forward, WayBack back,
      ExecutorService executor, int threads) {
    Nearest nearest = new Nearest(post.size());
    inParts(post.size(), (from, to) -> forward.search(from, to, nearest), executor, threads);
    int[] clear = IntStream.range(0, post.size()).filter(i -> nearest.ratio(i) < ratio).toArray();
    boolean[] kept = new boolean[clear.length];
    inParts(clear.length, (from, to) -> {
      for (int k = from; k < to; k++) {
        kept[k] = !crossCheck || back.isNearest(clear[k], nearest.index[clear[k]]);
      }
    }, executor, threads);
    return IntStream.range(0, clear.length).filter(k -> kept[k]).map(k -> clear[k])
        .mapToObj(i -> new FeatureMatch(post.get(i), pre.get(nearest.index[i]))).toList();
  }

  /** Whether a post feature is the nearest of its nearest pre feature, both by their indices. */
  private interface WayBack {
    boolean isNearest(int post, int pre);
  }

  /** Searches for the features {@code from} to {@code to - 1}. */
  private interface Part {
    void search(int from, int to, Nearest result);
  }

  /** Does the items {@code from} to {@code to - 1}. */
  private interface Range {
    void run(int from, int to);
  }

  private static void inParts(int n, Range range, ExecutorService executor, int threads) {
    // each part writes to elements of its own only
    int parts = Math.max(1, Math.min(4 * threads, n / 64));
    Parallel.forEach(parts, k -> range.run((int) ((long) n * k / parts), (int) ((long) n * (k + 1) / parts)), executor,
        threads);
  }

  private static int square(short[] descriptor) {
    int sum = 0;
    for (short value : descriptor) {
      sum += value * value;
    }
    return sum;
  }

  /** Candidates near a predicted place, from a grid of buckets as wide as the radius. */
  private static final class Gated {
    private final List<Feature> post;
    private final List<Feature> pre;
    private final double radius;
    private final double[] predictedX;
    private final double[] predictedY;
    private final Buckets preByPlace;
    private final Buckets postByPrediction;
    private final int[] postSquares;
    private final int[] preSquares;

    Gated(List<Feature> post, List<Feature> pre, Homography predicted, double radius) {
      this.post = post;
      this.pre = pre;
      this.radius = radius;
      predictedX = post.stream().mapToDouble(f -> predicted.x(f.x(), f.y())).toArray();
      predictedY = post.stream().mapToDouble(f -> predicted.y(f.x(), f.y())).toArray();
      preByPlace = new Buckets(pre.stream().mapToDouble(Feature::x).toArray(),
          pre.stream().mapToDouble(Feature::y).toArray(), radius);
      postByPrediction = new Buckets(predictedX, predictedY, radius);
      postSquares = post.stream().mapToInt(f -> square(f.descriptor())).toArray();
      preSquares = pre.stream().mapToInt(f -> square(f.descriptor())).toArray();
    }

    void search(int from, int to, Nearest result) {
      for (int i = from; i < to; i++) {
        int query = i;
        preByPlace.forEachNear(predictedX[i], predictedY[i],
            j -> result.offer(query, j, postSquares[query] + preSquares[j] - 2 * dot(query, j)));
      }
    }

    boolean isNearestBack(int i, int j) {
      Nearest back = new Nearest(1);
      postByPrediction.forEachNear(pre.get(j).x(), pre.get(j).y(),
          k -> back.offer(0, k, postSquares[k] + preSquares[j] - 2 * dot(k, j)));
      return back.index[0] == i;
    }

    private int dot(int i, int j) {
      short[] a = post.get(i).descriptor();
      short[] b = pre.get(j).descriptor();
      int sum = 0;
      for (int k = 0; k < LENGTH; k++) {
        sum += a[k] * b[k];
      }
      return sum;
    }
  }
}
