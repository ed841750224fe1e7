package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.Point;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clicks and drags on a preview that is reduced 16 times. */
class PreviewPickTest {

  private static final PreviewPick PICK = new PreviewPick(16, new ImageSize(34_000, 29_000));

  @Test
  void aClickIsInTheMiddleOfTheRegionThatIsOpened() {
    Rectangle square = PICK.around(new Point(1000, 700), "640");
    ZoomRegion region = PICK.region(square, "640", "0");
    assertEquals(640, region.size());
    assertEquals(1000 * 16, region.column() + region.size() / 2);
    assertEquals(700 * 16, region.row() + region.size() / 2);
    assertEquals(new Rectangle(980, 680, 40, 40), square, "and the square on the preview shows it");
  }

  @Test
  void aClickNearTheLeftOrUpperEdgeBeginsThere() {
    assertEquals(new Rectangle(0, 0, 40, 40), PICK.around(new Point(3, 19), "640"));
    assertEquals(new ZoomRegion(0, 0, 640, 0), PICK.region(PICK.around(new Point(3, 19), "640"), "640", "0"));
  }

  @Test
  void aRegionOfAFewPixelsIsAtLeastADotOnThePreview() {
    assertEquals(new Rectangle(1000, 700, 1, 1), PICK.around(new Point(1000, 700), "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "12.5", "99999999999"})
  void aSizeThatIsNoNumberIsDrawnAsTheUsualOneAndRefusedWhenItIsOpened(String size) {
    assertEquals(500 / 16, PICK.around(new Point(1000, 700), size).width);
    String message = assertThrows(RemediableException.class,
        () -> PICK.region(new Rectangle(1, 1, 5, 5), size, "0")).getMessage();
    assertTrue(message.contains("size 0") && message.contains("a size from 1 to 8000 px"), message);
  }

  @Test
  void aDragSetsPlaceAndSizeByItsLongerSide() {
    Rectangle drag = new Rectangle(100, 50, 30, 20);
    assertTrue(PreviewPick.isDrag(drag));
    assertEquals(480, PICK.sideOf(drag));
    assertEquals(new ZoomRegion(800, 1600, 480, 1.5), PICK.region(drag, String.valueOf(PICK.sideOf(drag)), " 1.5 "));
    assertEquals(ZoomRegion.LARGEST, PICK.sideOf(new Rectangle(0, 0, 2000, 10)), "no more than a window may hold");
  }

  @Test
  void aMouseThatMovesByThreePixelsHasClicked() {
    assertFalse(PreviewPick.isDrag(new Rectangle(5, 5, 3, 100)));
    assertFalse(PreviewPick.isDrag(new Rectangle(5, 5, 100, 3)));
    assertTrue(PreviewPick.isDrag(new Rectangle(5, 5, 4, 4)));
  }

  @Test
  void aBlurThatIsNoneIsRefusedWithWhatWasTyped() {
    String word = assertThrows(RemediableException.class,
        () -> PICK.region(new Rectangle(1, 1, 5, 5), "100", "a lot")).getMessage();
    assertTrue(word.contains("The blur is no number.") && word.contains("'a lot'"), word);
    for (String blur : new String[] {"NaN", "-1", "101", "Infinity"}) {
      assertThrows(RemediableException.class, () -> PICK.region(new Rectangle(1, 1, 5, 5), "100", blur), blur);
    }
  }

  @Test
  void thePlaceIsSaidInPixelsOfTheWholeImage() {
    assertEquals("row 32, column 16, size 100 px of 34000 x 29000",
        PICK.text(PICK.region(new Rectangle(1, 2, 3, 3), "100", "0")));
  }
}
