package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.OneChannel;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Channels of raw images as planes: one, a clipped sum, and what is counted while they pass. */
class ChannelPlanesTest {

  private static FormulaImage image(SampleType type) {
    return new FormulaImage(13, 7, 3, type, (x, y, c) -> c == 1 && x == 2 && y == 3 ? Float.NaN : 100 * c + x + y);
  }

  private static ChannelChoice sum(double maximum) {
    return new ChannelChoice(List.of(0, 2), List.of(1.0, 0.0, 1.0), maximum, "", Optional.empty());
  }

  private static float[] read(Plane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.read(tile, pixels);
    return pixels;
  }

  @Test
  void aChannelIsThatOneAlsoWhereItHoldsNoSignal() throws IOException {
    Plane plane = GreyPlane.ofChannel(image(SampleType.UINT8), 2);
    assertArrayEquals(new float[] {204, 205, 205, 206}, read(plane, new Tile(1, 3, 2, 2)));
  }

  @Test
  void aFloatThatIsNoNumberIsZeroAndIsRemembered() throws IOException {
    GreyPlane plane = new GreyPlane(image(SampleType.FLOAT32), new ChannelChoice(List.of(1), List.of(), 1, "",
        Optional.empty()));
    read(plane, new Tile(5, 0, 3, 3));
    assertFalse(plane.metNonFinite());
    assertEquals(0, read(plane, new Tile(2, 3, 1, 1))[0]);
    assertTrue(plane.metNonFinite());
  }

  @Test
  void aSumIsClippedAtWhatTheTypeCanHold() throws IOException {
    GreyPlane plane = new GreyPlane(image(SampleType.UINT8), sum(225));
    assertArrayEquals(new float[] {200, 202, 202, 204}, read(plane, new Tile(0, 0, 2, 2)));
    assertArrayEquals(new float[] {225}, read(plane, new Tile(12, 6, 1, 1)));
  }

  @Test
  void theMeansOfAllChannelsAreExactOnceEveryPixelWasRead() throws IOException {
    FormulaImage image = image(SampleType.UINT16);
    CountingPlane plane = new CountingPlane(image, sum(65_535));
    for (int y = 0; y < 7; y += 2) {
      Tile band = new Tile(0, y, 13, Math.min(2, 7 - y));
      assertArrayEquals(read(new GreyPlane(image(SampleType.UINT16), sum(65_535)), band), read(plane, band));
      if (y < 6) {
        assertTrue(assertThrows(IllegalStateException.class, plane::means).getMessage().contains("pixels were read"));
      }
    }
    double[] means = plane.means();
    assertEquals(9, means[0], 1e-12);
    assertEquals(209, means[2], 1e-12);
  }

  @Test
  void sumsThatDependOnTheirOrderAreNotCounted() {
    assertThrows(IllegalArgumentException.class, () -> new CountingPlane(image(SampleType.FLOAT32), sum(1)));
  }

  @Test
  void oneChannelIsAGreyImageOfItsOwnThatSaysWhichItIs() throws IOException {
    FormulaImage image = image(SampleType.UINT8);
    try (OneChannel green = new OneChannel(image, 1)) {
      assertEquals(1, green.header().colourChannels());
      assertEquals("channel 2 of 3 (G)", green.header().place());
      assertEquals(image.header().size(), green.header().size());
      float[][] pixels = new float[1][1];
      green.read(new Tile(4, 5, 1, 1), pixels);
      assertEquals(109, pixels[0][0]);
    }
    assertTrue(image.closed, "it is closed with its channel");
  }

  @Test
  void lettersThatLookTheSameAreTheSameName() {
    String composed = "F\u00e4rbung";
    String apart = "Fa\u0308rbung";
    assertTrue(Spelling.same(composed, apart));
    assertFalse(Spelling.same(composed, "Farbung"));
    assertEquals(composed, Spelling.composed(apart));
    assertEquals("DAPI", Spelling.shown("DAPI"));
    assertEquals(apart + " (Fa\\u0308rbung)", Spelling.shown(apart));
    assertEquals("a b (a\\u0020b)", Spelling.shown("a b"), "a blank is seen, too");
    assertFalse(Spelling.isReadable("S\ufffd_pre.tif"));
  }
}
