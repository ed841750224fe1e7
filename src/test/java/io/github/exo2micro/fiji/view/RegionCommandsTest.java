package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Zoom, blink and their inputs as a headless Fiji runs them, on checkpoints of a few pixels. */
class RegionCommandsTest {

  private static final ImageSize SIZE = new ImageSize(80, 60);

  @TempDir
  Path output;

  @BeforeEach
  void makeCheckpoints() throws IOException {
    write("S1/DAPI/tiff/01_padded_post_pad9.tiff", SIZE, 100, 1);
    write("S1/DAPI/tiff/03_interior_aligned_pre_pad9.tiff", SIZE, 50, 2);
    write("S1/DAPI/tiff/04_difference_difference_pad9.tiff", SIZE, -2400, 1);
    write("S1/Cy5/tiff/01_padded_post_pad9.tiff", SIZE, 0, 1);
    write("S2/GFP/tiff/01_padded_post_pad9.tiff", SIZE, 0, 1);
  }

  private void write(String name, ImageSize size, float base, float step) throws IOException {
    Path file = output.resolve(name);
    Files.createDirectories(file.getParent());
    float[] pixels = new float[(int) size.area()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = base + step * i;
    }
    try (Float32TiffWriter writer = new Float32TiffWriter(file, size)) {
      writer.append(pixels, size.height());
      writer.commit();
    }
  }

  private static CommandModule run(Class<? extends Command> command, Object... inputs) throws Exception {
    try (CommandContext fiji = new CommandContext()) {
      return fiji.run(command, inputs);
    }
  }

