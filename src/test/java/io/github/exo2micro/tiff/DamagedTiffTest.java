package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.port.UnsupportedImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told about files that cannot be read: the file, what was expected, what was found, what to do. */
class DamagedTiffTest {

  @TempDir
  Path folder;

  private final TiffSource source = new TiffSource();

  private RemediableException refused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("CD070_PreStain_DAPI.tif"), bytes);
    RemediableException refusal = assertThrows(RemediableException.class, () -> source.header(file));
    assertTrue(refusal.problem().contains("CD070_PreStain_DAPI.tif"), refusal.getMessage());
    assertTrue(refusal.evidence().contains("expected ") && refusal.evidence().contains("found "), refusal.getMessage());
    assertTrue(!refusal.remedy().isEmpty(), refusal.getMessage());
    return refusal;
  }

  private RemediableException refused(Consumer<TestTiff> change) throws IOException {
    return refused(new TestTiff().with(change).bytes());
  }

  private static void assertFound(RemediableException refusal, String words) {
    assertTrue(refusal.evidence().contains(words), refusal.getMessage());
  }

  @Test
  void tellsThatAFileIsEmpty() throws IOException {
    assertFound(refused(new byte[0]), "found an empty file (0 bytes)");
  }

  @Test
  void tellsThatAFileIsText() throws IOException {
    RemediableException refusal = refused("see the other folder".getBytes());
    assertTrue(refusal.problem().contains("is not a TIFF image"), refusal.getMessage());
    assertFound(refusal, "text: 'see the other fo'");
  }

  @Test
  void tellsThatAFileIsAnImageOfAnotherKind() throws IOException {
    for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(new java.awt.image.BufferedImage(9, 9, 1), format, out);
      assertFound(refused(out.toByteArray()), "a " + format.toUpperCase() + " image");
    }
  }

  @Test
  void tellsThatAFileIsMissingOrAFolder() {
    RemediableException missing = assertThrows(RemediableException.class,
        () -> source.open(folder.resolve("no_pre_DAPI.tif")));
    assertEquals("The image no_pre_DAPI.tif is not there.", missing.problem());
    RemediableException directory = assertThrows(RemediableException.class, () -> source.open(folder));
    assertTrue(directory.problem().endsWith("is not a file."), directory.getMessage());
  }

  @Test
  void tellsAtTheHeaderThatPixelsAreMissingAtTheEnd() throws IOException {
    // A directory in front of the pixels, as most writers put it, is emulated by offsets beyond the end.
    RemediableException refusal = refused(t -> t.with(x -> x.rowsPerStrip = 47).tag(273, 4, 5000));
    assertFound(refusal, "strip 1 of 1 of a 61 x 47 px image, 2867 bytes at offset 5000; found a file of");
  }

  @Test
  void tellsThatTheDirectoryIsCutOff() throws IOException {
    byte[] whole = new TestTiff().bytes();
    assertFound(refused(Arrays.copyOf(whole, 100)), "a file of 100 bytes");
    assertFound(refused(Arrays.copyOf(whole, whole.length - 150)), "a file of " + (whole.length - 150) + " bytes");
    assertFound(refused(Arrays.copyOf(whole, 5)), "a file of 5 bytes");
  }

  @Test
  void refusesAnAbsurdSizeInASmallFile() throws IOException {
    for (int compression : new int[] {1, 5, 7, 8, 32773}) {
      RemediableException strips = refused(t -> t.tag(256, 4, 100_000).tag(257, 4, 100_000).tag(259, 3, compression));
      assertTrue(strips.problem().contains("damaged") || compression == 7, strips.getMessage());
      RemediableException one = refused(t -> t.tag(256, 4, 100_000).tag(257, 4, 100_000).tag(278, 4, 100_000)
          .tag(259, 3, compression).tag(273, 4, 8).tag(279, 4, 500));
      assertTrue(one.getMessage().contains("100000"), one.getMessage());
    }
  }

  @Test
  void refusesTheLargestSizesWithoutOverflow() throws IOException {
    long most = Integer.MAX_VALUE;
    assertFound(refused(t -> t.tag(256, 4, most).tag(257, 4, most).tag(278, 4, most).tag(273, 4, 8).tag(279, 4, 9)),
        "claims 2147483647 x 2147483647 px in a file of");
    assertFound(refused(t -> t.tag(256, 4, 4_000_000_000L)), "4000000000 x 47 px");
    assertFound(refused(t -> t.tag(256, 4, 1_000_000).tag(257, 4, 1_000_000)), "claims 1000000 x 1000000 px");
    assertFound(refused(t -> t.tag(256, 4, 200_000_000).tag(257, 4, 1)), "claims 200000000 x 1 px");
    assertFound(refused(t -> t.tag(257, 4, 0)), "61 x 0 px");
  }

  @Test
  void namesKindsOfPixelsThatAreNotRead() throws IOException {
    assertFound(refused(t -> t.photometric = 3), "palette colour");
    assertFound(refused(t -> t.tag(258, 3, 1)), "a 1-bit (black and white) image");
    assertFound(refused(t -> t.tag(258, 3, 12)), "12-bit whole numbers");
    assertFound(refused(t -> t.tag(258, 3, 64)), "64-bit whole numbers");
    assertFound(refused(t -> t.tag(258, 3, 64).tag(339, 3, 2)), "64-bit signed whole numbers");
    assertFound(refused(t -> t.tag(258, 3, 24).tag(339, 3, 3)), "24-bit floating point");
    assertFound(refused(t -> t.with(x -> x.samples = 4).tag(262, 3, 5)), "CMYK");
    assertFound(refused(t -> t.with(x -> x.samples = 3).tag(262, 3, 6)), "YCbCr colour without JPEG");
    assertFound(refused(t -> t.with(x -> x.samples = 5)), "5 samples per pixel");
    assertFound(refused(t -> t.with(x -> x.samples = 3).tag(258, 3, 8, 8, 16)), "different bits per sample");
  }

  @Test
  void namesCompressionsThatAreNotRead() throws IOException {
    assertFound(refused(t -> t.tag(259, 3, 50000)), "Zstandard compression");
    assertFound(refused(t -> t.tag(259, 3, 34712)), "JPEG 2000 compression");
    assertFound(refused(t -> t.tag(259, 3, 6)), "old-style JPEG compression");
    assertFound(refused(t -> t.tag(259, 3, 4711)), "unknown (4711) compression");
    assertFound(refused(t -> t.with(x -> x.compression = 5).tag(317, 3, 3)), "predictor 3 with 8-bit samples");
    assertFound(refused(t -> t.tag(266, 3, 2)), "FillOrder 2");
  }

  @Test
  void refusesListsThatAreTooShort() throws IOException {
    assertFound(refused(t -> t.tag(273, 4, 8, 618)), "expected 5 strip offsets for 61 x 47 px; found 2");
    assertFound(refused(t -> t.with(x -> x.compression = 5).tag(279, 4, 8)), "expected 5 byte counts");
    assertFound(refused(t -> t.tag(279, 4, 610, 610, 610, 100, 427)), "100 bytes of uncompressed data");
  }

  @Test
  void tellsWhichStripDoesNotDecode() throws IOException {
    for (int compression : new int[] {5, 7, 8, 32773}) {
      TestTiff tiff = new TestTiff().with(t -> t.compression = compression);
      Path file = folder.resolve("a_pre_DAPI.tif");
      // The third strip's data made short: its neighbours stay readable.
      long[] counts = tiff.chunkCounts();
      counts[2] = counts[2] / 2;
      tiff.tag(279, 4, counts);
      tiff.write(file);
      try (RawImage image = source.open(file)) {
        image.readChannel(0, new Tile(0, 0, 61, 20), new float[61 * 20]);
        RemediableException damage = assertThrows(RemediableException.class,
            () -> image.readChannel(0, new Tile(0, 15, 61, 20), new float[61 * 20]));
        assertFound(damage, "in strip 3 of 5");
        image.readChannel(0, new Tile(0, 30, 61, 17), new float[61 * 17]);
      }
    }
  }

  /** Half of a strip overwritten, as a bad disk does, is never taken for pixels where its compression can tell. */
  @Test
  void callsAStripDamagedThatWasOverwritten() throws IOException {
    for (int compression : new int[] {5, 8, 32773}) {
      TestTiff tiff = new TestTiff().with(t -> t.compression = compression);
      byte[] bytes = tiff.bytes();
      int from = (int) (tiff.chunkOffsets()[1] + tiff.chunkCounts()[1] / 2);
      Arrays.fill(bytes, from, (int) (tiff.chunkOffsets()[1] + tiff.chunkCounts()[1]), (byte) 0xff);
      try (RawImage image = source.open(Files.write(folder.resolve("a_pre_DAPI.tif"), bytes))) {
        image.readChannel(0, new Tile(0, 0, 61, 10), new float[610]);
        assertFound(assertThrows(RemediableException.class,
            () -> image.readChannel(0, new Tile(0, 10, 61, 10), new float[610]), "compression " + compression),
            "in strip 2 of 5");
      }
    }
  }

  /** All rows decode, and only the checksum behind them tells that a pixel is wrong. */
  @Test
  void comparesTheChecksumOfDeflatedStrips() throws IOException {
    TestTiff tiff = new TestTiff().with(t -> t.compression = 8);
    byte[] bytes = tiff.bytes();
    int last = (int) (tiff.chunkOffsets()[3] + tiff.chunkCounts()[3]) - 1;
    bytes[last] ^= 1;
    try (RawImage image = source.open(Files.write(folder.resolve("a_pre_DAPI.tif"), bytes))) {
      assertFound(assertThrows(RemediableException.class,
          () -> image.readChannel(0, new Tile(0, 30, 61, 10), new float[610])), "in strip 4 of 5");
    }
  }

  @Test
  void readsASingleStripWhoseLengthIsWrittenTooLarge() throws IOException {
    for (int compression : new int[] {1, 5, 7, 8, 32773}) {
      TestTiff tiff = new TestTiff().with(t -> t.compression = compression).with(t -> t.rowsPerStrip = 47)
          .with(t -> t.formula = (x, y, c) -> 90).tag(279, 4, 2_000_000_000);
      try (RawImage image = source.open(tiff.write(folder.resolve("one.tif")))) {
        float[] pixels = new float[61 * 47];
        image.readChannel(0, new Tile(0, 0, 61, 47), pixels);
        for (float v : pixels) {
          assertEquals(90, v, compression == 7 ? 1 : 0, "compression " + compression);
        }
      }
    }
  }

  @Test
  void callsAStripWithoutAPlaceDamagedAndTilesOfWhichNoneIsThere() throws IOException {
    long[] offsets = new TestTiff().chunkOffsets();
    offsets[2] = 0;
    assertFound(refused(t -> t.tag(273, 4, offsets)), "strip 3 of 5");
    assertFound(refused(t -> t.tag(273, 4, offsets)), "no place for it: it was never written");
    assertFound(refused(t -> t.with(x -> x.tileWidth = 32).with(x -> x.tileHeight = 32).tag(324, 4, 0, 0, 0, 0)
        .tag(325, 4, 0, 0, 0, 0)), "not a single one was written");
  }

  @Test
  void namesOldStyleLzw() throws IOException {
    TestTiff tiff = new TestTiff().with(t -> t.compression = 5);
    byte[] bytes = tiff.bytes();
    // The clear code, 256 in nine bits, with the bits of each byte in reverse.
    bytes[(int) tiff.chunkOffsets()[0]] = 0;
    bytes[(int) tiff.chunkOffsets()[0] + 1] = 1;
    RemediableException refusal = refused(bytes);
    assertFound(refusal, "old-style LZW compression");
    assertTrue(refusal.remedy().contains("tiffcp"), refusal.getMessage());
  }

  /** Lists and rows that a header claims take no memory out of proportion to the file. */
  @Test
  void refusesListsAndRowsOutOfProportion() throws IOException {
    assertFound(refused(t -> t.tag(256, 4, 8).tag(257, 4, 1 << 20).tag(278, 4, 1).tag(322, 4, 1).tag(323, 4, 1)),
        "8388608 of them for an image of");
    assertFound(refused(t -> t.with(x -> x.compression = 8).tag(256, 4, 1 << 20).tag(322, 4, 1 << 21).tag(323, 4, 16)
        .tag(258, 3, 64).tag(339, 3, 3).tag(277, 3, 4).tag(262, 3, 2)), "too wide to decode row by row");
    // 4096 tiles of which one was written.
    long[] places = new long[4096];
    places[7] = 4096;
    assertFound(
        refused(t -> t.with(x -> x.height = 200).tag(256, 4, 4096).tag(257, 4, 4096).tag(322, 4, 64).tag(323, 4, 64)
            .tag(324, 4, places).tag(325, 4, places)),
        "4095 of 4096 tiles");
  }

  @Test
  void adviceKeepsTheRatioOfPreAndPost() throws IOException {
    for (Consumer<TestTiff> kind : java.util.List.<Consumer<TestTiff>>of(t -> t.tag(258, 3, 64), t -> t.tag(258, 3, 24),
        t -> t.photometric = 3, t -> t.tag(258, 3, 1))) {
      String remedy = refused(kind).remedy();
      assertTrue(!remedy.contains("Image > Type") && !remedy.contains("RGB"), remedy);
    }
  }

  /** What Bio-Formats may be asked for and what not. */
  @Test
  void tellsKindsThatAnotherReaderMayKnowFromThoseThatNoneMayTake() throws IOException {
    for (Consumer<TestTiff> kind : java.util.List.<Consumer<TestTiff>>of(t -> t.tag(259, 3, 34712),
        t -> t.tag(259, 3, 2),
        t -> t.tag(258, 3, 12), t -> t.tag(266, 3, 2))) {
      RemediableException refusal = refused(kind);
      assertTrue(refusal instanceof UnsupportedImageException u && u.size().get().equals(new ImageSize(61, 47)),
          refusal.getMessage());
    }
    for (Consumer<TestTiff> kind : java.util.List.<Consumer<TestTiff>>of(t -> t.with(x -> x.samples = 4).tag(262, 3, 5),
        t -> t.photometric = 3, t -> t.tag(258, 3, 1), t -> t.tag(259, 3, 34712).tag(279, 4, 0, 0, 0, 0, 0),
        t -> t.tag(259, 3, 34712).tag(273, 4, 1_000_000, 8, 8, 8, 8))) {
      RemediableException refusal = refused(kind);
      assertTrue(!(refusal instanceof UnsupportedImageException), refusal.getMessage());
    }
  }

  @Test
  void saysOfADamagedFileThatItMayStillBeOnItsWay() throws IOException {
    Path file = Files.write(folder.resolve("a_pre_DAPI.tif"), new byte[0]);
    assertFound(assertThrows(RemediableException.class, () -> source.header(file)), "it may still be on its way");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
    RemediableException old = assertThrows(RemediableException.class, () -> source.header(file));
    assertTrue(!old.evidence().contains("on its way"), old.getMessage());
  }

  @Test
  void noticesThatAFileShrinksWhileItIsRead() throws IOException {
    Path file = new TestTiff().write(folder.resolve("shrinking_pre_DAPI.tif"));
    try (RawImage image = source.open(file)) {
      try (java.nio.channels.FileChannel channel = java.nio.channels.FileChannel.open(file,
          java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(1000);
      }
      RemediableException damage = assertThrows(RemediableException.class,
          () -> image.readChannel(0, new Tile(0, 0, 61, 47), new float[61 * 47]));
      assertFound(damage, "it has become shorter while it was read");
    }
  }

  @Test
  void leavesNoFileOpenAfterARefusal() throws IOException {
    Path file = Files.write(folder.resolve("x_pre_DAPI.tif"), new byte[20]);
    long before = openFiles();
    for (int i = 0; i < 300; i++) {
      assertThrows(RemediableException.class, () -> source.open(file));
    }
    assertTrue(openFiles() < before + 100, openFiles() + " files are open, " + before + " before");
  }

  private static long openFiles() {
    java.lang.management.OperatingSystemMXBean system = java.lang.management.ManagementFactory
        .getOperatingSystemMXBean();
    boolean tells = system instanceof com.sun.management.UnixOperatingSystemMXBean;
    if (!tells) {
      System.out.println("SKIPPED: this system does not tell how many files are open");
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(tells);
    return ((com.sun.management.UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
  }
}
