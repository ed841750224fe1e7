package io.github.exo2micro.registration.interior;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.geometry.Ransac;
import io.github.exo2micro.geometry.WarpModel;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.ReducedPlane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.FeatureMatch;
import io.github.exo2micro.registration.FeatureMatching;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;

/**
 * Corrects a warp by SIFT features in a bounded number of tiles of the tissue: pre is rendered through the warp, so
 * matches are looked for nearby only. Every fourth match is held out of the fit.
 */
final class TileFeatureAlignment {

  private static final int MOST_FEATURES = 10_000;
  private static final int MOST_PER_CELL = 8;
  private static final double MATCH_RATIO = 0.7;
  private static final double THRESHOLD_WORKING_PX = 3;
  /** SIFT itself is no surer than this, px of the images it sees. */
  private static final double LEAST_THRESHOLD = 1.2;
  private static final int HELD_OUT = 4;
  /** Above this part of the matches that agree, they are those of a pattern fixed to the camera. */
  private static final double FIXED = 0.8;
  /** Nearer to where the images lie than so many thresholds, pattern and sample cannot be told apart. */
  private static final double LEAST_MOVED = 3;

  /**
   * How much tissue is looked at.
   *
   * @param side of a tile, px of the images given to SIFT
   * @param tiles at most
   */
  record Effort(int side, int tiles) {
    /** Some thousand features: plenty for most pairs. */
    static final Effort SMALL = new Effort(160, 12);
    /** When few of them agree. */
    static final Effort LARGE = new Effort(256, 9);
  }

  private final Plane post;
  private final Plane pre;
  private final Tissue tissue;
  private final WorkingScale scale;
  private final FeatureExtractor extractor;
  private final ExecutorService executor;
  private final int threads;

