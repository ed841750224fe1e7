package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that libtiff and tifffile wrote (see make_fixtures.py beside them), against the formula of their pixels. */
class LibtiffFilesTest {

  private final TiffSource source = new TiffSource();

  static List<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(LibtiffFilesTest.class.getResource("/raw/rgb8-none-big.tif").toURI()).getParent();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(".tif")).sorted().toList();
    }
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return files().stream().filter(f -> f.endsWith(name)).findFirst().orElseThrow();
  }

  /** What make_fixtures.py puts into a channel. */
  private static double expected(String name, int x, int y, int channel) {
    int t = (4 * x + 3 * y + 80 * channel) % 510;
    int wave = t < 256 ? t : 510 - t;
    return name.contains("16") ? wave * 257 - wave / 7 : name.startsWith("float") ? wave * 0.375 - 20.25
        : name.contains("white") ? 255 - wave : wave;
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesThePixelsOfTheFormula(Path file) throws IOException {
    String name = file.getFileName().toString();
    // Quality 95: quantisation and, for YCbCr, chrominance at half the resolution.
    double largest = name.contains("ycbcr") ? 14 : name.contains("jpeg") ? 6 : 0;
    double average = name.contains("jpeg") ? 2 : 0;
    try (RawImage image = source.open(file)) {
      assertEquals(61, image.header().size().width());
      assertEquals(47, image.header().size().height());
      int channels = name.startsWith("rgb") ? 3 : 1;
      assertEquals(channels, image.header().colourChannels(), "an alpha channel is none of the colours");
      float[][] pixels = new float[channels][61 * 47];
      image.read(image.header().size().whole(), pixels);
      for (int c = 0; c < pixels.length; c++) {
        double sum = 0;
        for (int i = 0; i < 61 * 47; i++) {
          double off = Math.abs(expected(name, i % 61, i / 61, c) - pixels[c][i]);
          assertTrue(off <= largest, name + " channel " + c + " at " + i % 61 + "," + i / 61 + ": " + pixels[c][i]
              + " instead of " + expected(name, i % 61, i / 61, c));
          sum += off;
        }
        assertTrue(sum / (61 * 47) <= average, name + " is off by " + sum / (61 * 47) + " on average");
      }
    }
  }

  @Test
  void covers23KindsOfFile() throws IOException, URISyntaxException {
    assertEquals(23, files().size());
  }

  @Test
  void takesTheFirstPageAtFullResolutionAndSaysSo() throws IOException, URISyntaxException {
    RawHeader header = source.header(file("grey16-third-page-full.tif"));
    assertEquals("61 x 47 px, TIFF, 16-bit grey, uncompressed, strips, page 3 of 3", header.taken());
    assertEquals(List.of(), header.warnings());
  }

  @Test
  void namesTheFormat() throws IOException, URISyntaxException {
    assertEquals("BigTIFF, 8-bit RGB, Deflate, tiles of 32 x 16, planes apart, big-endian",
        source.header(file("rgb8-zip-planes-tiles-big-be.tif")).format());
    assertEquals("TIFF, 32-bit float grey, Deflate with predictor 3, strips",
        source.header(file("float-zip3-strips.tif")).format());
    assertEquals("TIFF, 8-bit RGB, JPEG, strips", source.header(file("rgb8-jpeg-ycbcr-strips.tif")).format());
    assertEquals("TIFF, 8-bit grey, uncompressed, strips, 0 is white: inverted",
        source.header(file("grey8-zero-is-white.tif")).format());
  }

  @Test
  void jpegTilesGiveTheSameBySmallRegions() throws IOException, URISyntaxException {
    try (RawImage image = source.open(file("rgb8-jpeg-ycbcr-strips.tif"))) {
      float[][] whole = new float[3][61 * 47];
      image.read(image.header().size().whole(), whole);
      float[][] part = new float[3][20 * 33];
      image.read(new Tile(30, 10, 20, 33), part);
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < part[c].length; i++) {
          assertEquals(whole[c][(10 + i / 20) * 61 + 30 + i % 20], part[c][i]);
        }
      }
    }
  }
}
