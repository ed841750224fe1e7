package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.exo2micro.export.TaskMicrobes.Spots;
import io.github.exo2micro.image.Tile;
import java.awt.Point;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What lies over images: the cross of linked windows, rings on the screen. */
class OverlaysTest {

  private static ImagePlus image() {
    return new ImagePlus("view", new ByteProcessor(40, 30));
  }

  private static double[] ends(Overlay overlay, int index) {
    Line line = (Line) overlay.get(index);
    return new double[] {line.x1d, line.y1d, line.x2d, line.y2d};
  }

  @Test
  void theCrossRunsThroughTheMiddleOfThePixelFromEdgeToEdge() {
    ImagePlus image = image();
    Crosshair.show(image, new Point(7, 12));
    assertEquals(2, image.getOverlay().size());
    assertTrue(Arrays.equals(new double[] {7.5, 0, 7.5, 30}, ends(image.getOverlay(), 0)));
    assertTrue(Arrays.equals(new double[] {0, 12.5, 40, 12.5}, ends(image.getOverlay(), 1)));
  }

  @Test
  void aCrossThatMovesLeavesNoneBehind() {
    ImagePlus image = image();
    for (int i = 0; i < 5; i++) {
      Crosshair.show(image, new Point(i, i));
    }
    assertEquals(2, image.getOverlay().size());
    assertEquals(4.5, ends(image.getOverlay(), 0)[0]);
    Crosshair.remove(image);
    assertNull(image.getOverlay());
    Crosshair.remove(image);
    assertNull(image.getOverlay(), "nothing to remove is no harm");
  }

  @Test
  void ringsAndSelectionsOfTheUserStayWhenTheCrossComesAndGoes() {
    ImagePlus image = image();
    Spots spots = new Spots(new float[] {10, 20}, new float[] {10, 20}, new float[] {3, 3});
    MicrobeRings.add(image, spots, new Tile(0, 0, 40, 30));
    image.getOverlay().add(new Roi(1, 1, 5, 5));
    Crosshair.show(image, new Point(3, 3));
    assertEquals(5, image.getOverlay().size());
    Crosshair.remove(image);
    assertEquals(3, image.getOverlay().size());
    assertEquals(new Roi(1, 1, 5, 5).getBounds(), image.getOverlay().get(2).getBounds());
  }

  private static final Spots THREE = new Spots(new float[] {100, 200, 300}, new float[] {50, 60, 70},
      new float[] {0.5f, 10, 20});

  private static void assertRing(double x, double y, double radius, Ellipse2D ring) {
    assertEquals(x, ring.getCenterX(), 1e-6);
    assertEquals(y, ring.getCenterY(), 1e-6);
    assertEquals(radius, ring.getWidth() / 2, 1e-6);
    assertEquals(ring.getWidth(), ring.getHeight(), 1e-9);
  }

  @Test
  void ringsFollowTheViewAndGrowWithItsScale() {
    // Twice as large, (90, 40) at the upper left corner.
    MicrobesInSight seen = MicrobesInSight.of(THREE, new AffineTransform(2, 0, 0, 2, -180, -80), 400, 300);
    assertEquals(2, seen.count(), "the third is at 420, 60");
    assertRing(20, 20, 2 * 4, seen.rings().get(0));
    assertRing(220, 40, 2 * 17, seen.rings().get(1));
  }

  @Test
  void aTurnedViewTurnsPlacesAndKeepsRingsRound() {
    AffineTransform turned = AffineTransform.getRotateInstance(Math.PI / 2);
    turned.preConcatenate(AffineTransform.getTranslateInstance(200, 0));
    MicrobesInSight seen = MicrobesInSight.of(THREE, turned, 400, 400);
    assertEquals(3, seen.count());
    assertRing(200 - 60, 200, 17, seen.rings().get(1));
  }

  @Test
  void farOutEvenSmallMicrobesHaveARingOfThreePixels() {
    MicrobesInSight seen = MicrobesInSight.of(THREE, AffineTransform.getScaleInstance(0.01, 0.01), 400, 400);
    assertRing(1, 0.5, 3, seen.rings().get(0));
  }

  @Test
  void whatLiesOnTheLeftAndUpperEdgeIsInSightAndOnTheOthersNot() {
    Spots corners = new Spots(new float[] {0, 50, 0, 49.9f}, new float[] {0, 0, 40, 39.9f}, new float[4]);
    assertEquals(2, MicrobesInSight.of(corners, new AffineTransform(), 50, 40).count());
  }

  @Test
  void tooManyAreCountedAndNotRinged() {
    int many = MicrobesInSight.MOST + 1;
    Spots spots = new Spots(new float[many], new float[many], new float[many]);
    MicrobesInSight seen = MicrobesInSight.of(spots, new AffineTransform(), 10, 10);
    assertEquals(many, seen.count());
    assertEquals(0, seen.rings().size());
    assertEquals("5001 microbes in sight; zoom in to see rings (M: rings on and off)", seen.text());
    Spots fewer = new Spots(new float[many - 1], new float[many - 1], new float[many - 1]);
    assertEquals(many - 1, MicrobesInSight.of(fewer, new AffineTransform(), 10, 10).rings().size());
  }

  @Test
  void oneMicrobeIsSpokenOfAsOne() {
    assertEquals("1 microbe (M: rings on and off)", new MicrobesInSight(1, java.util.List.of()).text());
    assertEquals("0 microbes (M: rings on and off)",
        MicrobesInSight.of(THREE, AffineTransform.getTranslateInstance(-1e6, 0), 10, 10).text());
  }
}
