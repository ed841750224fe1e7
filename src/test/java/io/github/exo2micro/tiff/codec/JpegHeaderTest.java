package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of JPEG strips, segment by segment. */
class JpegHeaderTest {

  private static final String SOI = "FFD8";
  /** 8 bits, 30 rows, 40 columns, one component. */
  private static final String FRAME = "FFC0 000B 08 001E 0028 01 01 11 00";
  private static final String SCAN = "FFDA 0008 01 01 00 00 3F 00";
  private static final String TABLE = "FFDB 0005 00 11 22";
  private static final String DATA = "12 34 56 FFD9";

  @TempDir
  Path folder;

  private StoredChunks stored;

  @BeforeEach
  void makeFile() {
    stored = new StoredChunks(folder.resolve("strips"), Compression.JPEG);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private JpegHeader read(byte[] strip, boolean transform) throws IOException {
    TiffLayout layout = stored.layout(List.of(strip));
    try (TiffBytes bytes = stored.bytes()) {
      return JpegHeader.read(bytes, layout, 0, 30, transform);
    }
  }

  private JpegHeader read(String strip) throws IOException {
    return read(hex(strip), false);
  }

  private void assertRefuses(String found, String strip) {
    String message = assertThrows(RemediableException.class, () -> read(strip)).getMessage();
    assertTrue(message.contains("found " + found), message);
    assertTrue(message.contains("expected 30 rows of 40 px of JPEG data in strip 1 of 1"), message);
  }

  @Test
  void theFrameTellsTheSizeAndTheScanWhereTheDataBegin() throws IOException {
    JpegHeader header = read(SOI + TABLE + FRAME + SCAN + DATA);
    assertEquals(40, header.columns());
    assertEquals(30, header.rows());
    assertFalse(header.severalScans());
    assertEquals(37 + hex(SOI + TABLE + FRAME).length, header.scanAt());
  }

  @Test
  void applicationsMarkersAndCommentsAreLeftOutAndAdobesIsPutIn() throws IOException {
    JpegHeader header = read(SOI + "FFE0 0004 4A46" + "FFFE 0003 41" + TABLE + "FFEE 0002" + FRAME + SCAN + DATA);
    assertArrayEquals(hex(SOI + "FFEE 000E 41646F6265 0064 0000 0000 00" + TABLE + FRAME), header.segments());
  }

  @Test
  void adobesMarkerSaysYCbCrWhereTheTiffDoesAndItIsAskedFor() throws IOException {
    stored.yCbCr = true;
    byte[] strip = hex(SOI + FRAME + SCAN + DATA);
    assertEquals(1, read(strip, true).segments()[17]);
    assertEquals(0, read(strip, false).segments()[17]);
    stored.yCbCr = false;
    assertEquals(0, read(strip, true).segments()[17]);
  }

  @Test
  void tablesThatAllStripsShareComeFirst() throws IOException {
    stored.tables = hex(SOI + TABLE + "FFD9");
    String own = "FFDB 0005 01 33 44";
    assertArrayEquals(hex(SOI + "FFEE 000E 41646F6265 0064 0000 0000 00" + TABLE + own + FRAME),
        read(SOI + own + FRAME + SCAN + DATA).segments());
  }

  @Test
  void bytesThatFillUpInFrontOfAMarkerAreSkipped() throws IOException {
    JpegHeader header = read(SOI + "FFFFFF" + FRAME.substring(2) + "FFFF" + SCAN.substring(2) + DATA);
    assertEquals(40, header.columns());
    // Where the decoder begins it must find FF DA.
    try (TiffBytes bytes = stored.bytes()) {
      byte[] two = new byte[2];
      bytes.read(header.scanAt(), two, 0, 2);
      assertArrayEquals(hex("FFDA"), two);
    }
  }

  @ParameterizedTest
  @CsvSource({"FFC2 000B 08 001E 0028 01 01 11 00, FFDA 0008 01 01 00 00 3F 00, 1, true",
      "FFC0 0011 08 001E 0028 03 01 11 00 02 11 00 03 11 00, FFDA 0008 01 01 00 00 3F 00, 3, true",
      "FFC0 0011 08 001E 0028 03 01 11 00 02 11 00 03 11 00, FFDA 000C 03 01 00 02 00 03 00 00 3F 00, 3, false"})
  void progressiveFramesAndScansOfOneComponentComeInSeveralScans(String frame, String scan, int samples,
      boolean several) throws IOException {
    stored.samples = samples;
    assertEquals(several, read(SOI + frame + scan + DATA).severalScans());
  }

  @Test
  void whatIsNoJpegIsRefusedWithThePlace() {
    assertRefuses("something else than a JPEG marker at byte 0", "00" + SOI + FRAME + SCAN);
    assertRefuses("something else than a JPEG marker at byte 2", SOI + "12" + FRAME + SCAN);
    assertRefuses("a JPEG segment of 1 bytes", SOI + "FFDB 0001" + FRAME + SCAN);
    assertRefuses("a JPEG scan without a frame", SOI + TABLE + SCAN + DATA);
    assertRefuses("a JPEG frame header of 5 bytes", SOI + "FFC0 0007 08 001E 0028" + SCAN);
  }

  @Test
  void whatBreaksOffAnywhereInTheHeaderIsRefused() {
    byte[] whole = hex(SOI + TABLE + FRAME + SCAN);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      String message = assertThrows(RemediableException.class, () -> read(cut, false), length + " bytes").getMessage();
      assertTrue(message.contains("break off in their header"), message);
    }
  }

