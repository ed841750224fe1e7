package io.github.exo2micro.registration.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static List<PointPair> pairs(int right, int wrong, double extent) {
    SplittableRandom random = new SplittableRandom(5);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < right + wrong; i++) {
      double x = extent * random.nextDouble();
      double y = extent * random.nextDouble();
      pairs.add(i < right ? new PointPair(x, y, x, y)
          : new PointPair(x, y, 900 * random.nextDouble(), 600 * random.nextDouble()));
    }
    return pairs;
  }

  private static Agreement of(List<PointPair> pairs) {
    return Agreement.of(pairs, Homography.identity(), 3, 900, 600);
  }

  @Test
  void manyMatchesAgreeingAllOverTheImageAreNoChance() {
    Agreement agreement = of(pairs(40, 60, 600));
    assertTrue(agreement.isConvincing(), agreement.toString());
    assertTrue(agreement.logFalseAlarms() < -50, agreement.toString());
  }

  @Test
  void whatChanceGivesDoesNotConvince() {
    assertFalse(of(pairs(5, 150, 600)).isConvincing());
    assertFalse(of(pairs(0, 300, 600)).isConvincing());
    assertEquals(0, Agreement.of(List.of(), Homography.identity(), 3, 900, 600).agreeing());
  }

  @Test
  void aLabelThatIsInBothImagesDoesNotConvince() {
    assertFalse(of(pairs(60, 60, 100)).isConvincing());
  }

  @Test
  void aSmallSampleInALargeFrameConvincesAndALabelBesideItDoesNot() {
    Tile frame = new Tile(0, 0, 900, 600);
    List<PointPair> pairs = pairs(60, 60, 100);
    assertTrue(Agreement.on(pairs, Homography.identity(), 3, frame, new Tile(0, 0, 100, 100)).isConvincing());
    assertFalse(Agreement.on(pairs, Homography.identity(), 3, frame, new Tile(400, 300, 100, 100)).isConvincing());
  }

  @Test
  void matchesAtOnePlaceCountOnce() {
    List<PointPair> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(new PointPair(100 + i * 0.01, 100, 100, 100 + i * 0.01));
    }
    assertEquals(1, of(many).places());
  }
}
