package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.export.TaskExport;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.ZoomRegion;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Regions and whole images of a task, from its checkpoints to ImageJ's images, without a window. */
class RegionViewerTest {

  private static final TaskId TASK = new TaskId("CD070", "DAPI");
  private static final ImageSize SIZE = new ImageSize(90, 70);

  @TempDir
  Path output;

  @BeforeEach
  void makeCheckpoints() throws IOException {
    write("01_padded_post_pad9", 100);
    write("01_padded_pre_pad9", 200);
    write("04_difference_difference_pad9", -3000);
  }

  private static float value(int x, int y, float base) {
    return base + x + 100 * y;
  }

  private void write(String name, float base) throws IOException {
    Path file = output.resolve("CD070/DAPI/tiff/" + name + ".tiff");
    Files.createDirectories(file.getParent());
    float[] pixels = new float[(int) SIZE.area()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = value(i % SIZE.width(), i / SIZE.width(), base);
    }
    try (Float32TiffWriter writer = new Float32TiffWriter(file, SIZE)) {
      writer.append(pixels, SIZE.height());
      writer.commit();
    }
  }

  private TaskImageInputs.Finder finder() {
    return new TaskImageInputs.Finder(output, TASK, Optional.empty());
  }

  @Test
  void aRegionHasItsPixelsAndKnowsWhereItLies() throws IOException {
    RegionViewer viewer = new RegionViewer(finder().find(TaskImage.Kind.POST), finder(), false);
    ImagePlus shown = viewer.open(new ZoomRegion(20, 30, 25, 0));
    assertEquals(25, shown.getWidth());
    assertEquals(25, shown.getHeight());
    for (int y = 0; y < 25; y++) {
      for (int x = 0; x < 25; x++) {
        assertEquals(value(x + 30, y + 20, 100), shown.getProcessor().getf(x, y));
      }
    }
    assertEquals(-30, shown.getCalibration().xOrigin);
    assertEquals(-20, shown.getCalibration().yOrigin);
    assertEquals("CD070/DAPI post r20 c30", shown.getTitle());
    assertTrue(shown.getInfoProperty().contains("01_padded_post_pad9.tiff\nrow: 20\ncolumn: 30\nsize: 25"));
    assertEquals("", viewer.said());
  }

  @Test
  void aRegionIsCutAtTheEdgeAndRefusedBeyondIt() throws IOException {
    RegionViewer viewer = new RegionViewer(finder().find(TaskImage.Kind.POST), finder(), false);
    assertEquals(10, viewer.open(new ZoomRegion(0, 80, 25, 0)).getWidth());
    String message = assertThrows(RemediableException.class, () -> viewer.open(new ZoomRegion(70, 0, 5, 0)))
        .getMessage();
    assertTrue(message.contains("give a row below 70 and a column below 90"), message);
  }

  @Test
  void ringsWithoutAListAreSaidToBeMissing() throws IOException {
    assertEquals("there is no list of microbes",
        new RegionViewer(finder().find(TaskImage.Kind.POST), finder(), true).said());
  }

  @Test
  void viewsSideBySideAreThoseThatAreThereOneFileEach() throws IOException {
    RegionViewer viewer = new RegionViewer(finder().find(TaskImage.Kind.DIFFERENCE), finder(), false);
    ZoomRegion region = new ZoomRegion(5, 6, 20, 0);
    List<Path> both = viewer.save(region, true);
    assertEquals(2, both.size(), "there is no pre_interior");
    assertTrue(both.get(0).getFileName().toString().contains("post"), both.toString());
    for (Path file : both) {
      assertEquals(output.resolve("CD070/DAPI/pipeline_output"), file.getParent());
      assertTrue(ImageIO.read(file.toFile()).getWidth() > 20);
    }
    assertEquals(List.of(both.get(1)), viewer.save(region, false));
  }

  @Test
  void anImageThatIsNotThereIsRefusedWithThoseThatAre() {
    String message = assertThrows(RemediableException.class, () -> finder().find(TaskImage.Kind.PRE_ICP)).getMessage();
    assertTrue(message.contains("There is no pre_icp image of CD070/DAPI."), message);
    assertTrue(message.contains("01_padded_post_pad9.tiff, 01_padded_pre_pad9.tiff"), message);
    TaskImageInputs.Finder nobody = new TaskImageInputs.Finder(output, new TaskId("x", "y"), Optional.empty());
    assertTrue(assertThrows(RemediableException.class, () -> nobody.find(TaskImage.Kind.POST)).getMessage()
        .contains("holds no checkpoints"));
  }

  @Test
  void theNewestRunIsTakenUnlessOneIsNamed() throws IOException {
    write("01_padded_post_pad7", 0);
    Path older = output.resolve("CD070/DAPI/tiff/01_padded_post_pad7.tiff");
    Files.setLastModifiedTime(older, FileTime.fromMillis(1000));
    assertTrue(finder().find(TaskImage.Kind.POST).file().endsWith("01_padded_post_pad9.tiff"));
    Optional<Parameters> named = Optional.of(Parameters.of(Map.of("pad", "7")));
    assertEquals(older, new TaskImageInputs.Finder(output, TASK, named).find(TaskImage.Kind.POST).file());
  }

  @Test
  void aWholeImageIsOpenedWithAllItsPixels() throws IOException {
    ImagePlus whole = RegionImages.whole(finder().find(TaskImage.Kind.DIFFERENCE));
    assertEquals(SIZE, new ImageSize(whole.getWidth(), whole.getHeight()));
    assertEquals(value(89, 69, -3000), whole.getProcessor().getf(89, 69));
    assertEquals("CD070/DAPI difference", whole.getTitle());
  }

