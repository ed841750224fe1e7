package io.github.exo2micro.adapter.fiji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.TiffSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bio-Formats of a given Fiji reads what it should, and refuses what it should. */
class BioFormatsSourceTest {

  private static final ImageSize SIZE = new ImageSize(613, 227);
  private static final Tile INNER = new Tile(101, 53, 307, 101);

  @TempDir
  Path directory;

  private HostFiji fiji;
  private ImageSource source;

  @BeforeEach
  void loadBioFormats() {
    fiji = HostFiji.open(HostFiji.require("BioFormatsSourceTest"));
    source = fiji.adapter("BioFormatsSource", ImageSource.class);
  }

  /** What channel c holds at (x, y). */
  private static int value(SampleType type, int c, int x, int y) {
    int v = 7 * x + 13 * y + 101 * c;
    return type == SampleType.UINT8 ? v % 256 : v % 65536;
  }

  private void assertReads(Path file, SampleType type, int channels) throws IOException {
    assertEquals(SIZE, source.header(file).size());
    assertEquals(type, source.header(file).type());
    assertEquals(channels, source.header(file).channels());
    try (RawImage image = source.open(file)) {
      assertEquals(source.header(file), image.header());
      for (Tile region : List.of(SIZE.whole(), INNER)) {
        float[][] pixels = new float[image.header().colourChannels()][region.area()];
        image.read(region, pixels);
        float[] last = new float[region.area()];
        double[] sums = image.readAndSum(List.of(pixels.length - 1), region, new float[][] {last});
        assertArrayEquals(pixels[pixels.length - 1], last, "read with sums");
        for (int c = 0; c < pixels.length; c++) {
          assertArrayEquals(expected(type, c, region), pixels[c], "channel " + c + " of " + file.getFileName());
          float[] channel = pixels[c];
          assertEquals(IntStream.range(0, channel.length).mapToDouble(i -> channel[i]).sum(), sums[c], "sum of " + c);
        }
      }
    }
  }

  private static float[] expected(SampleType type, int c, Tile region) {
    float[] result = new float[region.area()];
    for (int i = 0; i < result.length; i++) {
      result[i] = value(type, c, region.x() + i % region.width(), region.y() + i / region.width());
    }
    return result;
  }

