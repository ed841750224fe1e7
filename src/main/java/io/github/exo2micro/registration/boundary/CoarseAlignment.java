package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.Parallel;
import io.github.exo2micro.registration.Verdict;
import io.github.exo2micro.registration.boundary.Candidate.Method;
import io.github.exo2micro.registration.boundary.OverviewFeatures.Found;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Stage 2: finds where pre belongs on post, coarsely, in two independent ways (outlines; features), and takes the one
 * under which the interiors agree better. When they agree under neither, the pair is rejected: two different samples
 * must not end as an alignment.
 *
 * <p>Works on area averages of at most a few megapixels; deterministic, whatever the number of threads.
 */
public final class CoarseAlignment {

  /** Longest side at which features are found and answers judged, about; finer only when that does not convince. */
  private static final double WORKING_SIDE = 900;
  private static final int FINEST_SIDE = 2048;
  private static final int LEAST_COARSE_SIDE = 600;
  /** Up to so many pixels post and pre are worked on at the same time: about 25 bytes a pixel each. */
  private static final long SIDE_BY_SIDE = 2_000_000;
  /** Where both ways are this close in correlation, the features are the more exact ones: 0.1–0.4 against 0.8 px. */
  private static final double TIE = 0.005;

  private final Section post;
  private final Section pre;
  private final BoundaryParameters parameters;
  private final OverviewFeatures byFeatures;
  private final ExecutorService executor;
  private final Progress progress;
  private Optional<OverviewFeatures.Rival> rival = Optional.empty();

  private CoarseAlignment(Section post, Section pre, BoundaryParameters parameters, OverviewFeatures byFeatures,
      ExecutorService executor, Progress progress) {
    this.post = post;
    this.pre = pre;
    this.parameters = parameters;
    this.byFeatures = byFeatures;
    this.executor = executor;
    this.progress = progress;
  }

  /**
   * Aligns.
   *
   * @param post the post image; longest side of its overview about 2000 to 2600 px, or the image itself when smaller
   * @param pre the pre image, its overview of the same sizes and reduction
   * @param parameters what can be chosen
   * @param features finds SIFT features
   * @param executor runs the pieces; not called from one of its own threads
   * @param threads how many of them at once, at least 1
   * @param progress is told how far it is, and notes worth a line
   * @throws IllegalArgumentException when the overviews are not of the same frame
   * @throws java.util.concurrent.CancellationException when cancelled or interrupted
   */
  public static CoarseResult align(Section post, Section pre, BoundaryParameters parameters, FeatureExtractor features,
      ExecutorService executor, int threads, Progress progress) {
    Overview a = post.overview();
    Overview b = pre.overview();
    if (!a.fullSize().equals(b.fullSize()) || a.reduction() != b.reduction()) {
      throw new IllegalArgumentException("post " + a.fullSize() + " by " + a.reduction() + ", pre " + b.fullSize()
          + " by " + b.reduction());
    }
    OverviewFeatures byFeatures = new OverviewFeatures(features, executor, threads);
    return new CoarseAlignment(post, pre, parameters, byFeatures, executor, progress).run();
  }

  private CoarseResult run() {
    int working = Math.max(1, (int) Math.round(longestSide() / WORKING_SIDE));
    List<WorkingImage> tissues = tissues(working);
    Tissue postMask = post.tissue();
    SupportMeasure measure = new SupportMeasure(tissues.get(0), tissues.get(1), executor);
    progress.report(0.2);
    Optional<Candidate> features = features(tissues, measure, working);
    progress.report(0.6);
    int coarse = coarseFactor();
    List<WorkingImage> outlined = coarse == working ? tissues : tissues(coarse);
    List<TissueOutline> outlines = both(outlined, coarse,
        t -> TissueOutline.of(t, parameters.boundaryWidth(), parameters.boundarySmooth()));
    Optional<BoundaryAlignment.Answer> boundary = boundary(outlined, outlines, measure, postMask);
    progress.report(0.9);

    Candidate asTheyLie = new Candidate(Method.NONE, Homography.identity(), measure.of(Homography.identity()),
        Agreement.NONE, "");
    Optional<Candidate> outline = boundary.map(BoundaryAlignment.Answer::candidate);
    Candidate found = better(features, outline, asTheyLie);
    Optional<Candidate> sample = underThePattern(measure);
    Candidate winner = sample.isPresent() ? sample.get() : found.isConvincing() ? found
        : byTexture(tissues, measure, features, outline, asTheyLie).filter(Candidate::isConvincing)
            .or(() -> Optional.of(asTheyLie).filter(Candidate::isConvincingUnmoved)).orElse(found);
    boolean accepted = winner.isConvincing() || winner.isConvincingUnmoved();
    String reason = accepted ? why(winner, features, outline, postMask) : noMatch(features, outline);
    Verdict verdict = accepted ? new Verdict.Accepted(reason) : new Verdict.Rejected(reason);
    progress.note("Coarse alignment " + (accepted ? "accepted: " : "rejected: ") + reason);
    Homography warp = accepted ? winner.warp() : Homography.identity();
    Optional<Verdict> ecc = Optional.empty();
    if (parameters.fineEcc() && accepted) {
      EccRefinement.Outcome fine = new EccRefinement(parameters, executor).refine(tissues(eccFactor()), warp);
      warp = fine.warp();
      ecc = Optional.of(fine.verdict());
      progress.note(fine.verdict().reason());
    }
    progress.report(1);
    return new CoarseResult(warp, verdict, accepted ? winner.method() : Method.NONE, outline, features,
        beforeIcp(winner, boundary),
        boundary.map(BoundaryAlignment.Answer::icp).orElse(new Verdict.Rejected(noIcp())), ecc,
        new Outlines(post.overview().reducedBy(coarse).image(), pre.overview().reducedBy(coarse).image(),
            shown(post, outlines.get(0)), shown(pre, outlines.get(1)), outlined.get(0).reduction()),
        accepted ? contradiction(sample) : Optional.empty(),
        accepted ? winner.support() : Support.NONE);
  }

