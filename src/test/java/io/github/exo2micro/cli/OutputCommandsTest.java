package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.TiffSource;
import io.github.exo2micro.tiff.plane.Float32TiffPlane;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** export, transforms and apply on a pair with a known warp, whose pre image is larger than its post image. */
class OutputCommandsTest {

  private static final int PAD = 60;
  private static final ImageSize POST = new ImageSize(460, 430);

  @TempDir
  static Path directory;

  private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
  private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();

  private static String log;

  private static int run(String... args) {
    OUT.reset();
    ERR.reset();
    return CommandLineProgram.run(() -> new Engine(Hosts.embedded()), new PrintStream(OUT, true,
        StandardCharsets.UTF_8), new PrintStream(ERR, true, StandardCharsets.UTF_8), args);
  }

  private static String err() {
    return ERR.toString(StandardCharsets.UTF_8);
  }

  private static String processed() {
    return directory.resolve("processed").toString();
  }

  private static Path tiff(String name) {
    return directory.resolve("processed/Demo02/DAPI/tiff").resolve(name);
  }

  /** The files say that pre's pixels are half as large as post's, which is not so. */
  @BeforeAll
  static void makeAPair() throws IOException {
    assertEquals(0, run("demo", directory.toString(), "--size", POST.width() + "x" + POST.height(), "--data-only"));
    measured("Demo02_PreStain_DAPI.tif", new PixelSize(0.25, 0.25));
    measured("Demo02_PostStain_DAPI.tif", new PixelSize(0.5, 0.5));
    assertEquals(0, run("run", "Demo02", "DAPI", "--raw-dir", directory.resolve("measured").toString(), "--output-dir",
        processed(), "--pad", "" + PAD, "--no-pictures"), err());
    log = err();
  }

  /** The light of a demo image, which is in the green channel, in a file that says how large a pixel is. */
  private static void measured(String name, PixelSize pixel) throws IOException {
    try (RawImage image = new TiffSource().open(directory.resolve("raw/Demo02").resolve(name));
        Float32TiffWriter writer = new Float32TiffWriter(directory.resolve("measured/Demo02").resolve(name),
            image.header().size(), Optional.of(pixel))) {
      Tile whole = image.header().size().whole();
      float[] pixels = new float[whole.area()];
      image.readChannel(1, whole, pixels);
      writer.append(pixels, whole.height());
      writer.commit();
    }
  }

  @Test
  void pixelSizesThatContradictTheWarpAreSaid() {
    assertTrue(log.contains("The pixel sizes contradict the images: post says 0.5000 µm and pre 0.2500 µm"), log);
  }

  @Test
  void microbesHavePlacesAndAreasInMicrometresOfPost() throws IOException {
    List<String> lines = Files
        .readAllLines(directory.resolve("processed/Demo02/DAPI/microbes/microbes_pad60.csv"));
    assertTrue(lines.size() > 3, lines.toString());
    List<String> columns = List.of(lines.get(0).split(","));
    for (String line : lines.subList(1, lines.size())) {
      double[] v = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      assertEquals(0.5 * v[columns.indexOf("x_px")], v[columns.indexOf("x_um")], 0.001, line);
      assertEquals(0.25 * v[columns.indexOf("area_px")], v[columns.indexOf("area_um2")], 0.001, line);
    }
  }

  private static int export(String... more) {
    return run(Stream.concat(Stream.of("export", "Demo02", "DAPI", "--output-dir", processed()), Arrays.stream(more))
        .toArray(String[]::new));
  }

  private static float[] pixels(Path file, ImageChoice choice) throws IOException {
    try (RawImage read = new TiffSource().open(file, choice)) {
      assertEquals(POST, read.header().size());
      float[] pixels = new float[POST.width() * POST.height()];
      read.readChannel(0, POST.whole(), pixels);
      return pixels;
    }
  }

