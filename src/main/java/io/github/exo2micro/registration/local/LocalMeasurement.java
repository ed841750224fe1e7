package io.github.exo2micro.registration.local;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.registration.patch.PatchMatcher;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.PatchShift;
import io.github.exo2micro.registration.patch.PlaceLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures displacements at full resolution, through the homography alone or through a field that is known already. */
final class LocalMeasurement {

  private static final double LEAST_NCC = 0.4;
  private static final double LARGEST_SIGMA_PX = 0.5;

  private final Plane post;
  private final Plane pre;
  private final Homography warp;
  private final boolean quick;
  private final ParallelLoop loop;

  /**
   * @param quick at half the resolution, and where a patch is expected before it is searched for: for where there are
   *     so many that one more or less does not count
   */
  LocalMeasurement(Plane post, Plane pre, Homography warp, boolean quick, ParallelLoop loop) {
    this.quick = quick;
    this.post = post;
    this.pre = pre;
    this.warp = warp;
    this.loop = loop;
  }

  Plane post() {
    return post;
  }

  /** Pre as a field shows it. */
  WarpedPlane through(DisplacementField field) {
    return new WarpedPlane(pre, field, post.size());
  }

  /**
   * Measures against the homography: the displacement of each patch, the known field's included.
   *
   * @param known what pre is seen through; empty: the homography
   * @param reach how far the rest may be, px along each axis; 0: within a pixel or two
   * @return one for each position that could be trusted, in their order
   */
  List<LocalPatch> measure(List<PatchPosition> positions, Optional<DisplacementField> known, int reach,
      Progress progress) throws IOException {
    Plane seen = known.map(this::through).orElseGet(() -> new WarpedPlane(pre, warp, post.size()));
    LocalPatch[] found = new LocalPatch[positions.size()];
    // Through a field patches lie where they are expected, unless there is something that it does not know of.
    boolean expected = quick && known.isPresent();
    PlaceLoop places = new PlaceLoop(post, seen, PatchMatcher.margin(expected ? 0 : reach), loop);
    places.run(positions.stream().map(PatchPosition::tile).toList(), (i, postThere, preThere) -> {
      PatchPosition p = positions.get(i);
      PatchMatcher matcher = quick ? PatchMatcher.halved(postThere, preThere) : new PatchMatcher(postThere, preThere);
      PatchShift shift = reach == 0 ? matcher.refine(p, 0, 0)
          : expected ? matcher.expected(p, reach) : matcher.search(p, reach);
      if (shift.ncc() >= LEAST_NCC && shift.sigma() <= LARGEST_SIGMA_PX) {
        double[] field = known.map(f -> f.at(p.x() + shift.dx(), p.y() + shift.dy())).orElse(new double[2]);
        found[i] = new LocalPatch(p, shift.dx() + field[0], shift.dy() + field[1], shift.ncc(), shift.sigma(),
            known);
      }
    }, progress);
    List<LocalPatch> trusted = new ArrayList<>();
    for (LocalPatch patch : found) {
      if (patch != null) {
        trusted.add(patch);
      }
    }
    return trusted;
  }

  /**
   * Those that are no outliers against their neighbours: within four typical deviations of the eight nearest ones'
   * median.
   */
  static List<LocalPatch> withoutOutliers(List<LocalPatch> patches, int spacing) {
    NeighbourIndex index = new NeighbourIndex(patches, spacing);
    List<LocalPatch> kept = new ArrayList<>();
    for (LocalPatch p : patches) {
      List<LocalPatch> near = index.near(p, 8, 3.0 * spacing);
      if (near.size() < 3) {
        continue;
      }
      double mx = Median.of(near.stream().mapToDouble(LocalPatch::dx));
      double my = Median.of(near.stream().mapToDouble(LocalPatch::dy));
      double spread = Median.of(near.stream().mapToDouble(q -> Math.hypot(q.dx() - mx, q.dy() - my)));
      if (Math.hypot(p.dx() - mx, p.dy() - my) <= Math.max(1, 4 * spread) + 3 * p.sigma()) {
        kept.add(p);
      }
    }
    return kept;
  }
}
