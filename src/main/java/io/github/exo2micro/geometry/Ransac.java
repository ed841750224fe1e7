package io.github.exo2micro.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Finds the warp that most point pairs agree with, among pairs of which many may be wrong (Fischler and Bolles 1981,
 * doi:10.1145/358669.358692), scored by truncated squares (MSAC: Torr and Zisserman 2000, doi:10.1006/cviu.1999.0832).
 *
 * <p>Deterministic: the same pairs in the same order, and the same seed, give the same result. A warp that mirrors is
 * never taken: a section does not turn over on its slide.
 *
 * @param model the family of warps
 * @param thresholdPx a pair agrees when the warped post point is at most this far from the pre point, pre px
 * @param confidence wanted probability that a sample of right pairs alone was among those tried, 0 to 1
 * @param maxIterations samples tried at most
 * @param seed of the random samples
 */
public record Ransac(WarpModel model, double thresholdPx, double confidence, int maxIterations, long seed) {

  private static final int REFITS = 10;

  /** Confidence 0.999, at most 20 000 samples, a fixed seed. */
  public Ransac(WarpModel model, double thresholdPx) {
    this(model, thresholdPx, 0.999, 20_000, 0x5EC710L);
  }

  /** @throws IllegalArgumentException when a value is out of its range */
  public Ransac {
    if (!(thresholdPx > 0) || !(confidence > 0 && confidence < 1) || maxIterations < 1) {
      throw new IllegalArgumentException(thresholdPx + " px, confidence " + confidence + ", " + maxIterations
          + " iterations");
    }
  }

  /**
   * What was found.
   *
   * @param warp least-squares fit to the inliers
   * @param inlierIndices the agreeing pairs, ascending; shared, not to be changed
   * @param pairs how many pairs there were
   * @param iterations samples tried
   */
  public record Consensus(Homography warp, int[] inlierIndices, int pairs, int iterations) {

    /** Inliers / pairs, 0 to 1. */
    double inlierRatio() {
      return pairs == 0 ? 0 : (double) inlierIndices.length / pairs;
    }

    /** How many pairs agree. */
    public int inlierCount() {
      return inlierIndices.length;
    }

    /** The agreeing ones of the pairs that were searched. */
    public List<PointPair> inliers(List<PointPair> searched) {
      List<PointPair> result = new ArrayList<>(inlierIndices.length);
      for (int i : inlierIndices) {
        result.add(searched.get(i));
      }
      return result;
    }
  }

  /**
   * Searches.
   *
   * @return empty when there are fewer pairs than the model needs, or no sample gave a warp
   */
  public Optional<Consensus> search(List<PointPair> pairs) {
    if (pairs.size() < model.points()) {
      return Optional.empty();
    }
    return new Search(new NormalisedPairs(pairs)).run();
  }

  /** One search: buffers and the best so far. */
  private final class Search {
    private final NormalisedPairs pairs;
    private final int n;
    private final double limit;
    private final double[] ones;
    private final int[] agreeing;
    private final double[] best = new double[9];
    private double bestCost = Double.POSITIVE_INFINITY;

    Search(NormalisedPairs pairs) {
      this.pairs = pairs;
      n = pairs.count();
      double threshold = thresholdPx * pairs.preScale;
      limit = threshold * threshold;
      ones = new double[n];
      Arrays.fill(ones, 1);
      agreeing = new int[n];
    }

    Optional<Consensus> run() {
      SplittableRandom random = new SplittableRandom(seed);
      int[] sample = new int[model.points()];
      double[] trial = new double[9];
      int iteration = 0;
      int needed = maxIterations;
      while (iteration < needed) {
        iteration++;
        draw(random, sample);
        if (upright(sample) && model.solve(pairs, sample, sample.length, ones, trial) && improves(trial)) {
          // a fit to all that agree is nearly always better, and ends the search sooner
          int count = agreeing(best);
          if (model.solve(pairs, agreeing, count, ones, trial)) {
            improves(trial);
          }
          needed = Math.min(needed, iterationsFor((double) agreeing(best) / n));
        }
      }
      return bestCost < Double.POSITIVE_INFINITY ? refit(iteration) : Optional.empty();
    }

    private boolean improves(double[] trial) {
      double cost = cost(trial);
      if (cost < bestCost && determinant(trial) > 0) {
        bestCost = cost;
        System.arraycopy(trial, 0, best, 0, 9);
        return true;
      }
      return false;
    }

    private Optional<Consensus> refit(int iterations) {
      int count = agreeing(best);
      int[] inliers = Arrays.copyOf(agreeing, count);
      double[] trial = new double[9];
      for (int i = 0; i < REFITS; i++) {
        if (!model.solve(pairs, inliers, inliers.length, ones, trial) || !(determinant(trial) > 0)) {
          break;
        }
        int[] now = Arrays.copyOf(agreeing, agreeing(trial));
        if (now.length < model.points()) {
          break;
        }
        System.arraycopy(trial, 0, best, 0, 9);
        boolean stable = Arrays.equals(now, inliers);
        inliers = now;
        if (stable) {
          break;
        }
      }
      int[] found = inliers;
      int tried = iterations;
      return pairs.restored(best).map(warp -> new Consensus(warp, found, n, tried));
    }

    private void draw(SplittableRandom random, int[] sample) {
      for (int i = 0; i < sample.length; i++) {
        boolean again = true;
        while (again) {
          sample[i] = random.nextInt(n);
          again = false;
          for (int j = 0; j < i; j++) {
            again |= sample[j] == sample[i];
          }
        }
      }
    }

    /** Whether every triangle of the sample turns the same way in both images. */
    private boolean upright(int[] sample) {
      for (int a = 0; a < sample.length; a++) {
        for (int b = a + 1; b < sample.length; b++) {
          for (int c = b + 1; c < sample.length; c++) {
            if (pairs.postTurn(sample[a], sample[b], sample[c]) * pairs.preTurn(sample[a], sample[b], sample[c]) <= 0) {
              return false;
            }
          }
        }
      }
      return true;
    }

    /** Truncated sum of squares; gives up as soon as it is no better than the best. */
    private double cost(double[] m) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.min(limit, squaredError(m, i));
        if (sum >= bestCost) {
          return sum;
        }
      }
      return sum;
    }

    private int agreeing(double[] m) {
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (squaredError(m, i) <= limit) {
          agreeing[count++] = i;
        }
      }
      return count;
    }

    private double squaredError(double[] m, int i) {
      double x = pairs.x[i];
      double y = pairs.y[i];
      double w = m[6] * x + m[7] * y + 1;
      if (!(w > 1e-6)) {
        return Double.POSITIVE_INFINITY;
      }
      double du = (m[0] * x + m[1] * y + m[2]) / w - pairs.u[i];
      double dv = (m[3] * x + m[4] * y + m[5]) / w - pairs.v[i];
      return du * du + dv * dv;
    }

    private double determinant(double[] m) {
      return m[0] * (m[4] - m[5] * m[7]) - m[1] * (m[3] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    private int iterationsFor(double ratio) {
      double allRight = Math.pow(ratio, model.points());
      if (allRight > 1 - 1e-12) {
        return 1;
      }
      double wanted = Math.log(1 - confidence) / Math.log1p(-allRight);
      return (int) Math.min(maxIterations, Math.ceil(wanted));
    }
  }
}
