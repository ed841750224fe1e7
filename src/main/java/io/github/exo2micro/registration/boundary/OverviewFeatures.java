package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Ransac;
import io.github.exo2micro.geometry.WarpModel;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.LocalNormalisation;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.FeatureMatch;
import io.github.exo2micro.registration.FeatureMatching;
import io.github.exo2micro.registration.Parallel;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * The way to the coarse warp that knows no outline: SIFT over the whole reduced image, every feature against every
 * other, any rotation, a consensus of similarities, refitted with a richer model as far as the inliers carry it.
 */
final class OverviewFeatures {

  private static final int TILE = 576;
  private static final int MARGIN = 32;
  private static final int MOST_FEATURES = 4000;
  private static final int CELLS = 16;
  /** Of the reduced image: wide enough for a section that has stretched by some pixels. */
  private static final double THRESHOLD_PX = 3;
  private static final int LEAST_INLIERS = 8;
  private static final double LEAST_AMONG = 0.5;
  /** Two answers that share more of their matches than this are one. */
  private static final double MOST_COMMON = 0.5;
  /** Local contrast is that against a neighbourhood of this size, px of the reduced image. */
  private static final double NEIGHBOURHOOD_SIGMA = 24;
  /** Parts with less than this part of the whole image's contrast are left flat. */
  private static final double CONTRAST_FLOOR = 0.2;
  private static final float MIDDLE = 128;
  private static final float GREYS_PER_DEVIATION = 42;

  private final FeatureExtractor extractor;
  private final ExecutorService executor;
  private final int threads;

  OverviewFeatures(FeatureExtractor extractor, ExecutorService executor, int threads) {
    this.extractor = extractor;
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * What was found.
   *
   * @param warp full-resolution post px → pre px
   * @param matches clear matches
   * @param inliers those that agree with the warp
   * @param agreement whether that can be chance
   * @param rival another warp that as many matches agree with that it cannot be chance either, where this one leaves
   *     the images as they lie: then one of both is the sample, and the other a pattern fixed to the camera
   */
  record Found(Homography warp, int matches, int inliers, Agreement agreement, Optional<Rival> rival) {}

  /**
   * A second answer.
   *
   * @param warp full-resolution post px → pre px
   * @param agreement of the matches that do not agree with the first
   * @param among share of those matches that lie among matches that agree with the first, 0 to 1
   */
  record Rival(Homography warp, Agreement agreement, double among) {

    /** Whether it is the sample under a pattern of the camera, rather than a piece of the sample that moved. */
    boolean isSample() {
      return among >= LEAST_AMONG;
    }
  }

  /**
   * The motion of a part of post that is not the motion of the rest.
   *
   * @param post with the part's tissue alone
   * @param side of the part, px of the reduced image
   * @param known motions, full-resolution post px → pre px: what agrees with them is left out
   * @return empty where what agrees may be chance
   */
  Optional<Found> alignPart(WorkingImage post, WorkingImage pre, int side, List<Homography> known) {
    List<Homography> reduced = known.stream().map(w -> w.reduced(post.reduction())).toList();
    List<PointPair> pairs = pairs(post, pre).stream()
        .filter(p -> reduced.stream().allMatch(w -> p.error(w) > THRESHOLD_PX)).toList();
    double area = (double) pre.data().width() * pre.data().height();
    return new Ransac(WarpModel.SIMILARITY, THRESHOLD_PX).search(pairs).map(c -> refined(c, pairs))
        .map(f -> new Found(f.enlarged(post.reduction()), pairs.size(), inliers(f, pairs).size(),
            Agreement.within(pairs, f, THRESHOLD_PX, area, side), Optional.empty()))
        .filter(f -> f.agreement().isConvincing());
  }

  private List<PointPair> pairs(WorkingImage post, WorkingImage pre) {
    List<List<Feature>> features = features(List.of(post, pre));
    List<FeatureMatch> matches = new FeatureMatching(0.8, true).exhaustive(features.get(0), features.get(1), executor,
        threads);
    return matches.stream().map(FeatureMatch::pair).distinct().toList();
  }

  /** Empty when too few matches agree. Both at the same reduction. */
  Optional<Found> align(WorkingImage post, WorkingImage pre) {
    List<PointPair> pairs = pairs(post, pre);
    return new Ransac(WarpModel.SIMILARITY, THRESHOLD_PX).search(pairs)
        .filter(c -> c.inlierCount() >= LEAST_INLIERS)
        .map(c -> refined(c, pairs))
        .map(f -> new Found(f.enlarged(post.reduction()), pairs.size(), inliers(f, pairs).size(),
            agreement(pairs, f, post, pre), rival(pairs, pre)));
  }

  private static Agreement agreement(List<PointPair> pairs, Homography warp, WorkingImage post, WorkingImage pre) {
    Tile tissue = post.whole() ? post.data() : post.mask().bounds();
    return Agreement.on(pairs, warp, THRESHOLD_PX, pre.data(), tissue.isEmpty() ? post.data() : tissue);
  }

  /**
   * Looked for where so many matches agree that nothing moved that it cannot be chance: what is fixed to the camera
   * agrees with that. Nothing that is put on a stage twice lies exactly as it lay, so of two answers that lie among
   * each other the second is the sample.
   */
  private static Optional<Rival> rival(List<PointPair> pairs, WorkingImage pre) {
    Tile data = pre.data();
    Homography still = Homography.identity();
    if (!Agreement.of(pairs, still, THRESHOLD_PX, data.width(), data.height()).isConvincing()) {
      return Optional.empty();
    }
    List<PointPair> fixed = inliers(still, pairs);
    List<PointPair> others = pairs.stream().filter(p -> p.error(still) > THRESHOLD_PX).toList();
    return new Ransac(WarpModel.SIMILARITY, THRESHOLD_PX).search(others).map(c -> refined(c, others))
        .filter(warp -> apart(warp, still, data) > 2 * THRESHOLD_PX)
        // a small movement of everything leaves some places nearly where they were
        .filter(
            warp -> fixed.stream().filter(p -> p.error(warp) <= 2 * THRESHOLD_PX).count() < MOST_COMMON * fixed.size())
        .map(warp -> new Rival(warp.enlarged(pre.reduction()),
            Agreement.of(others, warp, THRESHOLD_PX, data.width(), data.height()),
            among(inliers(warp, others), fixed, data)))
        .filter(rival -> rival.agreement().isConvincing());
  }

  /** Share of the first places that have some of the second in the same of 8 × 8 parts of the image. */
  private static double among(List<PointPair> these, List<PointPair> those, Tile data) {
    double side = Math.max(data.width(), data.height()) / 8.0;
    Set<Long> parts = new HashSet<>();
    those.forEach(p -> parts.add(part(p, side)));
    return these.isEmpty() ? 0
        : (double) these.stream().filter(p -> parts.contains(part(p, side))).count() / these.size();
  }

  private static long part(PointPair p, double side) {
    return (long) Math.floor(p.y() / side) * 1_000 + (long) Math.floor(p.x() / side);
  }

  /** Largest distance at the image's corners. */
  private static double apart(Homography a, Homography b, Tile data) {
    double largest = 0;
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? data.x() : data.right();
      double y = (corner & 2) == 0 ? data.y() : data.bottom();
      largest = Math.max(largest, Math.hypot(a.x(x, y) - b.x(x, y), a.y(x, y) - b.y(x, y)));
    }
    return largest;
  }

