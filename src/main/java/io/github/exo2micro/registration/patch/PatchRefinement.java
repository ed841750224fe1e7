package io.github.exo2micro.registration.patch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.image.tissue.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Refines a warp at full resolution on some hundred small patches spread over the tissue.
 *
 * <p>Memory and time do not depend on the images' size. Deterministic for any number of threads. Held-out patches are
 * measured, but nothing of them enters the warp.
 */
public final class PatchRefinement {

  private static final int PATCHES = 300;
  /** Fewer believed patches do not carry a homography. */
  private static final int LEAST_PATCHES = 12;
  private static final double LEAST_NCC = 0.4;
  private static final double LARGEST_SIGMA_PX = 0.5;
  /** Every how manieth patch is enough for a median correlation. */
  private static final int SUPPORT_STEP = 4;
  private static final int ROUNDS = 3;
  /** The correlation of neighbours' noise is below this many times 1 / the root of their number. */
  private static final double CHANCE = 2;
  /** A change of the warp below this leaves the patches' own distortion unchanged: no need to measure again. */
  private static final double SETTLED_PX = 0.5;

  private final Plane post;
  private final Plane pre;
  private final ParallelLoop loop;
  private final List<PatchPosition> patches;

  /**
   * @param post padded post
   * @param pre padded pre
   * @param postSection post made small, with its tissue
   * @param preSection the same of pre
   * @param roughly post px → pre px, good enough to tell where both show tissue
   * @param loop runs the measurements
   */
  public PatchRefinement(Plane post, Plane pre, Section postSection, Section preSection, Homography roughly,
      ParallelLoop loop) {
    this.post = post;
    this.pre = pre;
    this.loop = loop;
    this.patches = new PatchLayout(postSection, preSection, roughly).choose(PATCHES);
  }

  /** Where it measures. */
  public List<PatchPosition> patches() {
    return patches;
  }

  /**
   * Measures and fits in at most three rounds.
   *
   * @param start post px → pre px
   * @param reach how far from the start the truth may be, px along each axis
   * @return empty when too few patches could be measured or they do not agree on a warp
   * @throws IOException when a plane cannot be read
   */
  public Optional<PatchFit> refine(Homography start, int reach, Progress progress) throws IOException {
    Homography warp = start;
    PatchShift[] shifts = new PatchShift[patches.size()];
    places(start, reach).run(tiles(patches),
        (i, postThere, preThere) -> shifts[i] = new PatchMatcher(postThere, preThere).search(patches.get(i), reach),
        progress.part(0, 0.6));
    PointPair[] pairs = pairs(shifts, start);
    for (int round = 1; round <= ROUNDS; round++) {
      Optional<RobustHomography.Fit> fit = fit(shifts, pairs, Math.max(3, reach / 2.0));
      if (fit.isEmpty()) {
        return Optional.empty();
      }
      double change = largestDifference(warp, fit.get().warp());
      warp = fit.get().warp();
      if (change < SETTLED_PX || round == ROUNDS) {
        progress.report(1);
        return Optional.of(result(fit.get(), shifts, pairs));
      }
      measureAgain(warp, shifts, pairs, progress.part(0.6 + 0.2 * (round - 1), 0.6 + 0.2 * round));
    }
    throw new AssertionError("the last round returns");
  }

  /** Median correlation of the patches under a warp, nothing shifted: how well it is supported. */
  public double support(Homography warp, Progress progress) throws IOException {
    int step = patches.size() < 2 * SUPPORT_STEP * LEAST_PATCHES ? 1 : SUPPORT_STEP;
    List<PatchPosition> some = new ArrayList<>();
    for (int i = 0; i < patches.size(); i += step) {
      some.add(patches.get(i));
    }
    double[] ncc = new double[some.size()];
    if (ncc.length == 0) {
      return 0;
    }
    places(warp, 0).run(tiles(some),
        (i, postThere, preThere) -> ncc[i] = new PatchMatcher(postThere, preThere).ncc(some.get(i)), progress);
    return Median.of(ncc);
  }

  private PlaceLoop places(Homography warp, int reach) {
    return new PlaceLoop(post, new WarpedPlane(pre, warp, post.size()), PatchMatcher.margin(reach), loop);
  }

  private static List<Tile> tiles(List<PatchPosition> patches) {
    return patches.stream().map(PatchPosition::tile).toList();
  }

  /** Largest distance between two warps over the patches, pre px. */
  public double largestDifference(Homography a, Homography b) {
    double largest = 0;
    for (PatchPosition p : patches) {
      largest = Math.max(largest, Math.hypot(a.x(p.x(), p.y()) - b.x(p.x(), p.y()),
          a.y(p.x(), p.y()) - b.y(p.x(), p.y())));
    }
    return largest;
  }

