package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchLayoutTest {

  private static final int WIDTH = 2113;
  private static final int HEIGHT = 1727;
  private static final Section WHOLE = section(WIDTH);

  /** Tissue of which pre shows only what lies left of a column. */
  private static Section section(int until) {
    FloatImage image = SyntheticTissue.bright(WIDTH, HEIGHT, 17).pre(1.5);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = until; x < WIDTH; x++) {
        image.set(x, y, 0);
      }
    }
    try {
      return SyntheticTissue.section(image, 4);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<PatchPosition> choose(Section pre, int wanted) {
    return new PatchLayout(WHOLE, pre, Homography.identity()).choose(wanted);
  }

  @Test
  void thereAreAsManyPatchesAsWantedWhereverThereIsRoom() {
    for (int wanted : new int[] {40, 90, 150}) {
      int all = choose(WHOLE, wanted).size();
      assertTrue(all >= wanted && all < 1.5 * wanted + 10, all + " of " + wanted);
      int half = choose(section(WIDTH / 2), wanted).size();
      assertTrue(half >= 0.9 * wanted && half < 1.5 * wanted + 10, half + " of " + wanted + " where pre shows a half");
    }
  }

  @Test
  void patchesDoNotOverlapAndAQuarterIsHeldOut() {
    List<PatchPosition> patches = choose(WHOLE, 150);
    for (int i = 0; i < patches.size(); i++) {
      Tile tile = patches.get(i).tile();
      assertTrue(patches.subList(i + 1, patches.size()).stream().allMatch(p -> p.tile().intersect(tile).isEmpty()));
    }
    long heldOut = patches.stream().filter(PatchPosition::heldOut).count();
    assertEquals(0.25, (double) heldOut / patches.size(), 0.06);
  }

  @Test
  void patchesDoNotBecomeSmallerThanCanBeMeasured() {
    List<PatchPosition> patches = choose(WHOLE, 100_000);
    assertTrue(patches.stream().allMatch(p -> p.side() == 64), patches.get(0).toString());
  }
}