  /** An outline as pictures show it: none where the tissue fills the frame, whose edge is no outline of it. */
  private static FloatImage shown(Section section, TissueOutline outline) {
    FloatImage ring = outline.ring();
    return section.tissue().isWholeFrame() ? new FloatImage(ring.width(), ring.height()) : ring;
  }

  private String noIcp() {
    return post.tissue().isWholeFrame() || pre.tissue().isWholeFrame()
        ? "no fit: the tissue of " + (post.tissue().isWholeFrame() ? "post" : "pre")
            + " fills its frame and shows no outline"
        : "no outline to run ICP on";
  }

  private Optional<String> contradiction(Optional<Candidate> sample) {
    return rival.map(other -> String.format(Locale.ROOT,
        "Two alignments contradict each other: the images as they lie, and one that lies %.0f px away (%s). A pattern fixed"
            + " to the camera (dust, hot pixels, uneven light) that is in both images competes with the sample: %s."
            + " Flat-field both images, or remove the pattern, and run again.",
        apart(other.warp(), Homography.identity(), post.tissue()), other.agreement(),
        sample.isPresent() ? "the one that moved was taken, since nothing is put on a stage twice in the same place"
            : "which of both was taken cannot be trusted"));
  }

  /** The outlines' warp before ICP tells nothing where the outlines led astray: there is no ICP to look at then. */
  private static Homography beforeIcp(Candidate winner, Optional<BoundaryAlignment.Answer> boundary) {
    boolean astray = winner.method() == Method.FEATURES && boundary.filter(b -> b.candidate().isConvincing()).isEmpty();
    return astray || boundary.isEmpty() ? winner.warp() : boundary.get().searched();
  }

  private int longestSide() {
    return size().longestSide();
  }

  /** Of the overviews. */
  private ImageSize size() {
    return post.overview().image().size();
  }

  private int reduction() {
    return post.overview().reduction();
  }

  /** Post's and pre's tissue at a scale. */
  private List<WorkingImage> tissues(int factor) {
    return both(List.of(post, pre), factor, section -> WorkingImage.of(section, factor));
  }

  /** Post and pre side by side; one after the other where images are large, as each step holds several of them. */
  private <T, R> List<R> both(List<T> items, int factor, Function<T, R> work) {
    boolean large = size().area() / ((long) factor * factor) > SIDE_BY_SIDE;
    return large ? items.stream().map(work).toList() : Parallel.map(items, work, executor);
  }

  /** Overview pixels per pixel at the coarse scale. */
  private int coarseFactor() {
    double scale = Math.max(0.25 * parameters.downScale(), 0.02);
    int factor = Math.max(1, (int) Math.round(1 / (scale * reduction())));
    while (factor > 1 && longestSide() / factor < LEAST_COARSE_SIDE) {
      factor--;
    }
    return factor;
  }

  private int eccFactor() {
    return Math.max(1, (int) Math.round(1 / (parameters.downScale() * reduction())));
  }

  private Optional<Candidate> features(List<WorkingImage> tissues, SupportMeasure measure, int working) {
    Optional<Candidate> first = byFeatures.align(tissues.get(0), tissues.get(1)).map(f -> judged(f, measure, working));
    int finer = (longestSide() + FINEST_SIDE - 1) / FINEST_SIDE;
    if (first.filter(Candidate::isConvincing).isPresent() || finer >= working) {
      return first;
    }
    progress.note("Few features match; looking at finer ones");
    List<WorkingImage> fine = tissues(finer);
    Optional<Candidate> second = byFeatures.align(fine.get(0), fine.get(1)).map(f -> judged(f, measure, finer));
    return second.filter(c -> c.support().correlation() > first.map(f -> f.support().correlation()).orElse(-1.0))
        .or(() -> first);
  }

  private Candidate judged(Found found, SupportMeasure measure, int factor) {
    String detail = String.format(Locale.ROOT, "%d of %d matches agree at 1/%d scale, by chance 10^%.0f times",
        found.inliers(), found.matches(), factor * reduction(), found.agreement().logFalseAlarms());
    rival = found.rival();
    return new Candidate(Method.FEATURES, found.warp(), measure.of(found.warp()), found.agreement(), detail);
  }