  private static List<PointPair> inliers(Homography warp, List<PointPair> pairs) {
    return pairs.stream().filter(p -> p.error(warp) <= THRESHOLD_PX).toList();
  }

  private static Homography refined(Ransac.Consensus similarity, List<PointPair> pairs) {
    Homography warp = similarity.warp();
    List<PointPair> inliers = similarity.inliers(pairs);
    // the richer the model, the more pairs it needs before it gains more than it loses at the edge of the tissue
    for (WarpModel model : List.of(WarpModel.AFFINE, WarpModel.HOMOGRAPHY)) {
      for (int round = 0; round < 3 && inliers.size() >= (model == WarpModel.AFFINE ? 24 : 60); round++) {
        Optional<Homography> richer = model.fit(inliers).filter(OverviewFeatures::isPlausible);
        if (richer.isEmpty()) {
          break;
        }
        Homography fitted = richer.get();
        warp = fitted;
        inliers = inliers(fitted, pairs);
      }
    }
    return warp;
  }

  /** Not a mirror image, no strong shear, hardly any perspective: a section between two rounds on a microscope. */
  private static boolean isPlausible(Homography h) {
    double det = h.at(0, 0) * h.at(1, 1) - h.at(0, 1) * h.at(1, 0);
    double trace = h.at(0, 0) * h.at(0, 0) + h.at(0, 1) * h.at(0, 1) + h.at(1, 0) * h.at(1, 0)
        + h.at(1, 1) * h.at(1, 1);
    // trace / 2·det is (ratio of the two scales + its inverse) / 2
    return det > 0 && trace / (2 * det) < 1.05;
  }

  /** A tile of one of the images. */
  private record Part(Searched image, Tile tile) {}

  /** An image in which features are looked for. */
  private record Searched(FloatImage grey, Mask near, List<Tile> tiles) {

    static Searched of(WorkingImage tissue) {
      FloatImage grey = OverviewFeatures.grey(tissue);
      Mask near = tissue.mask().dilated(8);
      List<Tile> tiles = new ArrayList<>();
      for (int y = 0; y < grey.height(); y += TILE) {
        for (int x = 0; x < grey.width(); x += TILE) {
          Tile tile = new Tile(x, y, TILE, TILE).intersect(tissue.data());
          if (!tile.isEmpty() && near.anyIn(tile)) {
            tiles.add(tile);
          }
        }
      }
      return new Searched(grey, near, tiles);
    }
  }

