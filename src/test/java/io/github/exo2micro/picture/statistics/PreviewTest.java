package io.github.exo2micro.picture.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static void fill(FloatImage image, int x, int y, int width, int height) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        image.set(column, row, 5);
      }
    }
  }

  @Test
  void strayPixelsThatLieTogetherAreBackground() {
    FloatImage difference = new FloatImage(61, 43);
    fill(difference, 20, 10, 25, 20);
    fill(difference, 3, 3, 2, 2);
    fill(difference, 55, 38, 3, 1);
    FloatImage shown = Preview.ofSample(difference);
    for (int i = 0; i < shown.pixels().length; i++) {
      boolean tissue = i % 61 > 17 && i % 61 < 47 && i / 61 > 7 && i / 61 < 32;
      assertTrue(tissue || Float.isNaN(shown.pixels()[i]), i % 61 + ", " + i / 61 + " is " + shown.pixels()[i]);
    }
    assertEquals(5, shown.at(20, 10));
    assertEquals(5, shown.at(44, 29));
  }

  @Test
  void aSmallPieceOfTissueStays() {
    FloatImage difference = new FloatImage(61, 43);
    fill(difference, 30, 20, 5, 4);
    assertEquals(5, Preview.ofSample(difference).at(32, 21));
  }
}
