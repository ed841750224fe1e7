package io.github.exo2micro.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.geometry.Homography;
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

  private static final ImageSize SIZE = new ImageSize(1600, 1200);

  @Test
  void aWarpThatLaysPreBeyondTheCanvasNeedsMore() {
    assertEquals(200, AutoPadding.of(SIZE, SIZE, Homography.translation(30, -20), 200));
    assertEquals(450, AutoPadding.of(SIZE, SIZE, Homography.translation(441, 0), 200));
    assertEquals(450, AutoPadding.of(SIZE, SIZE, Homography.translation(0, -441), 200));
    assertEquals(AutoPadding.MOST, AutoPadding.of(SIZE, SIZE, Homography.translation(9000, 0), 200));
  }

  /** A corner of 1600 x 1200 px that is turned by a quarter about the middle lies 200 px outside. */
  @Test
  void aTurnIsMeasuredAtTheCornersOnTheCanvas() {
    assertEquals(200, AutoPadding.of(SIZE, SIZE, Homography.similarity(90, 1, 900, 700, 0, 0), 100));
  }

  @Test
  void aSmallerPreNeedsOnlyWhatSticksOutOfTheLargerPost() {
    ImageSize small = new ImageSize(400, 300);
    assertEquals(60, AutoPadding.of(small, SIZE, Homography.translation(-1200, -900), 60));
    assertEquals(110, AutoPadding.of(small, SIZE, Homography.translation(-1302, -900), 60));
  }
}