  /**
   * Of each of some images; the tiles of all are worked on together, as few threads would wait for the last of each.
   */
  private List<List<Feature>> features(List<WorkingImage> tissues) {
    List<Searched> images = Parallel.map(tissues, Searched::of, executor);
    List<Part> parts = images.stream().flatMap(image -> image.tiles().stream().map(tile -> new Part(image, tile)))
        .toList();
    List<List<Feature>> found = Parallel.map(parts, p -> inTile(p.image().grey(), p.tile(), p.image().near()),
        executor);
    List<List<Feature>> result = new ArrayList<>();
    for (Searched image : images) {
      List<Feature> all = IntStream.range(0, parts.size()).filter(i -> parts.get(i).image() == image)
          .mapToObj(found::get).flatMap(List::stream).toList();
      result.add(strongest(all, image.grey().width(), image.grey().height()));
    }
    return result;
  }

  private List<Feature> inTile(FloatImage grey, Tile tile, Mask near) {
    Tile area = tile.grown(MARGIN).intersect(grey.size().whole());
    FloatImage part = new FloatImage(area.width(), area.height());
    grey.read(area, part.pixels());
    List<Feature> result = new ArrayList<>();
    // a pixel reaches half a pixel to each side of its centre
    for (Feature f : extractor.extract(part, tile.grown(1).shifted(-area.x(), -area.y()))) {
      double x = f.x() + area.x();
      double y = f.y() + area.y();
      int column = (int) Math.round(x);
      int row = (int) Math.round(y);
      boolean own = column >= tile.x() && column < tile.right() && row >= tile.y() && row < tile.bottom();
      if (own && near.at(column, row)) {
        result.add(new Feature(x, y, f.scale(), f.orientation(), f.strength(), f.descriptor()));
      }
    }
    return result;
  }

  /**
   * The log image stretched to 0 to 255; where tissue fills the frame its local contrast, of which no level is cut off.
   */
  private static FloatImage grey(WorkingImage tissue) {
    return tissue.whole() ? localContrast(tissue) : stretched(tissue);
  }

  private static FloatImage localContrast(WorkingImage tissue) {
    Tile data = tissue.data();
    FloatImage own = new FloatImage(data.width(), data.height());
    tissue.logarithm().read(data, own.pixels());
    FloatImage even = LocalNormalisation.normalise(own, NEIGHBOURHOOD_SIGMA,
        Math.max(1e-6, CONTRAST_FLOOR * deviation(own)));
    FloatImage grey = new FloatImage(tissue.logarithm().width(), tissue.logarithm().height());
    for (int y = 0; y < data.height(); y++) {
      for (int x = 0; x < data.width(); x++) {
        float level = MIDDLE + GREYS_PER_DEVIATION * even.at(x, y);
        grey.set(data.x() + x, data.y() + y, Math.max(0, Math.min(255, level)));
      }
    }
    return grey;
  }

  private static double deviation(FloatImage image) {
    double sum = 0;
    double squares = 0;
    for (float v : image.pixels()) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / image.pixels().length;
    return Math.sqrt(Math.max(0, squares / image.pixels().length - mean * mean));
  }

  private static FloatImage stretched(WorkingImage tissue) {
    FloatImage grey = tissue.logarithm().copy();
    Percentiles positive = Percentiles.ofPositive(grey.pixels());
    if (positive.count() > 0) {
      float factor = (float) (255 / Math.max(1e-9, positive.at(99.8)));
      for (int i = 0; i < grey.pixels().length; i++) {
        grey.pixels()[i] = Math.min(255, factor * grey.pixels()[i]);
      }
    }
    return grey;
  }

  /** The strongest of each cell of a grid, so that features cover the tissue evenly. */
  private static List<Feature> strongest(List<Feature> features, int width, int height) {
    List<List<Feature>> cells = new ArrayList<>();
    double side = Math.max(width, height) / (double) CELLS;
    for (int i = 0; i < CELLS * CELLS; i++) {
      cells.add(new ArrayList<>());
    }
    for (Feature f : features) {
      int column = (int) Math.max(0, Math.min(CELLS - 1, f.x() / side));
      int row = (int) Math.max(0, Math.min(CELLS - 1, f.y() / side));
      cells.get(row * CELLS + column).add(f);
    }
    int quota = quota(cells.stream().mapToInt(List::size).toArray());
    List<Feature> result = new ArrayList<>();
    for (List<Feature> cell : cells) {
      cell.stream().sorted(Comparator.comparingDouble(Feature::strength).reversed().thenComparingDouble(Feature::y)
          .thenComparingDouble(Feature::x).thenComparingDouble(Feature::orientation)).limit(quota).forEach(result::add);
    }
    return result;
  }

  /** The largest number per cell that keeps the sum in bounds. */
  private static int quota(int[] sizes) {
    int low = 0;
    int high = Math.max(1, Arrays.stream(sizes).max().orElse(1));
    while (low < high) {
      int middle = (low + high + 1) / 2;
      long sum = Arrays.stream(sizes).mapToLong(s -> Math.min(s, middle)).sum();
      if (sum <= MOST_FEATURES) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