  private static float[] checkpoint(String name) throws IOException {
    try (Float32TiffPlane plane = new Float32TiffPlane(tiff(name))) {
      float[] pixels = new float[POST.width() * POST.height()];
      plane.read(new Tile(PAD, PAD, POST.width(), POST.height()), pixels);
      return pixels;
    }
  }

  @Test
  void anExportHasThePixelsOfRawPostAlsoWherePreIsLarger() throws IOException {
    Path file = directory.resolve("difference.ome.tiff");
    assertEquals(0, export("--out", file.toString(), "--json"), err());
    assertEquals(file.toString(), JsonParser.parseString(OUT.toString(StandardCharsets.UTF_8)).getAsJsonObject()
        .get("file").getAsString());
    assertArrayEquals(checkpoint("04_difference_difference_pad60.tiff"), pixels(file, ImageChoice.LARGEST));
    assertEquals(new PixelSize(0.5, 0.5), new TiffSource().header(file).pixel().orElseThrow());
    Path zarr = directory.resolve("post.ome.zarr");
    assertEquals(0, export("--image", "post", "--format", "ome-zarr", "--bits", "16", "--out", zarr.toString()), err());
    JsonObject array = JsonParser.parseString(Files.readString(zarr.resolve("0/.zarray"))).getAsJsonObject();
    assertEquals("[430,460]", array.get("shape").toString());
    assertEquals("<u2", array.get("dtype").getAsString());
  }

  @Test
  void anExportRefusesWhatItCannotDo() throws IOException {
    Path there = Files.writeString(directory.resolve("there"), "mine");
    assertEquals(1, export("--out", there.toString()));
    assertTrue(err().contains("exists already"), err());
    assertEquals("mine", Files.readString(there));
    assertEquals(2, export("--out", directory.resolve("x").toString(), "--image", "pre"));
    assertTrue(err().contains("no image 'pre'"), err());
    assertEquals(2, export("--out", directory.resolve("x").toString(), "--format", "png"));
    assertEquals(2, export("--out", directory.resolve("x").toString(), "--bits", "8"));
    assertEquals(2, export());
    assertEquals(1, run("export", "Nobody", "DAPI", "--output-dir", processed(), "--out", "x"));
    assertTrue(err().contains("Nobody"), err());
    assertTrue(Files.notExists(directory.resolve("x")));
  }

  @Test
  void transformsLeadWhereTheTruthLeads() throws IOException {
    Path folder = directory.resolve("transforms");
    assertEquals(0, run("transforms", "Demo02", "DAPI", "--output-dir", processed(), "--out", folder.toString()),
        err());
    JsonArray truth = JsonParser.parseString(Files.readString(directory.resolve("truth/Demo02_DAPI_truth.json")))
        .getAsJsonObject().getAsJsonArray("matrix_post_to_pre");
    JsonObject found = JsonParser.parseString(Files.readString(folder.resolve("transform.json"))).getAsJsonObject();
    List<Double> qupath = found.getAsJsonArray("qupath").asList().stream().map(e -> e.getAsDouble()).toList();
    List<Double> itk = Arrays.stream(Files.readString(folder.resolve("transform_itk.tfm")).split("\n"))
        .filter(l -> l.startsWith("Parameters:")).flatMap(l -> Arrays.stream(l.substring(11).strip().split(" ")))
        .map(Double::valueOf).toList();
    for (double[] p : new double[][] {{10, 10}, {450, 20}, {230, 215}, {30, 420}, {440, 400}}) {
      double[] wanted = map(truth, p[0], p[1]);
      assertNear(wanted, map(found.getAsJsonArray("matrix"), p[0], p[1]), "matrix");
      assertNear(wanted, new double[] {itk.get(0) * p[0] + itk.get(1) * p[1] + itk.get(4),
          itk.get(2) * p[0] + itk.get(3) * p[1] + itk.get(5)}, "ITK");
      // In QuPath the centre of pixel (0, 0) lies at (0.5, 0.5).
      double x = p[0] + 0.5;
      double y = p[1] + 0.5;
      assertNear(wanted, new double[] {qupath.get(0) * x + qupath.get(1) * y + qupath.get(2) - 0.5,
          qupath.get(3) * x + qupath.get(4) * y + qupath.get(5) - 0.5}, "QuPath");
    }
    List<String> grid = Files.readAllLines(folder.resolve("transform_grid.csv"));
    assertEquals("post_x,post_y,pre_x,pre_y", grid.get(0));
    assertEquals(1 + 33 * 33, grid.size());
    double[] last = Arrays.stream(grid.get(33 * 33).split(",")).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(new double[] {459, 429}, Arrays.copyOf(last, 2), 1e-3, "the last pixel of raw post");
    assertNear(map(truth, last[0], last[1]), Arrays.copyOfRange(last, 2, 4), "grid");
  }

