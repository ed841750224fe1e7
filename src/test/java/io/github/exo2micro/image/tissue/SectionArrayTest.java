package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionArrayTest {

  private static final int PITCH = 90;
  /** Full-resolution px per pixel of the masks. */
  private static final int REDUCTION = 8;

  /** Whether a point lies in one of columns × rows discs whose radii differ by a fifth. */
  private static boolean isCore(int x, int y, int columns, int rows) {
    int i = x / PITCH;
    int j = y / PITCH;
    double radius = 30 + (i * 7 + j * 5) % 7;
    return i < columns && j < rows && Math.hypot(x % PITCH - 44, y % PITCH - 46) < radius;
  }

  private static boolean isShown(Masks.Formula formula) {
    return SectionArray.isShown(Masks.of(560, 460, formula), REDUCTION);
  }

  @Test
  void coresOfAMicroarrayAreMany() {
    assertTrue(isShown((x, y) -> isCore(x, y, 6, 5)));
    assertTrue(isShown((x, y) -> isCore(x, y, 3, 2)), "six");
    assertTrue(isShown((x, y) -> isCore(x, y, 6, 5) && !(x / PITCH == 2 && y % PITCH < 40)), "some are broken");
    assertTrue(isShown((x, y) -> isCore(x, y, 6, 5) || y > 40 && y < 52 && x > 44 && x < 130), "two touch");
    assertTrue(isShown((x, y) -> isCore(x, y, 6, 5) || x % 23 == 0 && y % 31 == 0), "some dust");
  }

  @Test
  void whatCrumblesIsNone() {
    assertFalse(isShown((x, y) -> isCore(x, y, 5, 1)), "five may be chance");
    assertFalse(SectionArray.isShown(Masks.of(560, 460, (x, y) -> isCore(x, y, 6, 5)), 1), "nuclei of 60 px");
    assertFalse(isShown((x, y) -> isCore(x, y, 6, 5) && x % 4 == 0), "threads");
    assertFalse(isShown((x, y) -> isCore(x, y, 6, 5) && Math.hypot(x % PITCH - 44, y % PITCH - 46) > 26), "rings");
    assertFalse(isShown((x, y) -> isCore(x, y, 3, 2) || x > 300 && x % 9 < 5 && y % 9 < 5), "crumbs beside them");
    assertFalse(isShown((x, y) -> false), "nothing");
  }

  @Test
  void coresThatTouchDoNotCostTheOthers() {
    Masks.Formula row = (x, y) -> isCore(x, y, 6, 5) || y > 30 && y < 62 && x > 44 && x < 490;
    assertTrue(isShown(row));
    Mask sections = SectionArray.of(Masks.of(560, 460, (x, y) -> row.at(x, y) || x > 550 && x < 554 && y < 9));
    for (int core = 0; core < 30; core++) {
      assertTrue(sections.at(core % 6 * PITCH + 44, core / 6 * PITCH + 46), "core " + core);
    }
    assertFalse(sections.at(552, 4), "dust");
    // Of small ones a part is joined: each of the others is less than a twentieth of that.
    Mask half = SectionArray.of(Masks.of(560, 560, (x, y) -> y > 280 ? x < 300 && y < 540
        : Math.hypot(x % 56 - 28, y % 56 - 28) < 26));
    assertTrue(half.at(28, 28) && half.at(28 + 9 * 56, 28 + 4 * 56));
  }

  private static Tissue drawn(int columns, int rows, int reduction) {
    FloatImage image = new FloatImage(640, 540);
    for (int y = 0; y < 460; y++) {
      for (int x = 0; x < 560; x++) {
        image.set(40 + x, 40 + y, isCore(x, y, columns, rows) ? 40 + (x / 5 * 31 + y / 5 * 17) % 41 : 0);
      }
    }
    return Section.of(new Overview(image, reduction, new ImageSize(640 * reduction, 540 * reduction)),
        new Tile(40 * reduction, 40 * reduction, 560 * reduction, 460 * reduction), Optional.empty()).tissue();
  }

  @Test
  void eachCoreOfAMicroarrayIsTissueAndTheGlassBetweenThemIsNone() {
    Tissue tissue = drawn(6, 5, REDUCTION);
    assertFalse(tissue.isWholeFrame());
    for (int j = 0; j < 5; j++) {
      for (int i = 0; i < 6; i++) {
        double x = REDUCTION * (40 + i * PITCH + 44.0);
        double y = REDUCTION * (40 + j * PITCH + 46.0);
        assertTrue(tissue.contains(x, y), "core " + i + " " + j);
        assertFalse(tissue.contains(x + REDUCTION * PITCH / 2.0, y + REDUCTION * PITCH / 2.0), "beside " + i + " " + j);
      }
    }
    assertEquals(30 * Math.PI * 33 * 33 / (560 * 460), tissue.share(), 0.03);
    assertTrue(drawn(6, 5, 1).isWholeFrame(), "nuclei");
  }

  @Test
  void aPieceIsAsLargeAsItsBounds() {
    Mask mask = Masks.of(20, 12, (x, y) -> x > 3 && x < 9 && y > 1 && y < 6 || x + y == 25 || x == 0 && y == 0);
    Tile[] bounds = mask.pieces().bounds();
    int[] sizes = mask.pieces().sizes();
    long pieces = java.util.Arrays.stream(bounds).filter(b -> !b.isEmpty()).count();
    assertEquals(3, pieces);
    for (int i = 0; i < bounds.length; i++) {
      assertEquals(sizes[i] == 0, bounds[i].isEmpty());
      Tile wanted = sizes[i] == 20 ? new Tile(4, 2, 5, 4)
          : sizes[i] == 6 ? new Tile(14, 6, 6, 6) : new Tile(0, 0, 1, 1);
      assertTrue(bounds[i].isEmpty() || bounds[i].equals(wanted), bounds[i].toString());
    }
  }
}
