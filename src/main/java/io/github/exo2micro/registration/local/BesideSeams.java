package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves patches that lie across a seam to its sides, where they show one tile. Tiles of which little tissue is seen
 * have most of it there.
 *
 * @param seams the lines
 * @param warp post px → pre px
 */
record BesideSeams(List<SeamGrid> seams, Homography warp) {

  /** Room for the line's own uncertainty, px. */
  private static final int SPARE = 1;

  /** The patch on either side of the seams that it lies across; nothing when it lies across none or finds no room. */
  List<PatchPosition> of(PatchPosition patch) {
    List<PatchPosition> moved = new ArrayList<>(List.of(patch));
    for (SeamGrid grid : seams) {
      for (boolean upright : new boolean[] {true, false}) {
        List<PatchPosition> next = new ArrayList<>();
        for (PatchPosition p : moved) {
          next.addAll(sides(grid, upright, p));
        }
        moved = next;
      }
    }
    moved.removeIf(p -> p.equals(patch) || !isClear(p));
    return moved;
  }

  private boolean isClear(PatchPosition patch) {
    return seams.stream()
        .allMatch(g -> sides(g, true, patch).contains(patch) && sides(g, false, patch).contains(patch));
  }

  /** The patch itself where it is clear of the grid's columns or rows, else one on each side of the line. */
  private List<PatchPosition> sides(SeamGrid grid, boolean upright, PatchPosition patch) {
    double x = patch.x();
    double y = patch.y();
    boolean post = grid.frame() == SeamGrid.Frame.POST;
    double along = post ? upright ? 1 : 0 : across(x + 1, y, upright) - across(x, y, upright);
    double down = post ? upright ? 0 : 1 : across(x, y + 1, upright) - across(x, y, upright);
    double at = post ? upright ? x : y : across(x, y, upright);
    double reach = 0.5 * patch.side() * (Math.abs(along) + Math.abs(down));
    double step = upright ? along : down;
    for (double line : upright ? grid.xs() : grid.ys()) {
      if (Math.abs(at - line) < reach && Math.abs(step) > 0.5) {
        List<PatchPosition> both = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
          int by = (int) (side * Math.ceil((side * (line - at) + reach) / Math.abs(step) + SPARE) * Math.signum(step));
          both.add(new PatchPosition(patch.left() + (upright ? by : 0), patch.top() + (upright ? 0 : by), patch.side(),
              patch.heldOut()));
        }
        return both;
      }
    }
    return List.of(patch);
  }

  private double across(double x, double y, boolean upright) {
    return upright ? warp.x(x, y) : warp.y(x, y);
  }
}
