package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class OverviewTest {

  @Test
  void averagesFurtherBlockByBlock() {
    FloatImage image = new FloatImage(5, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    Overview overview = new Overview(image, 4, new ImageSize(19, 11));
    Overview half = overview.reducedBy(2);
    assertEquals(8, half.reduction());
    assertEquals(new ImageSize(19, 11), half.fullSize());
    assertEquals(new ImageSize(3, 2), half.image().size());
    assertArrayEquals(new float[] {4, 6, 7.5f, 11.5f, 13.5f, 15}, half.image().pixels());
    assertSame(overview, overview.reducedBy(1));
  }

  @Test
  void convertsCoordinatesBackAndForth() {
    Overview overview = new Overview(new FloatImage(5, 3), 4, new ImageSize(19, 11));
    assertEquals(1.5, overview.toFull(0));
    assertEquals(0, overview.toReduced(1.5));
    assertEquals(7.25, overview.toReduced(overview.toFull(7.25)), 1e-12);
  }
}
