package io.github.exo2micro.registration.local;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Patches that can be measured once a first field says where to look: beside seams that they lay across, and on pieces
 * beside the tissue. Tiles of which little is seen, and loose pieces, are known by nothing else.
 */
final class SecondLook {

  /** How far a first field may be off where nothing was measured, px. */
  private static final int REACH_PX = 6;
  /** These patches have few neighbours that vouch for them. */
  private static final double LEAST_NCC = 0.6;

  private final LocalLattice lattice;
  private final LocalMeasurement measurement;
  private final BesideSeams beside;
  private final List<Tile> heldOut;
  private final Set<PatchPosition> found = new HashSet<>();

  /**
   * @param warp post px → pre px
   * @param seams that are known now
   * @param heldOut what is new shares no pixel with these
   */
  SecondLook(LocalLattice lattice, LocalMeasurement measurement, Homography warp, List<SeamGrid> seams,
      List<Tile> heldOut) {
    this.lattice = lattice;
    this.measurement = measurement;
    this.beside = new BesideSeams(seams, warp);
    this.heldOut = heldOut;
  }

  /**
   * Looks for patches that were not found yet.
   *
   * @param level of the lattice
   * @param field what is known so far
   */
  List<LocalPatch> look(int level, DisplacementField field, Progress progress) throws IOException {
    List<PatchPosition> positions = new ArrayList<>();
    for (PatchPosition patch : lattice.patches(level, p -> !p.heldOut())) {
      positions.addAll(beside.of(patch));
    }
    for (PatchPosition patch : lattice.besideTissue(level)) {
      List<PatchPosition> moved = beside.of(patch);
      positions.addAll(moved.isEmpty() ? List.of(patch) : moved);
    }
    List<PatchPosition> missing = positions.stream().distinct().filter(p -> !found.contains(p)
        && heldOut.stream().allMatch(h -> h.intersect(p.tile()).isEmpty())).toList();
    List<LocalPatch> more = measurement.measure(missing, Optional.of(field), REACH_PX, progress).stream()
        .filter(p -> p.ncc() >= LEAST_NCC).toList();
    more.forEach(p -> found.add(p.position()));
    return more;
  }
}