  TileFeatureAlignment(Plane post, Plane pre, Tissue tissue, WorkingScale scale, FeatureExtractor extractor,
      ExecutorService executor, int threads) {
    this.post = post;
    this.pre = pre;
    this.tissue = tissue;
    this.scale = scale;
    this.extractor = extractor;
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * A consensus of matches. Lengths in full-resolution px.
   *
   * @param warp padded post px → padded pre px
   * @param inliers of the matches that were fitted
   * @param fitted how many matches the fit could use
   * @param matches all, the held-out ones included
   * @param inlierResidualPx median
   * @param heldOutPx median error of the held-out matches that agree within three thresholds; empty when there are none
   * @param heldOutP95Px their 95th percentile
   * @param underPattern whether more matches agree that nothing moved: those of a pattern fixed to the camera were left
   *     out
   */
  record Fit(Homography warp, int inliers, int fitted, int matches, double inlierResidualPx, OptionalDouble heldOutPx,
      OptionalDouble heldOutP95Px, boolean underPattern) {

    double inlierRatio() {
      return fitted == 0 ? 0 : (double) inliers / fitted;
    }
  }

  /**
   * @param start padded post px → padded pre px
   * @param marginPx how far from it the truth may be, full-resolution px
   * @param effort how much tissue is looked at
   * @return empty when there are too few matches for any fit
   */
  Optional<Fit> align(Homography start, double marginPx, Effort effort, Progress progress) throws IOException {
    int reduction = scale.reduction();
    int margin = (int) Math.ceil(marginPx / reduction);
    Plane smallPost = new ReducedPlane(post, reduction);
    Plane smallPre = new ReducedPlane(new WarpedPlane(pre, start, post.size()), reduction);
    List<Tile> tiles = TissueTiles.choose(tissue, reduction, effort.side(), effort.tiles());
    if (tiles.isEmpty()) {
      return Optional.empty();
    }
    TileFeatures ofPost = new TileFeatures(extractor, scale.blurSigma(), perCell(tiles.size(), effort.side()));
    TileFeatures ofPre = new TileFeatures(extractor, scale.blurSigma(),
        perCell(tiles.size(), effort.side() + 2 * margin));
    List<List<Feature>> found = new ArrayList<>(java.util.Collections.nCopies(2 * tiles.size(), List.of()));
    new ParallelLoop(executor, threads).run(found.size(), i -> {
      Tile tile = tiles.get(i / 2);
      List<Feature> features = i % 2 == 0 ? ofPost.find(smallPost, tile) : ofPre.find(smallPre, tile.grown(margin));
      synchronized (found) {
        found.set(i, features);
      }
    }, progress);
    List<PointPair> pairs = new ArrayList<>();
    FeatureMatching matching = new FeatureMatching(MATCH_RATIO, true);
    for (int i = 0; i < tiles.size(); i++) {
      for (FeatureMatch match : matching.near(found.get(2 * i), found.get(2 * i + 1), Homography.identity(),
          Math.max(margin, 1), executor, threads)) {
        pairs.add(match.pair());
      }
    }
    return fit(pairs, start);
  }

  private static int perCell(int tiles, int side) {
    return Math.max(1, Math.min(MOST_PER_CELL, MOST_FEATURES / (tiles * TileFeatures.cells(side))));
  }

  private Optional<Fit> fit(List<PointPair> pairs, Homography start) {
    List<PointPair> fitted = new ArrayList<>();
    List<PointPair> heldOut = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      (i % HELD_OUT == 0 ? heldOut : fitted).add(pairs.get(i));
    }
    int reduction = scale.reduction();
    double threshold = Math.max(LEAST_THRESHOLD, THRESHOLD_WORKING_PX * scale.fullPerWorking() / reduction);
    return new Ransac(WarpModel.HOMOGRAPHY, threshold).search(fitted).flatMap(consensus -> {
      Homography there = start.reduced(reduction);
      List<PointPair> inliers = consensus.inliers(fitted);
      boolean pattern = inliers.stream().filter(p -> isFixed(p, there, threshold)).count() > FIXED * inliers.size();
      // what is blurred into the pattern agrees with it less exactly
      double near = LEAST_MOVED * threshold;
      List<PointPair> moved = fitted.stream().filter(p -> !isFixed(p, there, near)).toList();
      return pattern ? new Ransac(WarpModel.HOMOGRAPHY, threshold).search(moved)
          .map(c -> figures(c, moved, heldOut.stream().filter(p -> !isFixed(p, there, near)).toList(), start,
              threshold, true))
          : Optional.of(figures(consensus, fitted, heldOut, start, threshold, false));
    });
  }

  /**
   * Whether a match says that nothing moved where the earlier alignment says that it did: what agrees on that is fixed
   * to the camera.
   *
   * @param start the earlier alignment, px of the images given to SIFT
   */
  private static boolean isFixed(PointPair p, Homography start, double limit) {
    double fromStart = Math.hypot(start.x(p.x(), p.y()) - p.x(), start.y(p.x(), p.y()) - p.y());
    double preX = start.x(p.preX(), p.preY());
    double preY = start.y(p.preX(), p.preY());
    return fromStart > limit && Math.hypot(preX - p.x(), preY - p.y()) <= limit;
  }

  private Fit figures(Ransac.Consensus consensus, List<PointPair> fitted, List<PointPair> heldOut, Homography start,
      double threshold, boolean underPattern) {
    int reduction = scale.reduction();
    double[] inner = errors(consensus.inliers(fitted), consensus.warp(), Double.POSITIVE_INFINITY);
    double[] outer = errors(heldOut, consensus.warp(), 3 * threshold);
    return new Fit(start.after(consensus.warp().enlarged(reduction)), consensus.inlierCount(), fitted.size(),
        fitted.size() + heldOut.size(), reduction * Quantile.nearest(inner, 0.5), known(outer, 0.5),
        known(outer, 0.95), underPattern);
  }

  private OptionalDouble known(double[] errors, double share) {
    return errors.length == 0 ? OptionalDouble.empty()
        : OptionalDouble.of(scale.reduction() * Quantile.nearest(errors, share));
  }

  private static double[] errors(List<PointPair> pairs, Homography warp, double limit) {
    return pairs.stream().mapToDouble(p -> p.error(warp)).filter(e -> e <= limit).toArray();
  }
}
