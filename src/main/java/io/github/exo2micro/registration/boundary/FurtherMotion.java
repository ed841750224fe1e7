package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Looks for the motion of a part of post that did not move with the rest: a piece of a torn section. The way is that of
 * the coarse alignment by features, any rotation, with the same test against chance, on the part's features alone.
 *
 * @param post post made small, with its tissue
 * @param pre the same of pre
 * @param extractor finds SIFT features
 * @param executor runs the work; owned by the caller, who is none of its threads
 * @param threads pieces of work at once, at least 1
 */
public record FurtherMotion(Section post, Section pre, FeatureExtractor extractor, ExecutorService executor,
    int threads) {

  /** A part is small, so its features are looked for at a finer scale than those of the whole. */
  private static final int LONGEST_SIDE = 2048;

  /**
   * A motion.
   *
   * @param warp padded post px → padded pre px
   * @param evidence how many matches agree on it, for people
   */
  public record Motion(Homography warp, String evidence) {}

  /**
   * Looks for one.
   *
   * @param part of post, full-resolution px
   * @param bounds of the part
   * @param known motions that it is not
   * @return empty where what agrees may be chance: on noise, or where pre shows nothing of the part
   */
  public Optional<Motion> find(Mask.Where part, Tile bounds, List<Homography> known) {
    int factor = Math.max(1, (post.overview().image().size().longestSide() + LONGEST_SIDE - 1) / LONGEST_SIDE);
    WorkingImage target = WorkingImage.of(post, factor).only(part);
    int side = Math.max(bounds.width(), bounds.height()) / target.reduction() + 1;
    return new OverviewFeatures(extractor, executor, threads)
        .alignPart(target, WorkingImage.of(pre, factor), side, known)
        .map(f -> new Motion(f.warp(), f.agreement().toString()));
  }
}