  @Test
  void aWholeImageOfAnySizeIsSketchedAndClosed() throws IOException {
    TaskImage image = finder().find(TaskImage.Kind.DIFFERENCE);
    WholeImage whole = WholeImage.open(image, 1 << 20);
    assertTrue(whole.isSigned());
    assertEquals(-whole.range()[1], whole.range()[0]);
    assertTrue(whole.pixel().isEmpty());
    assertTrue(whole.unfinished().isPresent());
    whole.close();
    WholeImage unheld = WholeImage.open(image, 0);
    assertEquals(value(89, 69, -3000), unheld.tiles().tile(0, 0)[(int) SIZE.area() - 1]);
    unheld.close();
    assertThrows(IOException.class, () -> unheld.tiles().tile(0, 0));
    assertFalse(WholeImage.open(finder().find(TaskImage.Kind.POST), 1 << 20).isSigned());
  }

  private static void seal(TaskImage image, String checksum) throws IOException {
    SidecarFile.write(new Sidecar(2, "test", "1", "CD070", "DAPI", 4, "04_difference_difference", Map.of("pad", "9"),
        List.of(), List.of(), List.of(), Optional.empty(), List.of(), Map.of(), 1, SIZE.width(), SIZE.height(),
        Files.size(image.file()), Files.getLastModifiedTime(image.file()).toMillis(), checksum),
        image.file().resolveSibling("04_difference_difference_pad9.json"));
  }

  @ParameterizedTest
  @EnumSource(TaskExport.Format.class)
  void aWholeImageIsSeenOverItsExportAsLongAsThatShowsIt(TaskExport.Format format) throws IOException {
    TaskImage image = finder().find(TaskImage.Kind.DIFFERENCE);
    seal(image, "crc32c:00000001");
    Path export = output.resolve("seen." + format.word());
    new TaskExport(image, 1).write(format, false, export, Progress.none());
    try (WholeImage whole = WholeImage.open(image, 1 << 20)) {
      assertEquals("CD070/DAPI difference (seen." + format.word() + ")", whole.title());
      assertTrue(whole.unfinished().isEmpty(), "nothing is left to be read");
      assertEquals(new Tile(9, 9, 72, 52), whole.place());
      assertTrue(whole.isSigned());
      assertEquals(value(9 + 71, 9 + 51, -3000), whole.tiles().tile(0, 0)[72 * 52 - 1]);
    }
    seal(image, "crc32c:00000002");
    try (WholeImage whole = WholeImage.open(image, 1 << 20)) {
      assertEquals("CD070/DAPI difference", whole.title(), "the image was made again");
    }
    seal(image, "crc32c:00000001");
    Files.setLastModifiedTime(image.file(), FileTime.fromMillis(1000));
    try (WholeImage whole = WholeImage.open(image, 1 << 20)) {
      assertEquals("CD070/DAPI difference", whole.title(), "somebody touched it");
      assertEquals(SIZE.whole(), whole.place());
    }
  }

  private static TaskMicrobes.Spots spots(int count) {
    TaskMicrobes.Spots spots = new TaskMicrobes.Spots(new float[count], new float[count], new float[count]);
    for (int i = 0; i < count; i++) {
      spots.x()[i] = 40 + i % 50 * 0.5f;
      spots.y()[i] = 30 + i / 50 % 20;
      spots.radius()[i] = 10;
    }
    return spots;
  }

  private static ImagePlus blank() {
    return new ImagePlus("view", new ij.process.FloatProcessor(30, 30));
  }

  @Test
  void ringsLieAroundTheMicrobesOfTheViewAndCoverNone() {
    TaskMicrobes.Spots spots = spots(3);
    spots.x()[2] = 200;
    ImagePlus view = blank();
    assertEquals("2 microbes in this region", MicrobeRings.add(view, spots, new Tile(35, 25, 30, 30)));
    Overlay rings = view.getOverlay();
    assertEquals(2, rings.size());
    // The pixel (40, 30) is (5, 5) of the view, its middle at 5.5; a radius of 10 px gets a ring of 17.
    assertEquals(5.5 - 17, rings.get(0).getXBase(), 1e-6);
    assertEquals(34, rings.get(0).getFloatWidth(), 1e-6);
    assertEquals(MicrobeRings.COLOUR, rings.get(0).getStrokeColor());
    assertNull(rings.get(0).getFillColor(), "what is marked stays visible");
    assertEquals(4, MicrobeRings.radius(0), "a small microbe has a ring, too");
  }

  @Test
  void ringsAreAddedToWhatLiesThereAndNoneMakesNoOverlay() {
    ImagePlus view = blank();
    assertEquals("0 microbes in this region", MicrobeRings.add(view, spots(5), new Tile(0, 0, 10, 10)));
    assertNull(view.getOverlay());
    view.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
    assertEquals("1 microbe in this region", MicrobeRings.add(view, spots(1), new Tile(35, 25, 30, 30)));
    assertEquals(2, view.getOverlay().size());
  }

  @Test
  void tooManyRingsAreRefusedInWords() {
    ImagePlus view = blank();
    String said = MicrobeRings.add(view, spots(MicrobeRings.MOST + 1), new Tile(0, 0, 100, 100));
    assertTrue(said.startsWith("20001 microbes in this region, too many to be ringed"), said);
    assertNull(view.getOverlay());
  }
}
