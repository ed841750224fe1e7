package io.github.exo2micro.registration.interior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkingScaleTest {

  @Test
  void isOneHalfBetweenItsBounds() {
    assertEquals(2, WorkingScale.of(9200, 2e7, 8).fullPerWorking());
    assertEquals(3.4, WorkingScale.of(34_000, 4e8, 8).fullPerWorking(), 1e-9);
    assertEquals(1.5, WorkingScale.of(3000, 2e6, 8).fullPerWorking(), 1e-9);
    assertEquals(1, WorkingScale.of(1100, 3e5, 8).fullPerWorking());
  }

  @Test
  void reductionAndRemainingBlurTogetherAreTheBlurAskedFor() {
    for (int side : new int[] {1100, 3000, 9200, 18_400, 34_000}) {
      for (double base : new double[] {0, 2, 8, 20}) {
        WorkingScale scale = WorkingScale.of(side, 0.4 * side * side, base);
        double sigma = Math.max(base / 2, 1) * scale.fullPerWorking();
        double r = scale.reduction();
        assertEquals(sigma * sigma, (r * r - 1) / 12 + Math.pow(scale.blurSigma() * r, 2), 1e-9);
        assertTrue(scale.blurSigma() > 0.9, "blur " + scale.blurSigma());
      }
    }
  }

  @Test
  void aSmallTissueIsNotReducedToAFewFeatures() {
    assertEquals(1, WorkingScale.of(1100, 3e5, 8).reduction());
  }

  @Test
  void manyTilesAreThinnedOutEvenly() throws IOException {
    FloatImage post = SyntheticTissue.bright(1600, 1200, 3).pre(0);
    Tissue tissue = SyntheticTissue.section(post, 2).tissue();
    List<Tile> all = TissueTiles.choose(tissue, 2, 64, 1000);
    assertTrue(all.size() > 60, all.size() + " tiles");
    List<Tile> some = TissueTiles.choose(tissue, 2, 64, 12);
    assertEquals(12, some.size());
    assertTrue(all.containsAll(some));
    for (Tile a : some) {
      double nearest = some.stream().filter(b -> b != a).mapToDouble(b -> Math.hypot(a.x() - b.x(), a.y() - b.y()))
          .min().orElseThrow();
      assertTrue(nearest > 100, "nearest tile " + nearest + " px away");
    }
    // Both halves, in both directions.
    assertTrue(
        some.stream().filter(t -> t.x() < 370).count() >= 4 && some.stream().filter(t -> t.y() < 270).count() >= 4);
  }
}
