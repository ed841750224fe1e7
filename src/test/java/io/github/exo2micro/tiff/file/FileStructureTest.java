package io.github.exo2micro.tiff.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.UnsupportedImageException;
import io.github.exo2micro.tiff.TestTiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes and pages of TIFF files, sound and damaged. */
class FileStructureTest {

  @TempDir
  Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.tif"), bytes);
  }

  private static byte[] counted(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return bytes;
  }

  @Test
  void aStretchOfAFileIsAStreamOfItsOwn() throws IOException {
    byte[] all = counted(200_000);
    try (TiffBytes bytes = new TiffBytes(write(all))) {
      for (int[] range : new int[][] {{0, 200_000}, {5, 70_000}, {199_999, 1}, {100, 0}}) {
        byte[] expected = Arrays.copyOfRange(all, range[0], range[0] + range[1]);
        assertArrayEquals(expected, new RangeInputStream(bytes, range[0], range[1]).readAllBytes());
        InputStream single = new RangeInputStream(bytes, range[0], range[1]);
        for (int i = 0; i < Math.min(10, range[1]); i++) {
          assertEquals(expected[i] & 0xff, single.read());
        }
        single.skipNBytes(Math.max(0, range[1] - 10));
        assertEquals(-1, single.read());
        assertEquals(-1, single.read(new byte[4], 0, 4));
        assertEquals(0, single.read(new byte[4], 0, 0));
      }
    }
  }

  @Test
  void aStretchBeyondTheEndIsDamageWhereItBegins() throws IOException {
    try (TiffBytes bytes = new TiffBytes(write(counted(100)))) {
      InputStream in = new RangeInputStream(bytes, 90, 20);
      String message = assertThrows(RemediableException.class, in::readAllBytes).getMessage();
      assertTrue(message.contains("20 bytes at offset 90") && message.contains("the end of the file at byte 100"),
          message);
    }
  }

  @Test
  void positionsOutsideTheFileAreRefusedWithoutOverflow() throws IOException {
    try (TiffBytes bytes = new TiffBytes(write(counted(100)))) {
      assertTrue(bytes.holds(0, 100) && bytes.holds(100, 0));
      assertFalse(bytes.holds(1, 100) || bytes.holds(-1, 1) || bytes.holds(0, -1));
      assertFalse(bytes.holds(Long.MAX_VALUE, Long.MAX_VALUE) || bytes.holds(50, Long.MAX_VALUE));
      assertEquals(0x0700, bytes.read(0, 2, ByteOrder.LITTLE_ENDIAN, "a number").getShort());
      assertEquals(0x0007, bytes.read(0, 2, ByteOrder.BIG_ENDIAN, "a number").getShort());
      String message = assertThrows(RemediableException.class,
          () -> bytes.read(99, 2, ByteOrder.BIG_ENDIAN, "a directory")).getMessage();
      assertTrue(message.contains("expected a directory of 2 bytes at offset 99; found a file of 100 bytes"), message);
    }
  }

  @Test
  void aFileThatWasJustWrittenMayStillBeOnItsWay() throws IOException {
    Path file = write(new byte[3]);
    assertTrue(TiffProblem.damaged(file, "a", "b").getMessage().contains("it may still be on its way"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(90)));
    assertFalse(TiffProblem.damaged(file, "a", "b").getMessage().contains("on its way"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    assertFalse(TiffProblem.damaged(file, "a", "b").getMessage().contains("on its way"), "a clock that is wrong");
    assertFalse(TiffProblem.damaged(folder.resolve("gone"), "a", "b").getMessage().contains("on its way"));
  }

  private TiffPages pages(byte[] bytes) throws IOException {
    try (TiffBytes opened = new TiffBytes(write(bytes))) {
      return TiffPages.of(opened);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, LITTLE", "true, LITTLE", "false, BIG", "true, BIG"})
  void pagesAreFollowedInTheFilesOrder(boolean big, String order) throws IOException {
    TestTiff[] all = new TestTiff[4];
    for (int i = 0; i < all.length; i++) {
      all[i] = new TestTiff();
      all[i].width = 20 + i;
      all[i].height = 10;
      all[i].big = big;
      all[i].order = order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
    try (TiffBytes bytes = new TiffBytes(write(TestTiff.file(all)))) {
      TiffPages pages = TiffPages.of(bytes);
      assertEquals(4, pages.pages().size());
      assertEquals(big, pages.big());
      assertEquals(all[0].order, pages.order());
      assertFalse(pages.more());
      for (int i = 0; i < 4; i++) {
        assertEquals(20 + i, pages.pages().get(i).value(TiffDirectory.WIDTH, 0));
      }
    }
  }

  @Test
  void aLinkThatIsBrokenOrLeadsBackEndsTheFileQuietly() throws IOException {
    byte[] one = new TestTiff().bytes();
    int directory = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    int entries = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getShort(directory);
    int link = directory + 2 + 12 * entries;
    for (int next : new int[] {directory, one.length - 1, Integer.MAX_VALUE, 3}) {
      byte[] bytes = one.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(link, next);
      assertEquals(1, pages(bytes).pages().size(), "a link to " + next);
    }
  }

  private String refusal(byte[] bytes) {
    return assertThrows(RemediableException.class, () -> pages(bytes)).getMessage();
  }

  @Test
  void whatIsNoTiffIsNamed() {
    Map<String, byte[]> others = Map.of("a PNG image", new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "a GIF image",
        "GIF89a".getBytes(StandardCharsets.US_ASCII), "a BMP image", "BM12".getBytes(StandardCharsets.US_ASCII),
        "a PDF document", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII), "a ZIP archive", new byte[] {'P', 'K', 3, 4},
        "text: 'sample,dye'", "sample,dye\n".getBytes(StandardCharsets.US_ASCII),
        "bytes that no known image begins with", new byte[] {1, 2, 3});
    others.forEach((name, bytes) -> {
      RemediableException e = assertThrows(RemediableException.class, () -> pages(bytes), name);
      assertTrue(e.getMessage().contains("found " + name), e.getMessage());
      assertTrue(e instanceof UnsupportedImageException, "another reader may know it");
    });
  }

  @Test
  void headersThatAreTooShortOrOfAnotherVersionAreRefused() {
    assertTrue(refusal(new byte[0]).contains("an empty file (0 bytes)"));
    assertTrue(refusal(new byte[] {'I', 'I', 42}).contains("a file of 3 bytes"));
    assertTrue(refusal(new byte[] {'I', 'I', 41, 0, 8, 0, 0, 0}).contains("is not a TIFF image"));
    assertTrue(refusal(new byte[] {'I', 'I', 43, 0, 8, 0, 0, 0, 0, 0}).contains("BigTIFF header of 16 bytes"));
    byte[] offsets = new byte[16];
    offsets[0] = 'M';
    offsets[1] = 'M';
    offsets[3] = 43;
    offsets[5] = 4;
    assertTrue(refusal(offsets).contains("offsets of 4"));
  }
}
