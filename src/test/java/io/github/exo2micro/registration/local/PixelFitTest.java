package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelFitTest {

  private static final ElasticFit LATTICE = new ElasticFit(Homography.identity(), new Tile(0, 0, 800, 600), 48,
      List.of());
  private static final PixelBlocks.Block BLOCK = new PixelBlocks.Block(230, 170, 40, 5, 20, 3, -2);
  private static final PixelBlocks.Cell CELL = new PixelBlocks.Cell(new Tile(200, 150, 64, 64), List.of(BLOCK));

  /** The same displacement everywhere. */
  private static ElasticFit.Solution everywhere(double dx, double dy) {
    return LATTICE.solve(LocalPatches.lattice(16, 12, 0, (x, y) -> new double[] {dx, dy}), 0.1);
  }

  @Test
  void aCellWantsOnlyTheRestOfItsStepOnceTheFieldHasMoved() {
    PixelBlocks.Cell seen = PixelFit.seenFrom(everywhere(0.06, -0.03), CELL, everywhere(0, 0)).orElseThrow();
    PixelBlocks.Block block = seen.blocks().get(0);
    assertEquals(3 - 40 * 0.06 + 5 * 0.03, block.gx(), 0.01);
    assertEquals(-2 - 5 * 0.06 + 20 * 0.03, block.gy(), 0.01);
    assertEquals(BLOCK.xx(), block.xx(), "how much it knows stays");
    assertEquals(CELL.square(), seen.square());
  }

  @Test
  void aCellIsAskedAgainWhereTheFieldHasMovedFar() {
    assertTrue(PixelFit.seenFrom(everywhere(0.3, 0), CELL, everywhere(0, 0)).isEmpty());
  }
}
