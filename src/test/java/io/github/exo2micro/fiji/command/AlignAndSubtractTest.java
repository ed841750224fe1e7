package io.github.exo2micro.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

/** Two images that are open, and no folder. */
class AlignAndSubtractTest {

  private static final int WIDTH = 430;
  private static final int HEIGHT = 390;
  private static final int SHIFT_X = 9;
  private static final int SHIFT_Y = -6;
  private static final double SCALE = 1.3;
  private static final int SPOT_X = 200;
  private static final int SPOT_Y = 180;

  private static CommandContext fiji;

  @BeforeAll
  static void open() {
    fiji = new CommandContext();
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  /** Tissue with grain in an ellipse; of a formula, so that a shifted one has the very same values. */
  private static FloatProcessor tissue(double shiftX, double shiftY, double factor) {
    Random random = new Random(4);
    List<double[]> grains = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      grains.add(new double[] {random.nextDouble() * WIDTH, random.nextDouble() * HEIGHT, 1.5 + 3 * random.nextDouble(),
          30 + 90 * random.nextDouble()});
    }
    FloatProcessor image = new FloatProcessor(WIDTH, HEIGHT);
    for (double[] grain : grains) {
      double x = grain[0] + shiftX;
      double y = grain[1] + shiftY;
      if (Math.hypot((grain[0] - 215) / 150, (grain[1] - 195) / 130) > 1) {
        continue;
      }
      int reach = (int) (4 * grain[2]);
      for (int row = Math.max(0, (int) y - reach); row <= Math.min(HEIGHT - 1, (int) y + reach); row++) {
        for (int col = Math.max(0, (int) x - reach); col <= Math.min(WIDTH - 1, (int) x + reach); col++) {
          double d = ((col - x) * (col - x) + (row - y) * (row - y)) / (2 * grain[2] * grain[2]);
          image.setf(col, row, (float) (image.getf(col, row) + factor * grain[3] * Math.exp(-d)));
        }
      }
    }
    return image;
  }

  private static ImagePlus pre() {
    return new ImagePlus("before stain", new ShortProcessor(WIDTH, HEIGHT, tissue16(SHIFT_X, SHIFT_Y, 10), null));
  }

