package io.github.exo2micro.registration.interior;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.patch.PatchFit;
import io.github.exo2micro.registration.patch.PatchRefinement;
import io.github.exo2micro.registration.patch.RemainingError;
import io.github.exo2micro.registration.texture.TextureRefinement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.function.ToDoubleFunction;

/**
 * Aligns pre on post by what the tissue's interior shows: SIFT features in some tiles correct the earlier alignment,
 * then patches at full resolution refine it to a small fraction of a pixel.
 *
 * <p>The accuracy that is reported is what the fit and the patches that were not used in it say together, without those
 * patches' own noise ({@link RemainingError}); features, which may lie in them, only say where patches begin to search.
 * Memory and time hardly depend on the images' size: at most 12 tiles (9 larger ones when few features agree) and about
 * 300 patches are read. Deterministic for any number of threads.
 *
 * @param post padded post
 * @param pre padded pre
 * @param postSection post made small, with its tissue
 * @param preSection the same of {@code pre}
 * @param extractor finds SIFT features
 * @param executor runs the work; owned by the caller, who is none of its threads
 * @param threads pieces of work at once, at least 1
 */
public record InteriorAlignment(Plane post, Plane pre, Section postSection, Section preSection,
    FeatureExtractor extractor, ExecutorService executor, int threads) {

  /** Fewer agreeing matches are chance: four of them determine a homography. */
  private static final int LEAST_INLIERS = 15;
  /** With this part of the matches agreeing, looking farther away would find nothing better. */
  private static final double CONVINCING = 0.3;
  /** How far from the earlier alignment features are looked for at first: this part of the longest side. */
  private static final double FIRST_MARGIN = 0.006;
  private static final double LEAST_MARGIN_PX = 48;
  /** Larger regions would hold more features than are compared with profit, px of the images that SIFT sees. */
  private static final int LARGEST_MARGIN = 160;
  /** Window of the patch search when features gave no warp, px. */
  private static final int WIDE_REACH_PX = 48;
  /** Held-out errors above this part of the search window are what chance gives. */
  private static final double CHANCE = 0.4;
  private static final double LEAST_MEASURED = 0.2;
  private static final double UNMOVED_PX = 3;
  /** What is farther from where the images lie has moved, px of the overviews. */
  private static final double MOVED = 12;
  /** How much support may be lost by chance. */
  private static final double SUPPORT_TOLERANCE = 0.01;

  /**
   * Aligns.
   *
   * @param earlier padded post px → padded pre px, from the boundary stage
   * @return accepted with a warp of its own, or rejected with the reason and the earlier warp
   * @throws IOException when a plane cannot be read
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public InteriorResult align(Homography earlier, InteriorParameters parameters, Progress progress)
      throws IOException {
    if (!parameters.enabled()) {
      return rejected(earlier, "interior alignment is switched off");
    }
    Tissue tissue = postSection.tissue();
    if (tissue.area() == 0) {
      return rejected(earlier, "post shows no tissue");
    }
    WorkingScale scale = WorkingScale.of(post.size().longestSide(), tissue.area(), parameters.blurBase());
    Optional<TileFeatureAlignment.Fit> features = features(earlier, parameters, tissue, scale, progress.part(0, 0.6));
    boolean guided = features.isPresent() && features.get().inliers() >= LEAST_INLIERS;
    // Under a pattern fixed to the camera most matches are wrong; there the patches decide.
    boolean underPattern = guided && features.get().underPattern();
    if (guided && !underPattern && features.get().inlierRatio() < parameters.minInlierRatio()) {
      return tooFewInliers(earlier, features.get(), parameters);
    }
    Homography start = guided ? features.get().warp() : earlier;
    int reach = guided ? 6 + 2 * scale.reduction() : WIDE_REACH_PX;
    PatchRefinement refinement = new PatchRefinement(post, pre, postSection, preSection, start,
        new ParallelLoop(executor, threads));
    Optional<PatchFit> patches = refinement.refine(start, reach, progress.part(0.6, 0.9))
        .filter(f -> f.measured() >= LEAST_MEASURED * f.tried() && f.heldOutError(0.5).orElse(0) <= CHANCE * reach);
    if (patches.isEmpty() && !guided) {
      return textured(earlier, parameters, refinement, tissue, noAgreement(features, refinement));
    }
    Candidate candidate = patches.isPresent()
        ? Candidate.of(patches.get(), guided && !underPattern ? features : Optional.empty())
        : Candidate.of(features.get());
    return judge(candidate, earlier, parameters, refinement, tissue, progress.part(0.9, 1));
  }

  private Optional<TileFeatureAlignment.Fit> features(Homography earlier, InteriorParameters parameters,
      Tissue tissue, WorkingScale scale, Progress progress) throws IOException {
    TileFeatureAlignment alignment = new TileFeatureAlignment(post, pre, tissue, scale, extractor, executor, threads);
    double modest = Math.min(parameters.maxCorrectionPx(),
        Math.max(LEAST_MARGIN_PX, FIRST_MARGIN * post.size().longestSide()));
    double wide = Math.min(parameters.maxCorrectionPx(), LARGEST_MARGIN * (double) scale.reduction());
    Optional<TileFeatureAlignment.Fit> first = alignment.align(earlier, modest, TileFeatureAlignment.Effort.SMALL,
        progress.part(0, 0.5));
    if (first.isPresent() && first.get().inliers() >= 2 * LEAST_INLIERS && first.get().inlierRatio() >= CONVINCING
        || wide <= modest) {
      return first;
    }
    progress.note(String.format(Locale.ROOT, "Interior: too few features agree within %.0f px; looking within %.0f px.",
        modest, wide));
    Optional<TileFeatureAlignment.Fit> second = alignment.align(earlier, wide, TileFeatureAlignment.Effort.LARGE,
        progress.part(0.5, 1));
    return second.isPresent() && (first.isEmpty() || second.get().inliers() > first.get().inliers()) ? second : first;
  }

  /** The warp that is to be judged, with its figures. */
  private record Candidate(Homography warp, String found, OptionalDouble accuracy, OptionalDouble p95,
      OptionalDouble inlierResidual,
      double inlierRatio, int matches, String method, Optional<PatchFit> patches) {

    static Candidate of(PatchFit fit, Optional<TileFeatureAlignment.Fit> features) {
      OptionalDouble median = fit.heldOutError(0.5);
      OptionalDouble p95 = fit.heldOutError(0.95);
      List<String> found = new ArrayList<>();
      found.add(String.format(Locale.ROOT,
          "%d patches fitted (%d of %d could be measured), %d held-out ones lie %.3f px off (95 %%: %.3f px) with their noise",
          fit.fitted(), fit.measured(), fit.tried(), fit.heldOut(), median.orElse(-1), p95.orElse(-1)));
      fit.error().ifPresent(e -> found.add(String.format(Locale.ROOT,
          "error over the tissue without it %.3f px (95 %%: %.3f px)", e.median(), e.p95())));
      features.ifPresent(f -> found.add(agreeing(f)));
      if (median.orElse(0) > 0.5 && fit.neighbourCorrelation() > 0.6) {
        found.add("what is left is a smooth deformation of the tissue that no homography follows");
      }
      return new Candidate(fit.warp(), String.join("; ", found), figure(fit, RemainingError::median),
          figure(fit, RemainingError::p95), fit.fittedError(0.5),
          features.map(TileFeatureAlignment.Fit::inlierRatio).orElse(fit.inlierRatio()),
          features.map(TileFeatureAlignment.Fit::matches).orElse(fit.measured()),
          (features.isPresent() ? "SIFT on tiles + " : "") + fit.fitted() + " patches", Optional.of(fit));
    }

    private static OptionalDouble figure(PatchFit fit, ToDoubleFunction<RemainingError> which) {
      return fit.error().map(e -> OptionalDouble.of(which.applyAsDouble(e))).orElse(OptionalDouble.empty());
    }

    static Candidate of(TileFeatureAlignment.Fit fit) {
      return new Candidate(fit.warp(), agreeing(fit) + "; too few patches could be measured at full resolution",
          fit.heldOutPx(), fit.heldOutP95Px(), OptionalDouble.of(fit.inlierResidualPx()), fit.inlierRatio(),
          fit.matches(),
          "SIFT on tiles", Optional.empty());
    }
  }

  private static String agreeing(TileFeatureAlignment.Fit fit) {
    return String.format(Locale.ROOT, "%d of %d SIFT matches agree", fit.inliers(), fit.fitted());
  }

  private InteriorResult judge(Candidate candidate, Homography earlier, InteriorParameters parameters,
      PatchRefinement refinement, Tissue tissue, Progress progress) throws IOException {
    double correction = Math.max(refinement.largestDifference(earlier, candidate.warp()),
        tissue.largestDifference(earlier, candidate.warp()));
    double before = refinement.support(earlier, progress.part(0, 0.5));
    double after = refinement.support(candidate.warp(), progress.part(0.5, 1));
    String figures = String.format(Locale.ROOT,
        "%s; largest correction %.1f px; correlation of the patches %.3f → %.3f",
        candidate.found(), correction, before, after);
    String objection = "";
    boolean misled = isWhereTheImagesLie(candidate.warp(), earlier, refinement);
    if (candidate.inlierRatio() < parameters.minInlierRatio()) {
      objection = String.format(Locale.ROOT, "inlier ratio %.2f is below %.2f", candidate.inlierRatio(),
          parameters.minInlierRatio());
    } else if (correction > parameters.maxCorrectionPx()) {
      objection = String.format(Locale.ROOT, "the correction is larger than %.0f px", parameters.maxCorrectionPx());
    } else if (misled) {
      objection = "it lies exactly where the images lie, unlike the earlier alignment, as a pattern fixed to the camera does";
    } else if (after < before - SUPPORT_TOLERANCE) {
      objection = "the images would agree less than before";
    }
    boolean accepted = objection.isEmpty();
    return new InteriorResult(accepted ? candidate.warp() : earlier, accepted,
        (accepted ? "" : objection + ": ") + figures, candidate.accuracy(),
        candidate.p95(), candidate.inlierResidual(), OptionalDouble.of(candidate.inlierRatio()),
        candidate.matches(), OptionalDouble.of(correction),
        candidate.method(), candidate.patches().map(PatchFit::residuals).orElse(List.of()), misled);
  }

  /** The last resort: all of the tissue at once, where no place of it can be measured on its own. */
  private InteriorResult textured(Homography earlier, InteriorParameters parameters, PatchRefinement refinement,
      Tissue tissue, String why) throws IOException {
    Optional<TextureRefinement.Improved> found = new TextureRefinement(postSection, preSection, executor)
        .improve(earlier);
    if (found.isEmpty()) {
      return rejected(earlier, why + "; the texture of all the tissue at once gives nothing better");
    }
    TextureRefinement.Improved better = found.get();
    double correction = Math.max(refinement.largestDifference(earlier, better.warp()),
        tissue.largestDifference(earlier, better.warp()));
    String figures = String.format(Locale.ROOT, "%s; %s; both halves alone lie %.2f px apart", why,
        better.warp().equals(earlier)
            ? String.format(Locale.ROOT,
                "the texture of all the tissue at once, whose correlation is %.3f, finds nothing that is surely better",
                better.before())
            : String.format(Locale.ROOT,
                "by the texture of all the tissue at once, whose correlation rises from %.3f to %.3f where it had no part"
                    + " in the fit; largest correction %.1f px",
                better.before(), better.after(), correction),
        better.halvesApartPx());
    if (correction > parameters.maxCorrectionPx()) {
      return rejected(earlier, String.format(Locale.ROOT, "the correction is larger than %.0f px: %s",
          parameters.maxCorrectionPx(), figures));
    }
    return InteriorResult.unmeasured(better.warp(), true, figures, OptionalDouble.of(correction),
        "texture of all the tissue");
  }

  /** Whether a correction leads back to no movement at all, from farther away than a coarse alignment errs. */
  private boolean isWhereTheImagesLie(Homography warp, Homography earlier, PatchRefinement refinement) {
    return refinement.largestDifference(warp, Homography.identity()) <= UNMOVED_PX
        && refinement.largestDifference(earlier, Homography.identity()) > MOVED * postSection.overview().reduction();
  }

  private static InteriorResult tooFewInliers(Homography earlier, TileFeatureAlignment.Fit fit,
      InteriorParameters parameters) {
    return new InteriorResult(earlier, false, String.format(Locale.ROOT,
        "inlier ratio %.2f is below %.2f: %s", fit.inlierRatio(), parameters.minInlierRatio(),
        agreeing(fit)), fit.heldOutPx(), fit.heldOutP95Px(), OptionalDouble.of(fit.inlierResidualPx()),
        OptionalDouble.of(fit.inlierRatio()), fit.matches(), OptionalDouble.empty(), "SIFT on tiles", List.of(), false);
  }

  private static String noAgreement(Optional<TileFeatureAlignment.Fit> features, PatchRefinement refinement) {
    return features.map(f -> agreeing(f)).orElse("hardly any SIFT feature has a match") + ", and the "
        + refinement.patches().size() + " patches show no common displacement";
  }

  private static InteriorResult rejected(Homography earlier, String why) {
    return InteriorResult.unmeasured(earlier, false, why, OptionalDouble.empty(), "none");
  }
}
