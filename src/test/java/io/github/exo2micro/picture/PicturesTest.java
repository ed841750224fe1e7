package io.github.exo2micro.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.Contours;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.picture.statistics.BrightnessScale;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.PairStatistics;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.picture.statistics.ResidualVector;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.picture.statistics.SignalFloor;
import io.github.exo2micro.subtraction.Moffat;
import io.github.exo2micro.subtraction.RatioFit;
import io.github.exo2micro.task.ScaleKind;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

  private static final PictureLabel LABEL = new PictureLabel("CD070", "DAPI");
  private static final List<ScaleLine> SCALES = List.of(new ScaleLine(ScaleKind.MOFFAT, 1.3),
      new ScaleLine(ScaleKind.percentile(99.1), 1.7), new ScaleLine(ScaleKind.MANUAL, 2));

  @BeforeAll
  static void drawsWithoutAScreen() {
    System.setProperty("java.awt.headless", "true");
    assertTrue(GraphicsEnvironment.isHeadless());
  }

  /** A disc with a pattern; brightness up to about 100 · gain, 0 outside. */
  private static FloatImage disc(int side, double gain, int shift) {
    FloatImage image = new FloatImage(side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double r = Math.hypot(x - shift - side / 2.0, y - side / 2.0);
        if (r < side / 3.0) {
          image.set(x, y, (float) Math.rint(gain * (20 + (x * 3 + y * 5) % 79)));
        }
      }
    }
    return image;
  }

  private static PairHistograms count(FloatImage post, FloatImage pre, double top) {
    PairStatistics statistics = new PairStatistics(0, 1, BrightnessScale.fine(top, true),
        BrightnessScale.coarse(top, true), SignalFloor.ZERO);
    statistics.accept(post.size().whole(), new float[][] {post.pixels(), pre.pixels()});
    return statistics.build();
  }

  private static Preview preview(FloatImage post, FloatImage pre) {
    PreviewBuilder builder = new PreviewBuilder(post.size(), 0, 1, SignalFloor.ZERO);
    builder.accept(post.size().whole(), new float[][] {post.pixels(), pre.pixels()});
    return builder.build();
  }

  private static RatioFit curve(double height) {
    int bins = 200;
    double[] counts = new double[bins];
    boolean[] fitted = new boolean[bins];
    double[] mirrored = new double[bins];
    Arrays.fill(mirrored, Double.NaN);
    double mu = Math.log10(1.3);
    for (int i = 0; i < bins; i++) {
      double u = (-1 + (i + 0.5) * 0.01 - mu) / 0.05;
      counts[i] = Math.rint(height * Math.pow(1 + u * u, -2.5));
      fitted[i] = u < 0.5;
      mirrored[i] = u > 0 && u < 3 ? counts[i] : Double.NaN;
    }
    return new RatioFit(-1, 0.01, counts, counts, fitted, mirrored, new Moffat(height, mu, 0.05, 2.5), true,
        12345, 8);
  }

  /** One of every kind, from a pair of discs of that size and brightness. */
  static List<Picture> all(PictureLabel label, int side, double gain, double height) {
    FloatImage post = disc(side, 1.3 * gain, 0);
    FloatImage pre = disc(side, gain, 0);
    FloatImage raw = disc(side, gain, side / 10);
    PairHistograms counts = count(post, pre, Math.max(255, 130 * gain));
    Preview preview = preview(post, pre);
    BrightnessScale fine = counts.fine();
    long[] rawPre = new long[fine.levels()];
    for (float v : raw.pixels()) {
      rawPre[fine.level(v)]++;
    }
    AlignmentView view = new AlignmentView(post, raw, post, raw, 4);
    Homography coarse = Homography.translation(side * 0.4, 1);
    List<CheckedPlace> places = CheckedPlace.choose(preview, post.size().whole(), Math.max(1, side / 10), 3).stream()
        .map(t -> new CheckedPlace(t, crop(post, t), crop(raw, t), crop(pre, t))).toList();
    List<ResidualVector> residuals = new ArrayList<>();
    for (int i = 0; i < Math.min(600, 40 * height); i++) {
      residuals.add(new ResidualVector(i, 2 * i, 0.01 * i, -0.02));
    }
    List<Picture> pictures = new ArrayList<>(List.of(new PrePostHeatmap(label, counts),
        new ExcessHeatmap(label, counts, SCALES), new PrePostHistograms(label, counts, fine, rawPre),
        new DifferenceHistogram(label, counts), new RatioHistogramPicture(label, curve(height), SCALES, "a note"),
        new RegistrationPicture(label, view, coarse, "accepted"),
        new FineAlignmentPicture(label, view, coarse, coarse, ""),
        new AlignmentChecker(label, post, raw, pre, 1, places, residuals, "rejected: too few matches"),
        new MemoryPicture(label.text(), List.of(new MemoryPicture.Sample(0, (long) (1e9 * height), 5, 7, "before"),
            new MemoryPicture.Sample(3, -1, 5, 7, ""))),
        new ComparePicture(label, "iblur", List.of(
            new ComparePicture.Variant(
                new ComparePicture.Figures("4", 1.3, OptionalDouble.of(0.05), true, Optional.of(0.5), 9,
                    "complete"),
                preview.difference(SCALES.get(0)), 2),
            new ComparePicture.Variant(
                new ComparePicture.Figures("8", 1.7, OptionalDouble.empty(), false, Optional.empty(),
                    9, "complete"),
                preview.difference(SCALES.get(1)), 2)),
            8)));
    for (ScaleLine line : SCALES) {
      pictures.add(DifferenceImagePicture.of(label, preview, line, counts, Optional.of(0.5)));
    }
    return pictures;
  }

  private static FloatImage crop(FloatImage image, Tile tile) {
    float[] pixels = new float[tile.area()];
    image.read(tile, pixels);
    return new FloatImage(tile.width(), tile.height(), pixels);
  }

  /** Rows of a CSV without remarks, as cells; the first is the header. */
  private static List<String[]> rows(Picture picture) {
    return picture.csv().lines().filter(l -> !l.startsWith("#")).map(l -> l.split(",", -1)).toList();
  }

  private static boolean hasColour(BufferedImage image, int rgb) {
    return Arrays.stream(pixels(image)).anyMatch(p -> (p & 0xffffff) == rgb);
  }

  @Test
  void drawsTheSameBytesTwice() throws IOException {
    List<Picture> once = all(LABEL, 120, 1, 1000);
    List<Picture> again = all(LABEL, 120, 1, 1000);
    for (int i = 0; i < once.size(); i++) {
      assertArrayEquals(pixels(once.get(i).draw()), pixels(again.get(i).draw()), once.get(i).name());
      assertEquals(once.get(i).csv(), again.get(i).csv());
    }
    assertArrayEquals(PictureFiles.png(once.get(0).draw()), PictureFiles.png(again.get(0).draw()));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void givesEachPictureItsNameFromTheSpecification() {
    Set<String> names = new HashSet<>();
    all(LABEL, 60, 1, 10).forEach(p -> names.add(p.name()));
    assertEquals(Set.of("registration", "fine_alignment", "pre_post_heatmap", "excess_heatmap", "pre_post_histograms",
        "difference_histogram", "ratio_histogram", "difference_image", "difference_image_percentile_p99.1",
        "difference_image_manual", "alignment_checker", "memory", "compare_iblur"), names);
  }

  /** The part of a page that is not white, its heading left out, 0 to 1. */
  private static double inked(BufferedImage page) {
    int[] pixels = pixels(page);
    int first = 120 * page.getWidth();
    return (double) Arrays.stream(pixels, first, pixels.length).filter(p -> (p & 0xffffff) != 0xffffff).count()
        / (pixels.length - first);
  }

  private static void assertPage(BufferedImage page, String name) {
    assertEquals(1440, page.getWidth(), name);
    assertTrue(page.getHeight() >= 600 && page.getHeight() <= 4000, name + " is " + page.getHeight() + " px high");
    assertTrue(hasColour(page, PictureStyle.INK.getRGB() & 0xffffff), name + " has no letters");
    for (int x = 0; x < page.getWidth(); x++) {
      assertEquals(0xffffff, page.getRGB(x, 0) & 0xffffff, name + " runs over the upper edge");
      assertEquals(0xffffff, page.getRGB(x, page.getHeight() - 1) & 0xffffff, name + " runs over the lower edge");
    }
  }

  /** Tiny and bright images are drawn as whole pages, and what they hold is on them. */
  @Test
  void drawsTinyImagesAndBrightOnesUnlikeEmptyOnes() {
    List<Picture> empty = all(LABEL, 40, 0, 0);
    for (List<Picture> full : List.of(all(LABEL, 40, 1, 10), all(LABEL, 40, 480, 1e6))) {
      for (int i = 0; i < full.size(); i++) {
        String name = full.get(i).name();
        BufferedImage page = full.get(i).draw();
        assertPage(page, name);
        assertTrue(inked(page) > 0.01, name + " is inked to " + inked(page));
        assertFalse(Arrays.equals(pixels(page), pixels(empty.get(i).draw())), name + " shows nothing of its data");
        // A comparison lists the figures of its variants, which are the same here.
        assertEquals(name.equals("compare_iblur"), full.get(i).csv().equals(empty.get(i).csv()), name + "'s list");
      }
    }
  }

  @Test
  void drawsWhatHoldsNothing() {
    for (Picture picture : all(LABEL, 40, 0, 0)) {
      assertPage(picture.draw(), picture.name());
      assertTrue(picture.csv().lines().anyMatch(l -> !l.startsWith("#")), picture.name() + " has no column names");
    }
    RatioFit failed = new RatioFit(0, 0.1, new double[3], new double[3], new boolean[3],
        new double[] {Double.NaN, Double.NaN, Double.NaN}, new Moffat(0, 0, 1, 1), false, 0, 1);
    assertPage(new RatioHistogramPicture(LABEL, failed, List.of(), "").draw(), "a failed fit");
    assertPage(new MemoryPicture("batch", List.of()).draw(), "no samples");
  }

  @Test
  void keepsLongNamesOnThePage() {
    String name = "CD070_a_sample_with_a_name_that_nobody_would_want_to_type_twice_".repeat(5);
    for (Picture picture : all(new PictureLabel(name, "SybrGld_microbe"), 60, 1, 10)) {
      BufferedImage image = picture.draw();
      for (int y = 0; y < 60; y++) {
        for (int x = image.getWidth() - 12; x < image.getWidth(); x++) {
          assertEquals(0xffffff, image.getRGB(x, y) & 0xffffff, picture.name() + ": the title reaches the edge");
        }
      }
    }
  }

  @Test
  void writesTheHeatMapsNumbersAsCounted() {
    FloatImage post = disc(90, 1.3, 0);
    FloatImage pre = disc(90, 1, 0);
    PairHistograms counts = count(post, pre, 255);
    long sum = 0;
    List<String[]> rows = rows(new PrePostHeatmap(LABEL, counts));
    assertArrayEquals(new String[] {"pre", "post", "pixels"}, rows.get(0));
    for (String[] row : rows.subList(1, rows.size())) {
      int q = Integer.parseInt(row[0]);
      int p = Integer.parseInt(row[1]);
      assertEquals(counts.joint()[p * counts.coarse().levels() + q], Long.parseLong(row[2]));
      sum += Long.parseLong(row[2]);
    }
    assertEquals(counts.pixels(), sum);
  }

  @Test
  void writesTheExcessAsGridMinusItsTranspose() {
    FloatImage post = disc(90, 1, 0);
    FloatImage pre = disc(90, 1, 3);
    PairHistograms counts = count(post, pre, 255);
    int levels = counts.coarse().levels();
    List<String[]> rows = rows(new ExcessHeatmap(LABEL, counts, SCALES));
    assertTrue(rows.size() > 10);
    for (String[] row : rows.subList(1, rows.size())) {
      int q = Integer.parseInt(row[0]);
      int p = Integer.parseInt(row[1]);
      assertTrue(p > q);
      assertEquals(counts.joint()[p * levels + q] - counts.joint()[q * levels + p], Long.parseLong(row[2]));
    }
  }

  @Test
  void writesHistogramsThatAddUp() {
    FloatImage post = disc(90, 1.3, 0);
    FloatImage pre = disc(90, 1, 5);
    PairHistograms counts = count(post, pre, 255);
    long[] difference = new long[3];
    for (String[] row : rows(new DifferenceHistogram(LABEL, counts)).stream().skip(1).toList()) {
      for (int i = 0; i < 3; i++) {
        difference[i] += Long.parseLong(row[i + 1]);
      }
    }
    assertArrayEquals(new long[] {counts.pixels(), counts.bothPixels(), counts.postOnlyPixels()}, difference);
    long sample = 0;
    for (String[] row : rows(new PrePostHistograms(LABEL, counts, counts.fine(), counts.pre())).stream().skip(1)
        .toList()) {
      sample += Long.parseLong(row[1]);
      assertEquals(row[2], row[3]);
    }
    assertEquals(counts.samplePixels(), sample);
  }

  @Test
  void writesTheScalesThatItDraws() {
    RatioHistogramPicture picture = new RatioHistogramPicture(LABEL, curve(1000), SCALES, "");
    for (ScaleLine scale : SCALES) {
      assertTrue(picture.csv().contains("# scale " + scale.kind() + ": "
          + (scale.scale() == 2 ? "2" : Double.toString(scale.scale())) + "\n"), picture.csv());
    }
    assertEquals("Moffat fit = 1.3", SCALES.get(0).text());
    assertEquals("percentile 99.1 = 1.7", SCALES.get(1).text());
    assertEquals("manual = 2", SCALES.get(2).text());
  }

  @Test
  void drawsScaleLinesInTheirColours() {
    List<Picture> pictures = all(LABEL, 90, 1, 1000);
    for (Picture picture : pictures) {
      if (picture instanceof ExcessHeatmap || picture instanceof RatioHistogramPicture) {
        BufferedImage image = picture.draw();
        assertTrue(hasColour(image, 0x00cc88), picture.name() + ": Moffat");
        assertTrue(hasColour(image, 0xff9933), picture.name() + ": percentile");
        assertTrue(hasColour(image, 0xff3366), picture.name() + ": manual");
      }
    }
  }

  /** The line of scale s through the middle of the map passes the pixel where post = s · pre. */
  @Test
  void drawsTheScaleLineWhereTheScaleIs() {
    PairHistograms empty = count(disc(40, 0, 0), disc(40, 0, 0), 255);
    JointGrid grid = new JointGrid(empty);
    Figure figure = Figure.single(HeatmapPage.HEIGHT);
    Axes axes = HeatmapPage.draw(figure, grid, grid.image((p, q) -> 0, ColourMap.MAGMA, 1),
        ColourBar.counts(ColourMap.MAGMA, 1, 10, ""));
    var line = HeatmapPage.line(axes, grid, new ScaleLine(ScaleKind.MOFFAT, 1.5, 2));
    double t = (axes.x(10) - line.getX1()) / (line.getX2() - line.getX1());
    assertEquals(axes.freeY(17), line.getY1() + t * (line.getY2() - line.getY1()), 1e-6);
  }

  @Test
  void fillsTheGapsOfCoarselyRecordedPost() {
    FloatImage post = new FloatImage(30, 30);
    FloatImage pre = new FloatImage(30, 30);
    for (int i = 0; i < 900; i++) {
      post.pixels()[i] = i % 10 * 3;
      pre.pixels()[i] = i % 25;
    }
    JointGrid grid = new JointGrid(count(post, pre, 255));
    assertEquals(32, grid.shown());
    for (int p = 0; p <= 27; p++) {
      int row = p;
      assertTrue(java.util.stream.IntStream.range(0, 25).anyMatch(q -> grid.count(row, q) > 0), "row " + p);
    }
  }

  @Test
  void findsTheResidualsMedianAndPercentile() {
    List<ResidualVector> vectors = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      vectors.add(new ResidualVector(i, i, 0.6 * i, 0.8 * i));
    }
    FloatImage image = disc(40, 1, 0);
    AlignmentChecker checker = new AlignmentChecker(LABEL, image, image, image, 1, List.of(), vectors, "");
    assertEquals(50, checker.quantile(50), 1e-4);
    assertEquals(95, checker.quantile(95), 1e-4);
    assertTrue(checker.csv().contains("# median residual, px: 50"), checker.csv().substring(0, 200));
  }

  @Test
  void theEdgesOfPiecesAreDrawnAndStandInTheTable() {
    FloatImage image = new FloatImage(200, 150);
    java.util.Arrays.fill(image.pixels(), 50);
    List<ResidualVector> some = List.of(new ResidualVector(50, 60, 0.1, 0), new ResidualVector(150, 60, 0, 0.1));
    List<java.awt.geom.Line2D> edge = List.of(new java.awt.geom.Line2D.Double(100, 0, 100, 149));
    AlignmentChecker torn = new AlignmentChecker(LABEL, image, image, image, 1, List.of(), some,
        new LocalFieldView(some, List.of(), edge, 2), List.of(), "");
    assertTrue(torn.csv().contains("# edge of a piece: x1 100.0 y1 0.0 x2 100.0 y2 149.0"), torn.csv());
    AlignmentChecker whole = new AlignmentChecker(LABEL, image, image, image, 1, List.of(), some,
        new LocalFieldView(some, List.of(), List.of(), 1), List.of(), "");
    assertTrue(magenta(torn) > 100 && magenta(whole) == 0, magenta(torn) + " px");
  }

  private static int magenta(AlignmentChecker checker) {
    java.awt.image.BufferedImage drawn = checker.draw();
    int n = 0;
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        n += (drawn.getRGB(x, y) & 0xffffff) == 0xff4dff ? 1 : 0;
      }
    }
    return n;
  }

  @Test
  void choosesPlacesApartInsideTheSample() {
    FloatImage image = disc(600, 1, 0);
    List<Tile> places = CheckedPlace.choose(preview(image, image), image.size().whole(), 60, 3);
    assertEquals(3, places.size());
    for (Tile a : places) {
      assertTrue(image.size().whole().contains(a));
      assertTrue(Math.hypot(a.x() + 30 - 300, a.y() + 30 - 300) < 230, a.toString());
      for (Tile b : places) {
        assertTrue(a == b || Math.hypot(a.x() - b.x(), a.y() - b.y()) >= 60);
      }
    }
  }

  @Test
  void aSmallSampleHasPlacesTooWhereTheyAreWiderThanAThirdOfIt() {
    FloatImage image = disc(150, 1, 0);
    List<Tile> places = CheckedPlace.choose(preview(image, image), image.size().whole(), 60, 3);
    assertFalse(places.isEmpty());
  }

  @Test
  void warpsBoundariesIntoPostsPlace() {
    FloatImage post = disc(200, 1, 0);
    FloatImage raw = disc(200, 1, 20);
    AlignmentView view = new AlignmentView(post, raw, post, raw, 4);
    Homography warp = Homography.translation(80, 0);
    double[] before = extent(view.preContours());
    double[] after = extent(view.preContours(warp));
    double[] wanted = extent(view.postContours());
    assertEquals(wanted[0] + 20, before[0], 0.1, "the pattern at the rim is not the same");
    assertEquals(before[0] - 20, after[0], 1e-9);
    assertEquals(wanted[1], after[1], 0.1);
    assertEquals(raw.at(120, 100), view.pre(warp).at(100, 100), 1e-3);
  }

  private static double[] extent(Contours contours) {
    return new double[] {
        IntStream.range(0, contours.count()).mapToDouble(i -> contours.end(i, 0)).min().orElseThrow(),
        IntStream.range(0, contours.count()).mapToDouble(i -> contours.end(i, 0)).max().orElseThrow()};
  }

  @Test
  void storesPictureAndNumbersWholeOrNotAtAll(@TempDir Path directory) throws IOException {
    Path output = directory.resolve("pipeline_output");
    PictureFiles files = new PictureFiles(output, "_pad500");
    Picture picture = new MemoryPicture("batch", List.of());
    Path png = files.store(picture);
    files.store(picture);
    assertEquals(output.resolve("memory_pad500.png"), png);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(png)));
    assertEquals(picture.draw().getWidth(), read.getWidth());
    assertEquals(picture.csv(), Files.readString(files.numbers("memory")));
    try (Stream<Path> left = Files.list(output)) {
      assertEquals(2, left.count());
    }
  }

  @Test
  void writesPngsThatOthersReadWithTheirResolution() throws IOException {
    BufferedImage image = new BufferedImage(61, 37, BufferedImage.TYPE_INT_RGB);
    java.util.Random random = new java.util.Random(4);
    for (int y = 0; y < 37; y++) {
      for (int x = 0; x < 61; x++) {
        image.setRGB(x, y, y < 10 ? 0xffffff : y < 20 ? random.nextInt() : 0x102030 + 0x010101 * x + y);
      }
    }
    byte[] png = PictureFiles.png(image);
    assertArrayEquals(pixels(image), Arrays.stream(pixels(ImageIO.read(new ByteArrayInputStream(png))))
        .map(p -> p | 0xff000000).toArray());
    var reader = ImageIO.getImageReadersByFormatName("png").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
    var size = (javax.imageio.metadata.IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
    var pixel = (org.w3c.dom.Element) size.getElementsByTagName("HorizontalPixelSize").item(0);
    assertEquals(25.4 / 216, Double.parseDouble(pixel.getAttribute("value")), 1e-4);
  }

  private static boolean hasLines(FloatImage boundary) {
    FloatImage image = disc(200, 1, 0);
    BufferedImage drawn = new RegistrationPicture(new PictureLabel("S", "D"),
        new AlignmentView(image, image, boundary, boundary, 4), Homography.identity(), "").draw();
    int line = PictureStyle.POST_OUTLINE.getRGB();
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        if (drawn.getRGB(x, y) == line) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aRegistrationWithoutBoundariesHasNoLinesInItsLegend() {
    assertTrue(hasLines(disc(200, 1, 0)));
    assertFalse(hasLines(new FloatImage(200, 200)));
  }
}
