package io.github.exo2micro.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.image.ImageSize;
import org.junit.jupiter.api.Test;

class AutoPaddingTest {

  private static int of(int width, int height, int otherWidth, int otherHeight) {
    return AutoPadding.of(new ImageSize(width, height), new ImageSize(otherWidth, otherHeight));
  }

  @Test
  void paddingGrowsWithTheImagesAndNeverBeyondTheOriginals() {
    assertEquals(60, of(200, 150, 200, 150));
    assertEquals(380, of(3000, 2400, 3000, 2400));
    assertEquals(2000, of(30_000, 25_000, 30_000, 25_000));
  }

  @Test
  void imagesOfDifferentSizesGetRoomForBoth() {
    assertEquals(380 + 300, of(3000, 2400, 2400, 2400));
    assertEquals(of(3000, 2400, 2400, 2400), of(2400, 2400, 3000, 2400));
  }
}