  /**
   * The sample, where a pattern fixed to the camera hides it: what agrees besides that nothing moved. Nothing is put on
   * a stage twice in the same place, so of two answers that cannot be chance the one that moved is the sample.
   */
  private Optional<Candidate> underThePattern(SupportMeasure measure) {
    return rival.filter(OverviewFeatures.Rival::isSample).map(r -> new Candidate(Method.FEATURES, r.warp(),
        measure.of(r.warp()), r.agreement(), r.agreement() + ", besides those that agree with the images as they lie"))
        .filter(Candidate::isConvincing);
  }

  /** The texture of all the tissue, where neither features nor outlines convince. */
  private Optional<Candidate> byTexture(List<WorkingImage> tissues, SupportMeasure measure,
      Optional<Candidate> features, Optional<Candidate> outline, Candidate asTheyLie) {
    progress.note("Neither features nor outlines convince: the texture of all the tissue is turned and scaled");
    List<Candidate> others = new ArrayList<>(List.of(asTheyLie));
    features.ifPresent(others::add);
    outline.ifPresent(others::add);
    Optional<Candidate> texture = new TextureAlignment(parameters, tissues.get(0), tissues.get(1), measure, executor)
        .align(others);
    texture.ifPresent(t -> progress.note("By texture: " + figures(t)));
    return texture;
  }

  private Optional<BoundaryAlignment.Answer> boundary(List<WorkingImage> tissues, List<TissueOutline> outlines,
      SupportMeasure measure, Tissue mask) {
    if (post.tissue().isWholeFrame() || pre.tissue().isWholeFrame()) {
      progress.note("No pixel of " + (post.tissue().isWholeFrame() ? "post" : "pre")
          + " is known to lie outside the tissue: there is no outline to go by, the features decide");
      return Optional.empty();
    }
    if (!outlines.stream().allMatch(TissueOutline::isUsable)) {
      progress.note("No outline of the tissue was found in " + (outlines.get(0).isUsable() ? "pre" : "post"));
      return Optional.empty();
    }
    BoundaryAlignment alignment = new BoundaryAlignment(parameters, tissues.get(0), tissues.get(1), outlines.get(0),
        outlines.get(1), measure, new IcpLimits(parameters, mask), executor);
    BoundaryAlignment.Answer first = alignment.align(false);
    if (first.candidate().isConvincing() || !parameters.multiscale() || !parameters.rotationSearch()
        || parameters.angleRange() >= 180) {
      return Optional.of(first);
    }
    progress.note(String.format(Locale.ROOT,
        "The outline search found nothing convincing within ±%.4g degrees (%s): it is widened to ±180 degrees",
        parameters.angleRange(),
        first.candidate().support()));
    BoundaryAlignment.Answer wide = alignment.align(true);
    if (!wide.candidate().isConvincing()) {
      progress.note("The wider search found nothing convincing either (" + wide.candidate().support() + ")");
      return Optional.of(first);
    }
    return Optional.of(wide);
  }

  private static Candidate better(Optional<Candidate> features, Optional<Candidate> boundary, Candidate asTheyLie) {
    Candidate best = asTheyLie;
    for (Optional<Candidate> next : List.of(boundary, features)) {
      if (next.isPresent() && isBetter(next.get(), best)) {
        best = next.get();
      }
    }
    return best;
  }

  /** What convinces comes before what does not, whatever the figures. */
  private static boolean isBetter(Candidate next, Candidate best) {
    return next.isConvincing() == best.isConvincing() ? worth(next) > worth(best) - TIE : next.isConvincing();
  }

  /** A high correlation over a small overlap is worth little. */
  private static double worth(Candidate candidate) {
    return candidate.support().correlation() * Math.min(1, 2 * candidate.support().overlap());
  }

  private String why(Candidate winner, Optional<Candidate> features, Optional<Candidate> boundary, Tissue mask) {
    StringBuilder text = new StringBuilder(figures(winner));
    Optional<Candidate> other = switch (winner.method()) {
      case FEATURES -> boundary;
      case BOUNDARY -> features;
      case NONE, TEXTURE -> boundary.or(() -> features);
    };
    if (other.isEmpty()) {
      return text.append("; no other way gave an answer").toString();
    }
    return text.append(String.format(Locale.ROOT, "; taken over %s, which lies %.1f px away (median over the tissue)",
        figures(other.get()), apart(winner.warp(), other.get().warp(), mask))).toString();
  }

  private static String noMatch(Optional<Candidate> features, Optional<Candidate> boundary) {
    return "pre and post do not match: "
        + boundary.map(CoarseAlignment::figures).orElse("there is no outline of the tissue to go by") + "; "
        + features.map(CoarseAlignment::figures).orElse("too few features match");
  }

  private static String figures(Candidate candidate) {
    return candidate.method() + " (" + candidate.support()
        + (candidate.detail().isEmpty() ? ")" : "; " + candidate.detail() + ")");
  }

  private static double apart(Homography a, Homography b, Tissue mask) {
    double[][] places = mask.places(2000);
    return Median.of(IntStream.range(0, places[0].length).mapToDouble(i -> a.distance(b, places[0][i], places[1][i])));
  }
}