  private Path tiff8Rgb() throws IOException {
    BufferedImage image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        image.setRGB(x, y, value(SampleType.UINT8, 0, x, y) << 16 | value(SampleType.UINT8, 1, x, y) << 8
            | value(SampleType.UINT8, 2, x, y));
      }
    }
    Path file = directory.resolve("rgb.tif");
    assertTrue(ImageIO.write(image, "TIFF", file.toFile()));
    return file;
  }

  /** Writes through Bio-Formats itself; planar samples, big-endian. */
  private Path written(String name, SampleType type, int samples, int planes) throws Exception {
    Path file = directory.resolve(name);
    Class<?> services = fiji.loadClass("loci.common.services.ServiceFactory");
    Class<?> omeService = fiji.loadClass("loci.formats.services.OMEXMLService");
    Object service = services.getMethod("getInstance", Class.class).invoke(services.getConstructor().newInstance(),
        omeService);
    Object meta = omeService.getMethod("createOMEXMLMetadata").invoke(service);
    Method populate = Arrays.stream(fiji.loadClass("loci.formats.MetadataTools").getMethods())
        .filter(m -> m.getName().equals("populateMetadata") && m.getParameterCount() == 12).findFirst().orElseThrow();
    populate.invoke(null, meta, 0, "test", false, "XYCZT", type == SampleType.UINT8 ? "uint8" : "uint16", SIZE.width(),
        SIZE.height(), 1, samples * planes, 1, samples);
    Class<?> writerType = fiji.loadClass("loci.formats.ImageWriter");
    Object writer = writerType.getConstructor().newInstance();
    writerType.getMethod("setMetadataRetrieve", fiji.loadClass("loci.formats.meta.MetadataRetrieve")).invoke(writer,
        meta);
    writerType.getMethod("setInterleaved", boolean.class).invoke(writer, false);
    writerType.getMethod("setId", String.class).invoke(writer, file.toString());
    for (int plane = 0; plane < planes; plane++) {
      writerType.getMethod("saveBytes", int.class, byte[].class).invoke(writer, plane, bytes(type, samples, plane));
    }
    writerType.getMethod("close").invoke(writer);
    return file;
  }

  private static byte[] bytes(SampleType type, int samples, int plane) {
    byte[] result = new byte[(int) SIZE.area() * samples * type.bytes()];
    int at = 0;
    for (int c = 0; c < samples; c++) {
      for (int i = 0; i < SIZE.area(); i++) {
        int v = value(type, samples * plane + c, i % SIZE.width(), i / SIZE.width());
        if (type == SampleType.UINT16) {
          result[at++] = (byte) (v >> 8);
        }
        result[at++] = (byte) v;
      }
    }
    return result;
  }

  @Test
  void readsPlainRgbTiff() throws IOException {
    assertReads(tiff8Rgb(), SampleType.UINT8, 3);
  }

  @Test
  void readsOmeTiffOf16BitGrey() throws Exception {
    assertReads(written("grey.ome.tif", SampleType.UINT16, 1, 1), SampleType.UINT16, 1);
  }

  /** The rule is the embedded reader's: planes are channels, and the first is taken. */
  @Test
  void takesTheFirstOfSeveralChannelsAndSaysSoInEitherReader() throws Exception {
    for (ImageSource reader : List.of(source, new TiffSource())) {
      Path file = written("planes.ome.tiff", SampleType.UINT16, 1, 3);
      ImageSource first = source;
      source = reader;
      assertReads(file, SampleType.UINT16, 1);
      source = first;
      assertEquals("page 1 of 3, channel 1 of 3", reader.header(file).place(), reader.name());
      assertEquals(
          List.of(
              "it has 3 channels; channel 1 is taken. Another one can be chosen with the parameter channel or page."),
          reader.header(file).warnings(), reader.name());
    }
  }

  @Test
  void takesTheNamedChannelOrPageInEitherReader() throws Exception {
    Path file = written("five.ome.tif", SampleType.UINT8, 1, 5);
    for (ImageSource reader : List.of(source, new TiffSource())) {
      for (ImageChoice choice : List.of(new ImageChoice(OptionalInt.empty(), OptionalInt.of(4), OptionalInt.empty()),
          new ImageChoice(OptionalInt.of(4), OptionalInt.empty(), OptionalInt.of(1)))) {
        try (RawImage image = reader.open(file, choice)) {
          float[] pixels = new float[(int) SIZE.area()];
          image.readChannel(0, SIZE.whole(), pixels);
          assertArrayEquals(expected(SampleType.UINT8, 3, SIZE.whole()), pixels, reader.name() + ": " + choice);
          assertEquals(List.of(), image.header().warnings());
        }
      }
      ImageChoice sixth = new ImageChoice(OptionalInt.empty(), OptionalInt.of(6), OptionalInt.empty());
      assertTrue(
          assertThrows(RemediableException.class, () -> reader.header(file, sixth)).problem()
              .contains("has no channel 6"),
          reader.name());
    }
  }

  @Test
  void takesOneColourOfARgbImage() throws Exception {
    Path file = written("rgb.jp2", SampleType.UINT8, 3, 1);
    ImageChoice green = new ImageChoice(OptionalInt.empty(), OptionalInt.of(2), OptionalInt.empty());
    try (RawImage image = source.open(file, green)) {
      assertEquals("channel 2 of 3 (G)", image.header().place());
      float[] pixels = new float[(int) SIZE.area()];
      image.read(SIZE.whole(), new float[][] {pixels});
      assertArrayEquals(expected(SampleType.UINT8, 1, SIZE.whole()), pixels);
    }
  }

  @Test
  void readsIcsWhichIsNoTiff() throws Exception {
    assertReads(written("grey.ics", SampleType.UINT16, 1, 1), SampleType.UINT16, 1);
  }

  @Test
  void readsColourJpeg2000WithoutLoss() throws Exception {
    assertReads(written("rgb.jp2", SampleType.UINT8, 3, 1), SampleType.UINT8, 3);
  }

  @Test
  void readsThreadsAtOnceAsOne() throws Exception {
    Path file = written("grey.ics", SampleType.UINT16, 1, 1);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (RawImage image = source.open(file)) {
      List<Callable<float[]>> reads = IntStream.range(0, 24).<Callable<float[]>>mapToObj(i -> () -> {
        Tile region = new Tile(i * 11, i * 3, 301, 97);
        float[][] pixels = new float[1][region.area()];
        image.read(region, pixels);
        assertArrayEquals(expected(SampleType.UINT16, 0, region), pixels[0]);
        return pixels[0];
      }).toList();
      for (Future<float[]> read : threads.invokeAll(reads)) {
        read.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Bio-Formats alone fills what is missing with zeros. */
  @Test
  void aFijiRefusesATruncatedTiffByItsHeader() throws IOException {
    ImageSource host = new HostImageSource(source, new TiffSource());
    Path whole = tiff8Rgb();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.tif");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    RemediableException refused = assertThrows(RemediableException.class, () -> host.header(cut));
    assertTrue(refused.getMessage().contains("cut.tif"), refused.getMessage());
    assertThrows(RemediableException.class, () -> host.open(cut));
  }

  @Test
  void refusesEmptyMissingAndForeignFiles() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.tif"));
    Path text = Files.writeString(directory.resolve("text.tif"), "this is no image, whatever its name says");
    Path czi = Files.writeString(directory.resolve("text.czi"), "nor is this");
    for (Path file : List.of(empty, text, czi, directory.resolve("missing.tif"))) {
      RemediableException refused = assertThrows(RemediableException.class, () -> source.header(file), file.toString());
      assertTrue(refused.getMessage().contains(file.getFileName().toString()), refused.getMessage());
    }
  }

  @Test
  void knowsMicroscopeFormatsByTheirExtensionsButNoTextFiles() {
    assertTrue(source.extensions().containsAll(List.of("tif", "tiff", "czi", "nd2", "lif", "svs", "ics")),
        source.extensions().toString());
    for (String text : List.of("txt", "csv", "xml", "json", "log", "")) {
      assertTrue(!source.extensions().contains(text), text);
    }
  }

  @Test
  void namesItsVersion() {
    assertTrue(source.name().matches("Bio-Formats \\d+\\.\\d+.*"), source.name());
  }
}
