package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where microbes are looked for, pixel by pixel against the definition. */
class TissueAreaTest {

  private static final ImageSize CANVAS = new ImageSize(120, 90);
  private static final Tile FRAME = new Tile(10, 10, 100, 70);

  /** Post with a bright rectangle on a dark ground that has some noise. */
  private static Section section() {
    FloatImage image = new FloatImage(CANVAS.width(), CANVAS.height());
    for (int y = FRAME.y(); y < FRAME.bottom(); y++) {
      for (int x = FRAME.x(); x < FRAME.right(); x++) {
        boolean bright = x >= 30 && x < 90 && y >= 25 && y < 65;
        image.set(x, y, (bright ? 200 : 0) + (x * 7 + y * 13) % 5);
      }
    }
    return Section.of(new Overview(image, 1, CANVAS), FRAME, Optional.of(0.0));
  }

  private static TissueArea area(Tile pre, Homography warp) {
    return new TissueArea(section().tissue(), FRAME, pre, warp);
  }

  private static boolean belongs(TissueArea area, int x, int y) {
    double u = area.warp().x(x, y);
    double v = area.warp().y(x, y);
    Tile pre = area.pre();
    boolean inPost = x >= FRAME.x() && x < FRAME.right() && y >= FRAME.y() && y < FRAME.bottom();
    boolean inPre = u >= pre.x() + 1 && u <= pre.right() - 2 && v >= pre.y() + 1 && v <= pre.bottom() - 2;
    return inPost && inPre && area.tissue().contains(x, y);
  }

  @Test
  void theGapOfATornSectionIsNoneOfItAndEachPieceHasItsOwnPreFrame() {
    byte[] labels = new byte[12 * 9];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 12 < 5 ? 0 : i % 12 == 5 ? PieceMap.GAP : 1);
    }
    Tile pre = new Tile(0, 0, 100, 90);
    DisplacementField torn = DisplacementField.none(Homography.identity())
        .with(new PieceMap(0, 0, 10, 12, 9, labels, List.of(DisplacementField.none(Homography.translation(30, 0)))));
    TissueArea area = new TissueArea(section().tissue(), FRAME, pre, Homography.identity(), Optional.of(torn));
    boolean[] inside = new boolean[FRAME.area()];
    area.mark(FRAME, inside);
    int row = (45 - FRAME.y()) * FRAME.width() - FRAME.x();
    assertTrue(inside[row + 40], "the first piece");
    assertFalse(inside[row + 55], "the gap");
    assertTrue(inside[row + 66], "the second piece, 30 px farther right in pre");
    assertFalse(inside[row + 75], "beyond pre's frame");
    assertTrue(new TissueArea(section().tissue(), FRAME, pre, Homography.identity()).mark(FRAME, inside) > 0);
    assertTrue(inside[row + 75], "inside it, were the section whole");
  }

  private static int assertMarks(TissueArea area, Tile tile) {
    boolean[] inside = new boolean[tile.area() + 3];
    Arrays.fill(inside, true);
    int count = area.mark(tile, inside);
    boolean[] expected = new boolean[inside.length];
    Arrays.fill(expected, tile.area(), expected.length, true);
    int wanted = 0;
    for (int i = 0; i < tile.area(); i++) {
      expected[i] = belongs(area, tile.x() + i % tile.width(), tile.y() + i / tile.width());
      wanted += expected[i] ? 1 : 0;
    }
    assertArrayEquals(expected, inside, "what lies behind the tile's pixels is not touched");
    assertEquals(wanted, count);
    return count;
  }

  @Test
  void theTissueOfThisTestIsTheRectangle() {
    assertFalse(section().tissue().isWholeFrame());
    assertTrue(section().tissue().contains(60, 45));
    assertFalse(section().tissue().contains(15, 15));
  }

  @Test
  void marksTheTissueThatPreCovers() {
    TissueArea area = area(FRAME, Homography.translation(0, 0));
    assertTrue(assertMarks(area, CANVAS.whole()) > 2000);
    assertMarks(area, new Tile(25, 20, 17, 11));
    assertMarks(area, new Tile(85, 60, 13, 29));
  }

  @Test
  void leavesOutWhatTheWarpTakesBeyondPreAndItsRim() {
    int whole = assertMarks(area(FRAME, Homography.identity()), CANVAS.whole());
    int shifted = assertMarks(area(FRAME, Homography.translation(35.5, 0)), CANVAS.whole());
    assertTrue(shifted < whole && shifted > 0, shifted + " of " + whole);
    assertMarks(area(FRAME, Homography.similarity(30, 1.3, 60, 45, 5, -3)), CANVAS.whole());
  }

  @Test
  void aTileWithoutTissueIsClearedAndCountsNothing() {
    assertEquals(0, assertMarks(area(FRAME, Homography.identity()), new Tile(0, 0, 9, 9)));
    assertEquals(0, assertMarks(area(FRAME, Homography.identity()), new Tile(11, 11, 8, 6)));
    assertEquals(0, assertMarks(area(FRAME, Homography.translation(500, 0)), CANVAS.whole()));
  }

  @Test
  void marksStretchesOfACoarseGridToThePixel() {
    FloatImage grey = new FloatImage(18, 13);
    Arrays.fill(grey.pixels(), 50);
    Tissue coarse = Section.of(new Overview(grey, 7, CANVAS), FRAME, Optional.of(0.0)).tissue();
    for (Homography warp : new Homography[] {Homography.identity(), Homography.translation(35.5, -20)}) {
      TissueArea area = new TissueArea(coarse, FRAME, FRAME, warp);
      assertTrue(assertMarks(area, CANVAS.whole()) > 100);
      assertMarks(area, new Tile(31, 23, 43, 11));
    }
  }
}