  private static short[] tissue16(double shiftX, double shiftY, double factor) {
    float[] values = (float[]) tissue(shiftX, shiftY, factor).getPixels();
    short[] pixels = new short[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) Math.round(values[i]);
    }
    return pixels;
  }

  private static ImagePlus post() {
    ImageProcessor pixels = new ShortProcessor(WIDTH, HEIGHT, tissue16(0, 0, 10 * SCALE), null);
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        pixels.set(SPOT_X + dx, SPOT_Y + dy, pixels.get(SPOT_X + dx, SPOT_Y + dy) + 20_000);
      }
    }
    ImagePlus image = new ImagePlus("stained", pixels);
    Calibration calibration = new Calibration();
    calibration.pixelWidth = 0.5;
    calibration.pixelHeight = 0.5;
    calibration.setUnit("um");
    image.setCalibration(calibration);
    return image;
  }

  private static CommandModule run(Object... inputs) throws Exception {
    return fiji.run(AlignAndSubtract.class, inputs);
  }

  private static ImagePlus image(CommandModule module, String name) {
    return (ImagePlus) module.getOutput(name);
  }

  @Test
  void twoOpenImagesGiveTheAlignedOneTheDifferenceAndTheFigures() throws Exception {
    ImagePlus pre = pre();
    ImagePlus post = post();
    CommandModule module = run("pre", pre, "post", post);
    assertFalse(module.isCanceled(), module.getCancelReason());
    ImageProcessor difference = image(module, "difference").getProcessor();
    assertEquals(WIDTH, difference.getWidth());
    assertEquals(HEIGHT, difference.getHeight());
    assertTrue(difference.getf(SPOT_X, SPOT_Y) > 15_000, "the spot is " + difference.getf(SPOT_X, SPOT_Y));
    assertEquals(post.getProcessor().get(260, 200) / SCALE, image(module, "aligned").getProcessor().getf(260, 200),
        0.12 * post.getProcessor().get(260, 200));
    assertEquals(0.5, image(module, "difference").getCalibration().pixelWidth);
    assertEquals("\u00b5m", image(module, "difference").getCalibration().getUnit());
    ResultsTable table = (ResultsTable) module.getOutput("table");
    assertEquals(SCALE, table.getValue("scale_moffat", 0), 0.05);
    assertEquals(60, table.getValue("padding_px", 0));
    assertTrue(table.getStringValue("padding", 0).startsWith("from the sizes"), table.getStringValue("padding", 0));
  }

  @Test
  void onlyTheSelectedPartIsUsedAndKnowsWhereItLies() throws Exception {
    ImagePlus pre = pre();
    ImagePlus post = post();
    post.setRoi(40, 30, 350, 330);
    CommandModule module = run("pre", pre, "post", post, "pad", "90");
    ImagePlus difference = image(module, "difference");
    assertEquals(350, difference.getWidth());
    assertEquals(-40, difference.getCalibration().xOrigin);
    assertTrue(difference.getProcessor().getf(SPOT_X - 40, SPOT_Y - 30) > 15_000);
    assertEquals(430, image(run("pre", pre, "post", post, "use_selection", "false"), "difference").getWidth());
  }

  /** Shifted by 120 px, pre lies 60 px beyond the 60 px that the sizes alone would give. */
  @Test
  void theCoarseAlignmentGetsThePaddingThatItNeeds() throws Exception {
    ImagePlus pre = new ImagePlus("shifted", new ShortProcessor(WIDTH, HEIGHT, tissue16(-60, 0, 10), null));
    ImagePlus post = new ImagePlus("stained", new ShortProcessor(WIDTH, HEIGHT, tissue16(60, 0, 10 * SCALE), null));
    CommandModule module = run("pre", pre, "post", post);
    assertFalse(module.isCanceled(), module.getCancelReason());
    ResultsTable table = (ResultsTable) module.getOutput("table");
    assertEquals(120, table.getValue("padding_px", 0), 10);
    assertTrue(table.getStringValue("padding", 0).contains("needs more than the 60 px"),
        table.getStringValue("padding", 0));
    table = (ResultsTable) run("pre", pre, "post", post, "pad", "75").getOutput("table");
    assertEquals(75, table.getValue("padding_px", 0));
    assertEquals("as given", table.getStringValue("padding", 0));
  }

  @Test
  void aWindowShowsTheFiguresOneBelowTheOther() {
    ResultsTable row = new ResultsTable();
    row.addRow();
    row.addValue("status", "complete");
    row.addValue("padding_px", 60);
    ResultsTable shown = AlignAndSubtract.upright(row);
    assertEquals(2, shown.size());
    assertEquals("status", shown.getStringValue("figure", 0));
    assertEquals("complete", shown.getStringValue("value", 0));
    assertEquals("padding_px", shown.getStringValue("figure", 1));
  }

  /** Of a pair whose background is even, too: whatever becomes of the local scale, there is a difference. */
  @Test
  void aLocalScaleThatCannotBeMadeStillGivesADifference() throws Exception {
    CommandModule module = run("pre", pre(), "post", post(), "scale", "local");
    assertFalse(module.isCanceled(), module.getCancelReason());
    assertTrue(image(module, "difference").getProcessor().getf(SPOT_X, SPOT_Y) > 15_000);
  }

  /** The factor between the depths is a part of the scale. */
  @Test
  void imagesOfDifferentBitDepthsAndAScaleByHandAreUsed() throws Exception {
    ImagePlus pre = new ImagePlus("8 bits", new ByteProcessor(WIDTH, HEIGHT));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      pre.getProcessor().set(i, (int) Math.min(255, tissue8[i]));
    }
    CommandModule module = run("pre", pre, "post", post(), "scale", "13");
    ResultsTable table = (ResultsTable) module.getOutput("table");
    assertEquals(13, table.getValue("scale_manual", 0));
    assertTrue(table.getStringValue("pre", 0).contains("8-bit"), table.getStringValue("pre", 0));
    float expected = post().getProcessor().getf(260, 200) - 13 * image(module, "aligned").getProcessor().getf(260, 200);
    assertEquals(expected, image(module, "difference").getProcessor().getf(260, 200), 40);
  }

  private static final float[] tissue8 = (float[]) tissue(SHIFT_X, SHIFT_Y, 1).getPixels();

  private static void assertRefuses(String expected, Object... inputs) throws Exception {
    CommandModule module = run(inputs);
    assertTrue(module.isCanceled(), expected);
    assertTrue(module.getCancelReason().contains(expected), module.getCancelReason());
  }

  @Test
  void whatIsNoPairIsRefusedInWords() throws Exception {
    ImagePlus one = post();
    assertRefuses("No pre-stain image", "post", one);
    assertRefuses("No post-stain image", "pre", one);
    ImagePlus empty = new ImagePlus();
    empty.setTitle("nobody");
    assertRefuses("no open image 'nobody'", "pre", empty, "post", one);
    assertRefuses("same image", "pre", one, "post", one);
    ImageStack slices = new ImageStack(WIDTH, HEIGHT);
    slices.addSlice(one.getProcessor());
    slices.addSlice(one.getProcessor().duplicate());
    assertRefuses("is a stack", "pre", new ImagePlus("two", slices), "post", one);
    ImageStack colours = new ImageStack(WIDTH, HEIGHT);
    colours.addSlice(one.getProcessor().convertToRGB());
    colours.addSlice(one.getProcessor().convertToRGB());
    assertRefuses("is a stack", "pre", new ImagePlus("colours", colours), "post", one);
    assertRefuses("scale", "pre", pre(), "post", one, "scale", "much");
    assertRefuses("offsets", "pre", pre(), "post", one, "offsets", "1 and 2");
    assertRefuses("model", "pre", pre(), "post", one, "model", "bent");
  }

  @Test
  void imagesThatShareNothingAreRefusedAndLeaveNoFiles() throws Exception {
    Random random = new Random(2);
    FloatProcessor noise = new FloatProcessor(WIDTH, HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      noise.setf(i, (float) (100 + 10 * random.nextGaussian()));
    }
    long before = leftOver();
    CommandModule module = run("pre", new ImagePlus("noise", noise), "post", post());
    assertTrue(module.isCanceled(), "noise was aligned");
    assertTrue(module.getCancelReason().startsWith("'noise' and 'stained' do not match"), module.getCancelReason());
    assertFalse(module.getCancelReason().contains("raw file"), module.getCancelReason());
    assertEquals(before, leftOver());
  }

  private static long leftOver() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(p -> p.getFileName().toString().startsWith("exo2micro")).count();
    }
  }
}
