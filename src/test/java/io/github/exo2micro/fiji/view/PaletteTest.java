package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.exo2micro.picture.ZoomPicture;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static int grey(int level) {
    return 0xff000000 | level << 16 | level << 8 | level;
  }

  @Test
  void levelsRunFromTheFirstColourToTheLastInEqualSteps() {
    Palette palette = new Palette(Palette.greys(), -10, 500);
    for (int i = 0; i < 256; i++) {
      assertEquals(grey(i), palette.colour(-10 + 2 * i), "level " + i);
      assertEquals(grey(i), palette.colour(-10 + 2 * i + 0.9f), "up to half a step above");
      assertEquals(grey(i), palette.colour(-10 + 2 * i - 0.9f), "and below");
    }
  }

  @Test
  void whatIsBeyondTheRangeHasTheColourOfItsEnd() {
    Palette palette = new Palette(Palette.greys(), 100, 200);
    assertEquals(grey(0), palette.colour(Float.NEGATIVE_INFINITY));
    assertEquals(grey(0), palette.colour(-1e30f));
    assertEquals(grey(255), palette.colour(1e30f));
    assertEquals(grey(255), palette.colour(Float.POSITIVE_INFINITY));
  }

  @Test
  void whatHasNoValueHasAColourThatIsNoneOfTheSignedImages() {
    int none = new Palette(ZoomPicture.signedColours(), -1, 1).colour(Float.NaN);
    assertEquals(0xff808080, none);
    for (int colour : ZoomPicture.signedColours()) {
      assertNotEquals(none, 0xff000000 | colour);
    }
  }

  /** BigDataViewer's sliders may lie on each other while they are dragged. */
  @Test
  void anEmptyOrReversedRangeHasColoursAllTheSame() {
    Palette palette = new Palette(Palette.greys(), 5, 5);
    assertEquals(grey(0), palette.colour(4));
    assertEquals(grey(255), palette.colour(6));
    assertEquals(grey(0), palette.colour(5));
    palette.min(10);
    palette.max(0);
    assertEquals(grey(255), palette.colour(0));
    assertEquals(grey(0), palette.colour(10));
  }

  @Test
  void movingTheRangeChangesTheColoursAndTheMakersTableDoesNot() {
    int[] colours = Palette.greys();
    Palette palette = new Palette(colours, 0, 255);
    colours[100] = 0x123456;
    assertEquals(grey(100), palette.colour(100));
    palette.max(510);
    assertEquals(grey(50), palette.colour(100));
    palette.min(-510);
    assertEquals(grey(153), palette.colour(100));
  }
}
