package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Icp;
import io.github.exo2micro.geometry.KdTree;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.WarpModel;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.registration.Verdict;
import io.github.exo2micro.registration.boundary.RotationScaleSearch.Hit;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;

/**
 * The way to the coarse warp by outlines: angle × scale search on the boundary rings (or on the brightness itself),
 * then ICP on the edges.
 */
final class BoundaryAlignment {

  private static final Icp ICP = new Icp(WarpModel.AFFINE, 40, 3, 60);
  private static final int MOST_EDGE_POINTS = 2500;

  private final BoundaryParameters parameters;
  private final WorkingImage post;
  private final WorkingImage pre;
  private final TissueOutline postOutline;
  private final TissueOutline preOutline;
  private final SupportMeasure measure;
  private final IcpLimits limits;
  private final ExecutorService executor;

  /**
   * An answer.
   *
   * @param candidate with ICP where that was accepted
   * @param searched the warp before ICP, full resolution
   * @param icp whether ICP was accepted
   */
  record Answer(Candidate candidate, Homography searched, Verdict icp) {}

  /** @param post tissue at the coarse scale, as {@code pre} */
  BoundaryAlignment(BoundaryParameters parameters, WorkingImage post, WorkingImage pre, TissueOutline postOutline,
      TissueOutline preOutline,
      SupportMeasure measure, IcpLimits limits, ExecutorService executor) {
    this.parameters = parameters;
    this.post = post;
    this.pre = pre;
    this.postOutline = postOutline;
    this.preOutline = preOutline;
    this.measure = measure;
    this.limits = limits;
    this.executor = executor;
  }

  /**
   * The best answer within the given range of angles.
   *
   * @param wide search ± 180 degrees instead of the parameters' range
   */
  Answer align(boolean wide) {
    if (!parameters.multiscale()) {
      return refined(Homography.identity(), "outlines as they lie");
    }
    Answer best = null;
    for (Hit hit : search(wide)) {
      Answer answer = refined(hit.warp().enlarged(post.reduction()), String.format(Locale.ROOT,
          "%s alike to %.3f at %.2f degrees and scale %.3f", parameters.useEdges() ? "outlines" : "images",
          hit.likeness(), hit.angle(), hit.size()));
      if (best == null || answer.candidate().support().correlation() > best.candidate().support().correlation()) {
        best = answer;
      }
      if (best.candidate().isConvincing()) {
        break;
      }
    }
    return best;
  }

  private List<Hit> search(boolean wide) {
    BoundaryParameters p = parameters;
    RotationScaleSearch search = p.useEdges()
        ? new RotationScaleSearch(postOutline.ring(), preOutline.ring(), p.boundaryWidth() + p.boundarySmooth(),
            executor)
        : new RotationScaleSearch(brightness(post), brightness(pre), 2 * blur(), executor);
    double range = wide ? 180 : p.rotationSearch() ? p.angleRange() : 0;
    return search.search(p.scaleSearch()
        ? new RotationScaleSearch.Range(range, p.angleStep(), p.scaleMin(), p.scaleMax(), p.scaleStep())
        : new RotationScaleSearch.Range(range, p.angleStep(), 1, 1, p.scaleStep()));
  }

  private double blur() {
    return Math.max(2, parameters.boundarySmooth() / 2);
  }

  private FloatImage brightness(WorkingImage tissue) {
    return GaussianBlur.blur(tissue.logarithm(), blur());
  }

  private Answer refined(Homography searched, String found) {
    Support before = measure.of(searched);
    double[] x = thinned(postOutline.edgeX());
    double[] y = thinned(postOutline.edgeY());
    Homography start = searched.reduced(post.reduction());
    KdTree edge = new KdTree(preOutline.edgeX(), preOutline.edgeY());
    Icp.Fit fit = ICP.improve(x, y, edge, corrected(x, y, edge, start));
    Homography icp = fit.warp().enlarged(post.reduction());
    Verdict verdict = limits.judge(searched, icp);
    Support after = measure.of(icp);
    if (verdict.isAccepted() && after.correlation() < before.correlation() - 0.02) {
      verdict = new Verdict.Rejected(String.format(Locale.ROOT,
          "ICP lowers the correlation of the interiors from %.3f to %.3f", before.correlation(), after.correlation()));
    }
    boolean taken = verdict.isAccepted();
    String detail = String.format(Locale.ROOT, "%s; %s, edges %.2f px apart at 1/%d scale (median)", found,
        taken ? "ICP taken" : "ICP rejected", fit.medianPx(), post.reduction());
    return new Answer(new Candidate(Candidate.Method.BOUNDARY, taken ? icp : searched, taken ? after : before,
        Agreement.NONE, detail),
        searched, verdict);
  }

  /** Shifts by the difference of the edges' centres when the edges lie too far apart for ICP's first limit. */
  private static Homography corrected(double[] x, double[] y, KdTree edge, Homography start) {
    if (Median.of(Icp.distances(x, y, edge, start)) <= ICP.firstLimitPx() / 2) {
      return start;
    }
    double dx = 0;
    double dy = 0;
    for (int i = 0; i < x.length; i++) {
      dx -= start.x(x[i], y[i]) / x.length;
      dy -= start.y(x[i], y[i]) / x.length;
    }
    for (int i = 0; i < edge.size(); i++) {
      dx += edge.x(i) / edge.size();
      dy += edge.y(i) / edge.size();
    }
    return Homography.translation(dx, dy).after(start);
  }

  private static double[] thinned(double[] values) {
    int step = Math.max(1, values.length / MOST_EDGE_POINTS);
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < values.length; i += step) {
      kept.add(values[i]);
    }
    return kept.stream().mapToDouble(v -> v).toArray();
  }
}
