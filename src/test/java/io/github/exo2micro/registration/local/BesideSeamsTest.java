package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideSeamsTest {

  private static final Homography TURNED = Homography.similarity(6, 1.03, 500, 400, 12, -7);

  private static SeamGrid grid(SeamGrid.Frame frame) {
    return SeamGrid.flat(frame, new double[] {300.5, 700.2}, new double[] {400});
  }

  /** Whether all corners of a patch lie in one tile. */
  private static boolean isInOneTile(SeamGrid grid, PatchPosition p) {
    int[] tiles = new int[4];
    for (int corner = 0; corner < 4; corner++) {
      double x = p.left() + (corner & 1) * (p.side() - 1);
      double y = p.top() + (corner >> 1) * (p.side() - 1);
      boolean post = grid.frame() == SeamGrid.Frame.POST;
      tiles[corner] = grid.tile(post ? x : TURNED.x(x, y), post ? y : TURNED.y(x, y));
    }
    return tiles[0] == tiles[1] && tiles[0] == tiles[2] && tiles[0] == tiles[3];
  }

  @Test
  void aPatchAcrossOneLineComesToLieOnBothSidesNextToIt() {
    List<PatchPosition> moved = new BesideSeams(List.of(grid(SeamGrid.Frame.POST)), TURNED)
        .of(new PatchPosition(290, 100, 48, false));
    assertEquals(2, moved.size());
    for (PatchPosition p : moved) {
      assertTrue(isInOneTile(grid(SeamGrid.Frame.POST), p), p.toString());
      assertEquals(100, p.top());
      assertTrue(Math.abs(p.x() - 300.5) < 24 + 3, p + " is further off than it need be");
    }
    assertTrue((moved.get(0).x() - 300.5) * (moved.get(1).x() - 300.5) < 0, "both on one side");
  }

  @Test
  void aPatchOnACrossingComesToLieInAllFourTilesOfEitherMosaic() {
    for (SeamGrid.Frame frame : SeamGrid.Frame.values()) {
      Homography toPost = frame == SeamGrid.Frame.POST ? Homography.identity() : TURNED.inverse();
      int x = (int) toPost.x(700.2, 400);
      int y = (int) toPost.y(700.2, 400);
      List<PatchPosition> moved = new BesideSeams(List.of(grid(frame)), TURNED)
          .of(new PatchPosition(x - 20, y - 30, 64, false));
      assertTrue(moved.size() >= 2, frame + ": " + moved);
      moved.forEach(p -> assertTrue(isInOneTile(grid(frame), p), frame + ": " + p));
      if (frame == SeamGrid.Frame.POST) {
        assertEquals(4, moved.size());
      }
    }
  }

  @Test
  void aPatchInsideATileIsNotMoved() {
    assertTrue(new BesideSeams(List.of(grid(SeamGrid.Frame.POST), grid(SeamGrid.Frame.PRE)), TURNED)
        .of(new PatchPosition(480, 100, 64, false)).isEmpty());
    assertTrue(new BesideSeams(List.of(), TURNED).of(new PatchPosition(290, 100, 48, false)).isEmpty());
  }
}
