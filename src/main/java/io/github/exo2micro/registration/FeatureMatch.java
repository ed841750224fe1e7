package io.github.exo2micro.registration;

import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.port.Feature;

/**
 * Two features that look alike.
 *
 * @param post the one in post
 * @param pre the one in pre
 */
public record FeatureMatch(Feature post, Feature pre) {

  /** Their positions. */
  public PointPair pair() {
    return new PointPair(post.x(), post.y(), pre.x(), pre.y());
  }
}
