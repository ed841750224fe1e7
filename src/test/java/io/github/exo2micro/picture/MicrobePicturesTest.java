package io.github.exo2micro.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.microbes.list.MicrobePlaces;
import io.github.exo2micro.picture.chart.PictureLabel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of microbes and of regions at full resolution: what they show and what they list. */
class MicrobePicturesTest {

  private static final PictureLabel LABEL = new PictureLabel("CD070", "SybrGld");
  private static final int REDUCTION = 4;
  private static final Optional<PixelSize> PIXEL = Optional.of(new PixelSize(0.5, 0.5));
  private static final int GREEN = 0x39d353;

  /** 128 × 96 px of preview, tissue but for a border of 16 px. */
  private static FloatImage difference() {
    FloatImage image = new FloatImage(128, 96);
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 128; x++) {
        boolean tissue = x >= 16 && x < 112 && y >= 16 && y < 80;
        image.set(x, y, tissue ? (x * 5 + y * 3) % 11 - 5 : Float.NaN);
      }
    }
    return image;
  }

  private static MicrobeMap map(Optional<PixelSize> pixel, double[]... places) {
    MicrobePlaces held = new MicrobePlaces();
    for (double[] p : places) {
      held.take(new Microbe(1, p[0], p[1], 9, 5, 9, 40, 1, 8, 100, 50, false, null));
    }
    return new MicrobeMap(LABEL, difference(), REDUCTION, held, new MicrobeSummary(places.length, 1,
        96L * 64 * 16, pixel.map(PixelSize::area).orElse(0.0), 5, 7, "difference"), pixel);
  }

  private static double[][] cluster(int count, double x, double y) {
    double[][] places = new double[count][];
    for (int i = 0; i < count; i++) {
      places[i] = new double[] {x + i % 40 * 2, y + i / 40 * 0.5};
    }
    return places;
  }

  private static List<double[]> rows(String csv) {
    return csv.lines().filter(l -> !l.startsWith("#")).skip(1)
        .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray()).toList();
  }

  private static long count(BufferedImage page, int rgb) {
    return Arrays.stream(page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth()))
        .filter(p -> (p & 0xffffff) == rgb).count();
  }

  @Test
  void everyMicrobeIsCountedInTheSquareInWhichItLies() {
    MicrobeMap map = map(PIXEL, new double[] {100, 120}, new double[] {101, 121}, new double[] {400, 300});
    List<double[]> squares = rows(new MicrobeDensityPicture(map).csv());
    assertEquals(3, squares.stream().mapToDouble(s -> s[2]).sum());
    for (double[] s : squares) {
      double half = 12 / 2.0 + 0.5;
      boolean both = Math.abs(s[0] - 100) < half && Math.abs(s[1] - 120) < half;
      boolean one = Math.abs(s[0] - 400) < half && Math.abs(s[1] - 300) < half;
      if (s[2] > 0) {
        assertTrue(both || one, Arrays.toString(s));
        assertEquals(both ? 2 : 1, s[2]);
      }
    }
    assertEquals(96.0 * 64 * 16, squares.stream().mapToDouble(s -> s[3]).sum(), "tissue, px of the frame");
  }

  @Test
  void densityIsPerAreaOfTissueInTheUnitThatIsKnown() {
    double[] place = {200, 200};
    double[] known = rows(new MicrobeDensityPicture(map(PIXEL, place)).csv()).stream().filter(s -> s[2] > 0)
        .findFirst().orElseThrow();
    assertEquals(1 / (known[3] * 0.25e-6), known[4], 1e-3);
    double[] unknown = rows(new MicrobeDensityPicture(map(Optional.empty(), place)).csv()).stream()
        .filter(s -> s[2] > 0).findFirst().orElseThrow();
    assertEquals(1e6 / unknown[3], unknown[4], 1e-3);
    assertTrue(new MicrobeDensityPicture(map(Optional.empty(), place)).csv().contains("per million px of tissue"));
  }

  @Test
  void densityIsDrawnAlsoWhereNothingWasFound() {
    BufferedImage none = new MicrobeDensityPicture(map(PIXEL)).draw();
    BufferedImage some = new MicrobeDensityPicture(map(PIXEL, cluster(200, 300, 200))).draw();
    assertEquals(none.getWidth(), some.getWidth());
    assertFalse(Arrays.equals(none.getRGB(0, 200, 1000, 500, null, 0, 1000),
        some.getRGB(0, 200, 1000, 500, null, 0, 1000)));
  }

  @Test
  void everyMicrobeHasAGreenRingAndManyAreDots() {
    assertEquals(0, count(new MicrobePicture(map(PIXEL)).draw(), GREEN));
    long ring = count(new MicrobePicture(map(PIXEL, new double[] {250, 200})).draw(), GREEN);
    assertTrue(ring > 0, "no ring");
    BufferedImage dots = new MicrobePicture(map(PIXEL, cluster(3200, 200, 150))).draw();
    assertTrue(count(dots, GREEN) > ring, "no dots");
  }

  /** Where a picture with one microbe differs from one without: the middle of its ring, px of the page. */
  private static double[] ringAt(double column, double row) {
    BufferedImage page = new MicrobePicture(map(PIXEL, new double[] {column, row})).draw();
    BufferedImage bare = new MicrobePicture(map(PIXEL)).draw();
    double[] sum = new double[3];
    // Below the heading, which counts the microbes.
    for (int v = 150; v < page.getHeight() - 60; v++) {
      for (int u = 0; u < page.getWidth(); u++) {
        if (page.getRGB(u, v) != bare.getRGB(u, v)) {
          sum[0] += u;
          sum[1] += v;
          sum[2]++;
        }
      }
    }
    assertTrue(sum[2] > 20 && sum[2] < 2000, sum[2] + " px differ");
    return new double[] {sum[0] / sum[2], sum[1] / sum[2]};
  }

  @Test
  void aRingIsRoundItsMicrobe() {
    double[] middle = ringAt(256, 192);
    double[] right = ringAt(256 + 80, 192);
    double[] below = ringAt(256, 192 + 80);
    double[] left = ringAt(256 - 80, 192);
    assertEquals(middle[0] - left[0], right[0] - middle[0], 1);
    assertEquals(right[0] - middle[0], below[1] - middle[1], 1, "pixels are square");
    assertEquals(middle[1], right[1], 1);
    assertEquals(middle[0], below[0], 1);
    assertTrue(right[0] - middle[0] > 100, "80 of 384 px of tissue");
  }

  @Test
  void theListNamesItsSearchAndLeavesUnknownAreasEmpty() {
    String known = new MicrobePicture(map(PIXEL, cluster(4, 100, 100))).csv();
    String[] names = known.lines().filter(l -> !l.startsWith("#")).findFirst().orElseThrow().split(",");
    String[] values = known.lines().reduce((a, b) -> b).orElseThrow().split(",", -1);
    assertEquals(names.length, values.length);
    assertEquals("4", values[0]);
    assertEquals("0.25", values[2], "one of four is expected by chance");
    assertEquals("difference", values[names.length - 1]);
    String[] unknown = new MicrobePicture(map(Optional.empty(), cluster(4, 100, 100))).csv().lines()
        .reduce((a, b) -> b).orElseThrow().split(",", -1);
    assertEquals("", unknown[4]);
    assertEquals("", unknown[5]);
  }

  @Test
  void countsAreWordsForPeople() {
    assertEquals("1 microbe, 1 expected by chance", map(PIXEL, new double[] {1, 1}).counts());
    assertEquals("3\u202f200 microbes, 1 expected by chance", map(PIXEL, cluster(3200, 0, 0)).counts());
    assertTrue(map(PIXEL, cluster(4, 0, 0)).density().endsWith(" per mm² of tissue"));
    assertTrue(map(Optional.empty(), cluster(4, 0, 0)).density().endsWith(" per million px of tissue"));
  }

  private static FloatImage crop() {
    FloatImage crop = new FloatImage(60, 40);
    for (int i = 0; i < crop.pixels().length; i++) {
      crop.pixels()[i] = i % 60 - 29.5f;
    }
    return crop;
  }

  @Test
  void signedImagesHaveColoursEvenAboutZeroAndOthersBeginAtBlack() {
    double[] signed = ZoomPicture.range(crop(), true);
    assertEquals(-signed[1], signed[0]);
    assertEquals(29.5, signed[1], 0.6);
    double[] unsigned = ZoomPicture.range(crop(), false);
    assertEquals(0, unsigned[0]);
    assertEquals(29.5, unsigned[1], 0.6);
    assertArrayEquals(new double[] {-1, 1}, ZoomPicture.range(new FloatImage(3, 3), true));
    assertArrayEquals(new double[] {0, 1}, ZoomPicture.range(new FloatImage(3, 3), false));
    assertTrue(ZoomPicture.isSigned("difference_percentile_p50") && !ZoomPicture.isSigned("pre_interior"));
  }

  @Test
  void whatHasNoValueIsGreyInNoMap() {
    FloatImage holes = crop();
    for (int y = 10; y < 20; y++) {
      for (int x = 10; x < 30; x++) {
        holes.set(x, y, Float.NaN);
      }
    }
    ZoomRegion region = new ZoomRegion(0, 0, 60, 0);
    long grey = count(new ZoomPicture(LABEL, "difference", region, holes, Optional.empty()).draw(),
        ZoomPicture.NO_VALUE);
    long without = count(new ZoomPicture(LABEL, "difference", region, crop(), Optional.empty()).draw(),
        ZoomPicture.NO_VALUE);
    assertTrue(grey > without + 1000, grey + " px");
    for (int colour : ZoomPicture.signedColours()) {
      assertFalse(colour == ZoomPicture.NO_VALUE);
    }
  }

  @Test
  void aSavedRegionIsOneFileUnderItsName(@TempDir Path folder) throws IOException {
    ZoomRegion region = new ZoomRegion(120, 80, 60, 1.5);
    ZoomPicture picture = new ZoomPicture(LABEL, "difference", region, crop(), PIXEL);
    Path file = picture.save(folder.resolve("views"));
    assertEquals(picture.name() + ".png", file.getFileName().toString());
    assertEquals(picture.draw().getHeight(), ImageIO.read(file.toFile()).getHeight());
    try (var files = Files.list(folder.resolve("views"))) {
      assertEquals(1, files.count(), "no numbers beside a view");
    }
  }
}
