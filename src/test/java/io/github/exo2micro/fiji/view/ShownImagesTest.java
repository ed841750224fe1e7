package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageConverter;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.task.TaskId;
import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images between this program and ImageJ: what is taken, what is shown, in which colours. */
class ShownImagesTest {

  @TempDir
  Path folder;

  private static ImagePlus image(String type, int slices) {
    return IJ.createImage("section", type, 40, 30, slices);
  }

  private static void assertRefuses(String expected, ImagePlus image) {
    String message = assertThrows(RemediableException.class, () -> OpenImage.of(image, "pre", true)).getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains("pre"), message);
  }

  @Test
  void anImageOfOnePlaneIsTakenWhole() {
    OpenImage taken = OpenImage.of(image("16-bit ramp", 1), "post", true);
    assertEquals(new ImageSize(40, 30), taken.size());
    assertFalse(taken.isPart());
    assertEquals("section (16-bit, 40 x 30 px)", taken.text());
    assertEquals("section (RGB, 40 x 30 px)", OpenImage.of(image("RGB ramp", 1), "post", true).text());
  }

  @Test
  void whatIsNoPlaneOfBrightnessIsRefusedWithTheWayOut() {
    assertRefuses("The input 'pre' is empty", null);
    assertRefuses("has 3 slices and 1 time points", image("8-bit ramp", 3));
    ImagePlus indexed = image("RGB ramp", 1);
    indexed.getProcessor().setColor(java.awt.Color.RED);
    indexed.getProcessor().fillRect(0, 0, 20, 20);
    new ImageConverter(indexed).convertRGBtoIndexedColor(256);
    assertRefuses("indexed colours", indexed);
  }

  @Test
  void onlyAnAreaSelectionMakesAPartAndOnlyWhereItIsWanted() {
    ImagePlus image = image("8-bit ramp", 1);
    image.setRoi(new Roi(30, -5, 20, 15));
    OpenImage part = OpenImage.of(image, "pre", true);
    assertEquals(new Rectangle(30, 0, 10, 10), part.part());
    assertEquals("section (8-bit, 10 x 10 px from (30, 0))", part.text());
    assertFalse(OpenImage.of(image, "pre", false).isPart());
    image.setRoi(new Line(1, 1, 20, 20));
    assertFalse(OpenImage.of(image, "pre", true).isPart());
    image.setRoi(new Roi(100, 100, 5, 5));
    assertFalse(OpenImage.of(image, "pre", true).isPart(), "a selection outside the image is none");
  }

  @Test
  void aPartIsSavedWithItsOwnPixelsAndPlaceAndTheImageStaysAsItWas() throws Exception {
    ImagePlus image = image("16-bit ramp", 1);
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = 0.325;
    calibration.setUnit("um");
    calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] {5, 2}, "density");
    image.setRoi(new Roi(7, 4, 11, 9));
    Path file = folder.resolve("part.tif");
    OpenImage.of(image, "pre", true).save(file);
    assertEquals(new Rectangle(7, 4, 11, 9), image.getRoi().getBounds());
    assertTrue(image.getCalibration().calibrated());
    ImagePlus saved = IJ.openImage(file.toString());
    assertEquals(11, saved.getWidth());
    assertEquals(9, saved.getHeight());
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 11; x++) {
        assertEquals(image.getProcessor().get(x + 7, y + 4), saved.getProcessor().get(x, y));
      }
    }
    assertEquals(0.325, saved.getCalibration().pixelWidth, 1e-6);
    assertFalse(saved.getCalibration().calibrated(), "grey levels are not converted");
    Calibration of = OpenImage.of(image, "pre", true).calibration();
    assertEquals(-7, of.xOrigin);
    assertEquals(-4, of.yOrigin);
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorNotASilence() {
    OpenImage whole = OpenImage.of(image("8-bit ramp", 1), "pre", true);
    assertThrows(Exception.class, () -> whole.save(folder.resolve("no/such/folder.tif")));
    assertTrue(Files.notExists(folder.resolve("no")));
  }

  private static FloatImage ramp(float from, float step) {
    FloatImage image = new FloatImage(20, 10);
    for (int i = 0; i < 200; i++) {
      image.pixels()[i] = from + step * i;
    }
    return image;
  }

  @Test
  void aDifferenceIsShownInTheColoursOfItsSignsEvenlyAboutZero() {
    ImagePlus shown = RegionImages.of("difference", ramp(-50, 1), true);
    assertEquals(-shown.getDisplayRangeMax(), shown.getDisplayRangeMin(), 1e-6);
    int[] colours = ZoomPicture.signedColours();
    assertEquals(colours[0] & 0xffffff, shown.getProcessor().getLut().getRGB(0) & 0xffffff);
    assertEquals(colours[255] & 0xffffff, shown.getProcessor().getLut().getRGB(255) & 0xffffff);
    assertNull(shown.getOverlay(), "nothing is missing");
  }

  @Test
  void whatHasNoValueIsCoveredAndNothingElse() {
    FloatImage holes = ramp(-50, 1);
    holes.set(3, 2, Float.NaN);
    holes.set(4, 2, Float.NaN);
    ImagePlus shown = RegionImages.of("difference", holes, true);
    assertEquals(new Rectangle(3, 2, 2, 1), shown.getOverlay().get(0).getBounds());
    assertNull(RegionImages.of("post", ramp(0, 1), false).getOverlay());
  }

  @Test
  void theDyesOfferedAreThoseOfTheSampleAndAllOfThemWhereItIsUnknown() {
    List<TaskId> tasks = List.of(new TaskId("B", "SybrGld"), new TaskId("A", "DAPI"), new TaskId("A", "SybrGld"),
        new TaskId("B", "Cy5"));
    assertEquals(Map.of("sample", List.of("A", "B"), "dye", List.of("Cy5", "SybrGld")), TaskNames.of(tasks, "B"));
    assertEquals(List.of("Cy5", "DAPI", "SybrGld"), TaskNames.of(tasks, "nobody").get("dye"));
    assertEquals(Map.of("sample", List.of(), "dye", List.of()), TaskNames.of(List.of(), "A"));
  }

  @Test
  void aRegionIsOpenUntilBothItsPlacesAreGiven() {
    assertTrue(new RegionInputs.Wanted(-1, 5, 100, 0).isOpen());
    assertTrue(new RegionInputs.Wanted(5, -1, 100, 0).isOpen());
    RegionInputs.Wanted given = new RegionInputs.Wanted(0, 7, 100, 1.5);
    assertFalse(given.isOpen());
    assertEquals(0, given.region().row());
    assertEquals(7, given.region().column());
    assertEquals(1.5, given.region().sigma());
  }
}