  private void measureAgain(Homography warp, PatchShift[] shifts, PointPair[] pairs, Progress progress)
      throws IOException {
    Homography back = warp.inverse();
    int[] found = IntStream.range(0, shifts.length).filter(i -> shifts[i].found()).toArray();
    List<Tile> there = new ArrayList<>();
    for (int i : found) {
      PointPair p = pairs[i];
      shifts[i] = new PatchShift(back.x(p.preX(), p.preY()) - p.x(), back.y(p.preX(), p.preY()) - p.y(),
          shifts[i].ncc(), shifts[i].sigma());
      there.add(PatchMatcher.refined(patches.get(i), shifts[i].dx(), shifts[i].dy()));
    }
    places(warp, 0).run(tiles(Arrays.stream(found).mapToObj(patches::get).toList()), there,
        (k, postThere, preThere) -> {
          int i = found[k];
          shifts[i] = new PatchMatcher(postThere, preThere).refine(patches.get(i), shifts[i].dx(), shifts[i].dy());
        }, progress);
    System.arraycopy(pairs(shifts, warp), 0, pairs, 0, pairs.length);
  }

  private PointPair[] pairs(PatchShift[] shifts, Homography warp) {
    PointPair[] pairs = new PointPair[shifts.length];
    for (int i = 0; i < pairs.length; i++) {
      PatchPosition p = patches.get(i);
      double x = p.x() + shifts[i].dx();
      double y = p.y() + shifts[i].dy();
      pairs[i] = new PointPair(p.x(), p.y(), warp.x(x, y), warp.y(x, y));
    }
    return pairs;
  }

  private static boolean isTrusted(PatchShift shift) {
    return shift.ncc() >= LEAST_NCC && shift.sigma() <= LARGEST_SIGMA_PX;
  }

  private Optional<RobustHomography.Fit> fit(PatchShift[] shifts, PointPair[] pairs, double threshold) {
    List<PointPair> used = new ArrayList<>();
    double[] sigma = new double[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      if (!patches.get(i).heldOut() && isTrusted(shifts[i])) {
        sigma[used.size()] = shifts[i].sigma();
        used.add(pairs[i]);
      }
    }
    if (used.size() < LEAST_PATCHES) {
      return Optional.empty();
    }
    return RobustHomography.fit(used, Arrays.copyOf(sigma, used.size()), threshold)
        .filter(f -> f.inliers() >= LEAST_PATCHES);
  }

  private PatchFit result(RobustHomography.Fit fit, PatchShift[] shifts, PointPair[] pairs) {
    Homography back = fit.warp().inverse();
    List<PatchResidual> residuals = new ArrayList<>();
    for (int i = 0; i < pairs.length; i++) {
      if (isTrusted(shifts[i])) {
        PointPair p = pairs[i];
        boolean heldOut = patches.get(i).heldOut();
        residuals.add(new PatchResidual(p.x(), p.y(), back.x(p.preX(), p.preY()) - p.x(),
            back.y(p.preX(), p.preY()) - p.y(), shifts[i].ncc(), heldOut,
            heldOut || p.error(fit.warp()) <= fit.limit()));
      }
    }
    return new PatchFit(fit.warp(), residuals, patches.size(), error(fit, shifts, pairs, residuals));
  }

  /**
   * Of the warp, without the held-out patches' own noise. What is left and alike from patch to patch is no noise,
   * whatever the patches say of theirs.
   */
  private Optional<RemainingError> error(RobustHomography.Fit fit, PatchShift[] shifts, PointPair[] pairs,
      List<PatchResidual> residuals) {
    List<PatchPosition> fitted = new ArrayList<>();
    List<Double> variances = new ArrayList<>();
    List<PatchPosition> heldOut = new ArrayList<>();
    List<Double> sigmas = new ArrayList<>();
    for (int i = 0; i < pairs.length; i++) {
      if (isTrusted(shifts[i]) && patches.get(i).heldOut()) {
        heldOut.add(patches.get(i));
        sigmas.add(shifts[i].sigma());
      } else if (isTrusted(shifts[i]) && pairs[i].error(fit.warp()) <= fit.limit()) {
        fitted.add(patches.get(i));
        variances.add(fit.variance(shifts[i].sigma()));
      }
    }
    if (heldOut.isEmpty()) {
      return Optional.empty();
    }
    HomographyVariance variance = HomographyVariance.of(fitted, array(variances));
    double[] lengths = residuals.stream().filter(PatchResidual::heldOut).mapToDouble(PatchResidual::length).toArray();
    double alike = Math.sqrt(Math.max(0,
        PatchFit.neighbourCorrelation(residuals) - CHANCE / Math.sqrt(residuals.size())));
    return Optional.of(RemainingError.of(lengths, array(sigmas), variances(variance, heldOut),
        variances(variance, patches), fit::variance)
        .atLeast(alike * Quantile.of(lengths, 0.5), alike * Quantile.of(lengths, 0.95)));
  }

  private static double[] variances(HomographyVariance variance, List<PatchPosition> at) {
    return at.stream().mapToDouble(p -> variance.at(p.x(), p.y())).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
