package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Ransac;
import io.github.exo2micro.geometry.WarpModel;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.FeatureMatch;
import io.github.exo2micro.registration.FeatureMatching;
import io.github.exo2micro.registration.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** The coarse warp from features of the whole overview alone; until the boundary pass is in place. */
final class CoarseByFeatures {

  private CoarseByFeatures() {}

  static CoarseResult align(Overview post, Overview pre, FeatureExtractor extractor, ExecutorService executor,
      int threads, Progress progress) {
    List<FeatureMatch> matches = new FeatureMatching(0.8, true).exhaustive(features(post, extractor),
        features(pre, extractor), executor, threads);
    List<PointPair> pairs = matches.stream().map(FeatureMatch::pair).toList();
    Optional<Ransac.Consensus> found = new Ransac(WarpModel.SIMILARITY, 3).search(pairs)
        .filter(c -> c.inlierCount() >= 12);
    String figures = found.map(c -> c.inlierCount()).orElse(0) + " of " + pairs.size() + " matches agree";
    Verdict verdict = found.isPresent() ? new Verdict.Accepted(figures) : new Verdict.Rejected(figures);
    Homography warp = found.map(c -> c.warp().enlarged(post.reduction())).orElse(Homography.identity());
    FloatImage none = new FloatImage(post.image().width(), post.image().height());
    return new CoarseResult(verdict, warp, warp, "features", -1, pairs.size(), new Verdict.Rejected("not run"),
        post.image(), pre.image(), none, none, post.reduction(), 0, 0, 0, 0);
  }

  private static List<Feature> features(Overview overview, FeatureExtractor extractor) {
    FloatImage image = overview.image().copy();
    double top = Math.max(1e-6, Percentiles.ofPositive(image.pixels()).at(99));
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = (float) Math.max(0, Math.min(255, 255 * image.pixels()[i] / top));
    }
    return extractor.extract(image).stream().sorted(Comparator.comparingDouble(Feature::strength).reversed())
        .limit(4000).toList();
  }
}