  private static double[] map(JsonArray m, double x, double y) {
    double[] r = new double[3];
    for (int i = 0; i < 3; i++) {
      JsonArray row = m.get(i).getAsJsonArray();
      r[i] = row.get(0).getAsDouble() * x + row.get(1).getAsDouble() * y + row.get(2).getAsDouble();
    }
    return new double[] {r[0] / r[2], r[1] / r[2]};
  }

  private static void assertNear(double[] wanted, double[] found, String what) {
    assertEquals(0, Math.hypot(wanted[0] - found[0], wanted[1] - found[1]), 0.2,
        what + ": " + Arrays.toString(found) + " instead of " + Arrays.toString(wanted));
  }

  @Test
  void preItselfBecomesTheAlignedPreToTheBit() throws IOException {
    Path file = directory.resolve("aligned.ome.tiff");
    String pre = directory.resolve("raw/Demo02/Demo02_PreStain_DAPI.tif").toString();
    assertEquals(0, run("apply", "--transform-of", "Demo02/DAPI", "--image", pre, "--out", file.toString(),
        "--output-dir", processed(), "--json"), err());
    JsonObject said = JsonParser.parseString(OUT.toString(StandardCharsets.UTF_8)).getAsJsonObject();
    assertEquals(1.0, said.get("px_per_px_of_pre").getAsDouble());
    // The demo's DAPI is an RGB file whose green channel carries the light.
    float[] aligned = checkpoint("03_interior_aligned_pre_pad60.tiff");
    assertArrayEquals(aligned, pixels(file, new ImageChoice(OptionalInt.of(2), OptionalInt.empty(),
        OptionalInt.empty())));

    Path rounded = directory.resolve("rounded.ome.tiff");
    assertEquals(0, run("apply", "--transform-of", "Demo02/DAPI", "--image", pre, "--out", rounded.toString(),
        "--output-dir", processed(), "--values", "same", "--image-channel", "2"), err());
    float[] whole = pixels(rounded, ImageChoice.LARGEST);
    for (int i = 0; i < whole.length; i++) {
      assertEquals(Math.round(aligned[i]), whole[i], "pixel " + i);
    }
  }

  @Test
  void applyRefusesWordsThatMakeNoSense() {
    assertEquals(2, run("apply", "--transform-of", "Demo02/DAPI"));
    assertEquals(2, run("apply", "--transform-of", "Demo02", "--image", "a", "--out", "b"));
    assertTrue(err().contains("SAMPLE/DYE"), err());
    assertEquals(2, run("apply", "--transform-of", "Demo02/DAPI", "--image", "a", "--out", "b", "--values", "int"));
    assertEquals(2, run("apply", "--transform-of", "Demo02/DAPI", "--image", "a", "--out", "b", "--image-page", "0"));
    assertEquals(1, run("apply", "--transform-of", "Demo02/DAPI", "--image", directory.resolve("no.tif").toString(),
        "--out", directory.resolve("b").toString(), "--output-dir", processed()));
    assertTrue(err().contains("no.tif"), err());
  }
}