  /** A call that is refused, and its words. */
  private static String refused(Class<? extends Command> command, Object... inputs) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      CommandModule module = run(command, inputs);
      assertTrue(module.isCanceled());
      return module.getCancelReason() + heard.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(before);
    }
  }

  private ImagePlus stack(String a, String b, Object... more) throws Exception {
    Object[] inputs = new Object[14 + more.length];
    Object[] first = {"output_dir", output.toFile(), "sample", "S1", "dye", "DAPI", "row", "10", "col", "20", "image_a",
        a, "image_b", b};
    System.arraycopy(first, 0, inputs, 0, 14);
    System.arraycopy(more, 0, inputs, 14, more.length);
    return (ImagePlus) run(BlinkComparison.class, inputs).getOutput("stack");
  }

  @Test
  void bothSlicesShowTheSamePlaceInOneRangeOfBrightness() throws Exception {
    ImagePlus stack = stack("post", "pre_interior", "size", "30");
    assertEquals(30, stack.getWidth());
    assertEquals("post", stack.getStack().getSliceLabel(1));
    assertEquals("pre_interior", stack.getStack().getSliceLabel(2));
    int at = 13 * 80 + 27;
    assertEquals(100 + at, stack.getStack().getProcessor(1).getf(7, 3));
    assertEquals(50 + 2 * at, stack.getStack().getProcessor(2).getf(7, 3));
    assertEquals(0, stack.getDisplayRangeMin());
    // The brighter slice is the second: 50 + 2 · (39 · 80 + 49) at most.
    assertEquals(6388, stack.getDisplayRangeMax(), 30);
    assertEquals("S1/DAPI blink r10 c20", stack.getTitle());
  }

  @Test
  void aSignedSliceKeepsZeroWithinTheCommonRange() throws Exception {
    ImagePlus stack = stack("difference", "post", "size", "30");
    assertTrue(stack.getDisplayRangeMin() < 0 && stack.getDisplayRangeMax() > 3000,
        stack.getDisplayRangeMin() + " to " + stack.getDisplayRangeMax());
  }

  @Test
  void theStackIsSavedWithBothItsSlices() throws Exception {
    Path file = output.resolve("blink.tif");
    stack("post", "pre_interior", "size", "30", "save_file", file.toFile());
    ImagePlus saved = IJ.openImage(file.toString());
    assertEquals(2, saved.getStackSize());
    assertEquals(50 + 2 * (10 * 80 + 20), saved.getStack().getProcessor(2).getf(0, 0));
  }

  @Test
  void aStackThatCannotBeSavedIsAFailure() throws Exception {
    String said = refused(BlinkComparison.class, "output_dir", output.toFile(), "sample", "S1", "dye", "DAPI", "row",
        "10", "col", "20", "size", "30", "save_file", output.resolve("no/such/folder/blink.tif").toFile());
    assertTrue(said.contains("cannot write") && said.contains("blink.tif"), said);
  }

  @Test
  void imagesOfTwoRunsThatDifferInSizeAreNotBlinked() throws Exception {
    write("S1/DAPI/tiff/02_icp_aligned_pre_pad7.tiff", new ImageSize(40, 25), 0, 1);
    String said = refused(BlinkComparison.class, "output_dir", output.toFile(), "sample", "S1", "dye", "DAPI", "row",
        "10", "col", "20", "size", "30", "image_b", "pre_icp");
    assertTrue(said.contains("The two images are of different sizes."), said);
    assertTrue(said.contains("01_padded_post_pad9.tiff and ") && said.contains("02_icp_aligned_pre_pad7.tiff"), said);
  }

  @Test
  void aRegionIsTheOutputAndIsSavedBesideTheTasksPictures() throws Exception {
    CommandModule module = run(ZoomAndInspect.class, "output_dir", output.toFile(), "sample", "S1", "dye", "DAPI",
        "row",
        "10", "col", "20", "size", "30", "image", "difference");
    ImagePlus region = (ImagePlus) module.getOutput("region");
    assertEquals(-2400 + 10 * 80 + 20, region.getProcessor().getf(0, 0));
    assertTrue(Files.exists(output.resolve("S1/DAPI/pipeline_output/zoom_difference_r10_c20_s30.png")));
  }

  @Test
  void inputsThatMakeNoSenseAreRefusedByTheirKeys() throws Exception {
    Map<String, String> wrong = Map.of("row", "-1", "col", "-1", "size", "8001", "sigma", "101", "image", "nothing");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Object[] inputs = {"output_dir", output.toFile(), "sample", "S1", "dye", "DAPI", "row", "10", "col", "20",
          one.getKey(), one.getValue()};
      String said = refused(ZoomAndInspect.class, inputs);
      assertTrue(said.contains(one.getKey()) && said.contains("'" + one.getValue() + "'"), said);
    }
    String fps = refused(BlinkComparison.class, "output_dir", output.toFile(), "sample", "S1", "dye", "DAPI", "row",
        "1",
        "col", "2", "fps", "0.05");
    assertTrue(fps.contains("fps"), fps);
    assertFalse(Files.exists(output.resolve("S1/DAPI/pipeline_output")), "nothing was made");
  }

  @Test
  void theDialogOffersTheTasksOfTheFolderAndNothingOfNone() throws Exception {
    try (CommandContext fiji = new CommandContext()) {
      assertEquals(List.of("S1", "S2"), news(fiji, output.toFile(), "S1").names().get("sample"));
      assertEquals(List.of("Cy5", "DAPI"), news(fiji, output.toFile(), "S1").names().get("dye"));
      assertEquals(List.of("Cy5", "DAPI", "GFP"), news(fiji, output.toFile(), "S").names().get("dye"));
      assertEquals(DialogNews.NONE, news(fiji, null, "S1"));
    }
  }

  private static DialogNews news(CommandContext fiji, File folder, String sample) throws Exception {
    ZoomAndInspect command = new ZoomAndInspect();
    fiji.context().inject(command);
    set(command, "output_dir", folder);
    set(command, "sample", sample);
    return command.news();
  }

  private static void set(TaskImageInputs command, String name, Object value) throws Exception {
    var field = TaskImageInputs.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(command, value);
  }

  @Test
  void emptyRegionsOfTissueAreShownWithoutARange() {
    ImagePlus flat = RegionImages.of("post", new io.github.exo2micro.image.FloatImage(5, 4), false);
    assertEquals(0, flat.getDisplayRangeMin());
    assertEquals(1, flat.getDisplayRangeMax());
    assertNull(flat.getOverlay());
    ImagePlus signed = RegionImages.of("difference", new io.github.exo2micro.image.FloatImage(5, 4), true);
    assertEquals(-1, signed.getDisplayRangeMin());
    assertEquals(1, ((FloatProcessor) signed.getProcessor()).getMax());
  }
}
