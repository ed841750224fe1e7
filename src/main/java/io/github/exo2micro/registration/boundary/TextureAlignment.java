package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.registration.boundary.Candidate.Method;
import io.github.exo2micro.registration.boundary.RotationScaleSearch.Hit;
import io.github.exo2micro.registration.texture.CorrelationClimb;
import io.github.exo2micro.registration.texture.CorrelationClimb.Freedom;
import io.github.exo2micro.registration.texture.Texture;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The way to the coarse warp that needs neither an outline nor features: the texture of all the tissue, turned, scaled
 * and shifted until it is most alike. Slower and less exact than the others, it is asked where they do not convince:
 * small images, faint or noisy tissue that fills the frame, another stain.
 */
final class TextureAlignment {

  /** From coarse to fine: sigma of the finest detail, px. */
  private static final double[] FINEST = {6, 2};
  private static final int[] COARSEST = {40, 20};
  private static final int STEPS = 30;
  private static final double SETTLED = 1e-4;

  private final BoundaryParameters parameters;
  private final WorkingImage post;
  private final WorkingImage pre;
  private final SupportMeasure measure;
  private final ExecutorService executor;

  /** @param post tissue at the working scale, as {@code pre} */
  TextureAlignment(BoundaryParameters parameters, WorkingImage post, WorkingImage pre, SupportMeasure measure,
      ExecutorService executor) {
    this.parameters = parameters;
    this.post = post;
    this.pre = pre;
    this.measure = measure;
    this.executor = executor;
  }

  /**
   * The answer that the interiors support best.
   *
   * @param others answers of the other ways: near the truth they may be improved
   */
  Optional<Candidate> align(List<Candidate> others) {
    List<Homography> starts = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Candidate other : others) {
      starts.add(other.warp().reduced(post.reduction()));
      found.add("improved from " + other.method());
    }
    for (Hit hit : hits()) {
      starts.add(hit.warp());
      found.add(String.format(Locale.ROOT, "textures alike to %.3f at %.2f degrees and scale %.3f", hit.likeness(),
          hit.angle(), hit.size()));
    }
    List<CorrelationClimb> climbs = new ArrayList<>();
    for (int i = 0; i < FINEST.length; i++) {
      climbs.add(CorrelationClimb.of(Texture.of(post, FINEST[i], COARSEST[i]), Texture.of(pre, FINEST[i], COARSEST[i]),
          executor));
    }
    Optional<Candidate> best = Optional.empty();
    for (int i = 0; i < starts.size(); i++) {
      Homography warp = starts.get(i);
      for (CorrelationClimb climb : climbs) {
        warp = climb.from(warp, Freedom.AFFINE, STEPS, SETTLED).warp();
      }
      Candidate candidate = new Candidate(Method.TEXTURE, warp.enlarged(post.reduction()),
          measure.of(warp.enlarged(post.reduction())), Agreement.NONE, found.get(i));
      if (best.isEmpty() || candidate.support().significance() > best.get().support().significance()) {
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  private List<Hit> hits() {
    return RotationScaleSearch.ofTextures(post, pre, executor).search(new RotationScaleSearch.Range(180,
        parameters.angleStep(), parameters.scaleMin(), parameters.scaleMax(), parameters.scaleStep()));
  }
}