  @ParameterizedTest
  @CsvSource({"FFC0 000B 08 001E 0027 01 01 11 00, 39 x 30 px; 1 components and 8 bits",
      "FFC0 000B 08 001D 0028 01 01 11 00, 40 x 29 px; 1 components and 8 bits",
      "FFC0 000B 0C 001E 0028 01 01 11 00, 40 x 30 px; 1 components and 12 bits",
      "FFC0 0011 08 001E 0028 03 01 11 00 02 11 00 03 11 00, 40 x 30 px; 3 components and 8 bits",
      "FFC0 000B 08 001E FFFF 01 01 11 00, 65535 x 30 px; 1 components and 8 bits",
      "FFC0 000B 08 FFFF 0028 01 01 11 00, 40 x 65535 px; 1 components and 8 bits"})
  void aFrameThatDoesNotFitTheTiffIsRefusedBeforeAnythingIsAllocatedForIt(String frame, String found) {
    assertRefuses("a JPEG of " + found.replace(';', ','), SOI + frame + SCAN + DATA);
  }

  @Test
  void aFrameMayBeWiderByOneBlockOfSamplesAndNoMore() throws IOException {
    assertEquals(104, read(SOI + FRAME.replace("0028", "0068") + SCAN + DATA).columns());
    assertRefuses("a JPEG of 105 x 30 px", SOI + FRAME.replace("0028", "0069") + SCAN + DATA);
  }

  @Test
  void tablesWithoutEndAreRefused() {
    ByteArrayOutputStream strip = new ByteArrayOutputStream();
    strip.writeBytes(hex(SOI));
    for (int i = 0; i < 5; i++) {
      strip.writeBytes(hex("FFDB FFFF"));
      strip.writeBytes(new byte[0xfffd]);
    }
    strip.writeBytes(hex(FRAME + SCAN));
    String message = assertThrows(RemediableException.class, () -> read(strip.toByteArray(), false)).getMessage();
    assertTrue(message.contains("more than 262144 bytes of JPEG tables"), message);
  }

  /** The header and the rest of the strip, joined, are a JPEG that the JDK decodes to what the whole one gives. */
  @Test
  void headerAndDataTogetherAreTheJpegThatWasStored() throws IOException {
    byte[] pixels = new byte[40 * 30];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (3 * (i % 40) + 5 * (i / 40));
    }
    byte[] strip = Jpegs.write(pixels, 40, 30, 1);
    TiffLayout layout = stored.layout(List.of(strip));
    try (TiffBytes bytes = stored.bytes()) {
      JpegHeader header = JpegHeader.read(bytes, layout, 0, 30, false);
      byte[] rest = new byte[(int) (37 + strip.length - header.scanAt())];
      bytes.read(header.scanAt(), rest, 0, rest.length);
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      joined.writeBytes(header.segments());
      joined.writeBytes(rest);
      assertArrayEquals(jdk(strip), jdk(joined.toByteArray()));
      // The same through the stream that the decoder reads, of which nothing is in memory.
      ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
      try (JpegInput in = new JpegInput(bytes, header.segments(), header.scanAt(), rest.length)) {
        assertEquals(joined.size(), in.length());
        reader.setInput(in, true, true);
        Raster raster = reader.readRaster(0, null);
        assertArrayEquals(jdk(strip), raster.getSamples(0, 0, 40, 30, 0, (int[]) null));
      } finally {
        reader.dispose();
      }
    }
  }

  private static int[] jdk(byte[] jpeg) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in);
      return reader.readRaster(0, null).getSamples(0, 0, 40, 30, 0, (int[]) null);
    } finally {
      reader.dispose();
    }
  }
}
