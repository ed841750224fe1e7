package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.registration.Verdict;
import io.github.exo2micro.registration.texture.CorrelationClimb;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;

/** The original's optional step: a homography under which the smoothed log images over the tissue correlate most. */
final class EccRefinement {

  private static final double SMOOTHING_PX = 1.5;

  private final BoundaryParameters parameters;
  private final ExecutorService executor;

  EccRefinement(BoundaryParameters parameters, ExecutorService executor) {
    this.parameters = parameters;
    this.executor = executor;
  }

  /** The improved warp, or the one it began with and why. */
  record Outcome(Homography warp, Verdict verdict) {}

  /**
   * @param tissues post's and pre's at one scale
   * @param start full-resolution post px → pre px
   */
  Outcome refine(List<WorkingImage> tissues, Homography start) {
    WorkingImage post = tissues.get(0);
    WorkingImage pre = tissues.get(1);
    CorrelationClimb climb = new CorrelationClimb(GaussianBlur.blur(post.logarithm(), SMOOTHING_PX), post.mask(),
        GaussianBlur.blur(pre.logarithm(), SMOOTHING_PX), pre.mask(), executor);
    CorrelationClimb.Top top = climb.from(start.reduced(post.reduction()), CorrelationClimb.Freedom.HOMOGRAPHY,
        parameters.maxIterations(), parameters.convergence());
    String text = String.format(Locale.ROOT, "ECC at 1/%d scale: correlation %.5f → %.5f in %d steps",
        post.reduction(), top.first(), top.correlation(), top.steps());
    return top.isHigher() ? new Outcome(top.warp().enlarged(post.reduction()), new Verdict.Accepted(text))
        : new Outcome(start, new Verdict.Rejected(text + ": no gain, the earlier warp is kept"));
  }
}
