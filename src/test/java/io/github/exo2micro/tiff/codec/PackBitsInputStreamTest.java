package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackBitsInputStreamTest {

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] read(byte[] stored, int piece) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = new PackBitsInputStream(new ByteArrayInputStream(stored))) {
      byte[] into = new byte[piece + 3];
      for (int n = in.read(into, 2, piece); n >= 0; n = in.read(into, 2, piece)) {
        all.write(into, 2, n);
      }
      assertEquals(-1, in.read(), "the end stays the end");
    }
    return all.toByteArray();
  }

  /** The example of Apple's Technical Note 1023, which describes the format. */
  @Test
  void decodesTheExampleOfTheFormatsAuthors() throws IOException {
    byte[] expected = hex("AA AA AA 80 00 2A AA AA AA AA 80 00 2A 22 AA AA AA AA AA AA AA AA AA AA");
    for (int piece = 1; piece < 30; piece++) {
      assertArrayEquals(expected, read(hex("FE AA 02 80 00 2A FD AA 03 80 00 2A 22 F7 AA"), piece), "piece " + piece);
    }
  }

  @Test
  void theLongestRunAndTheLongestStretchHave128Bytes() throws IOException {
    byte[] stored = new byte[2 + 1 + 128];
    stored[0] = (byte) 0x81;
    stored[1] = 9;
    stored[2] = 127;
    for (int i = 0; i < 128; i++) {
      stored[3 + i] = (byte) (i + 100);
    }
    byte[] expected = new byte[256];
    for (int i = 0; i < 128; i++) {
      expected[i] = 9;
      expected[128 + i] = (byte) (i + 100);
    }
    assertArrayEquals(expected, read(stored, 1000));
  }

  @Test
  void code128DoesNothing() throws IOException {
    assertArrayEquals(hex("07 08"), read(hex("80 80 00 07 80 00 08 80"), 10));
    assertArrayEquals(new byte[0], read(hex("80"), 10));
    assertArrayEquals(new byte[0], read(new byte[0], 10));
  }

  @ParameterizedTest
  @CsvSource({"02 01 02, a stretch", "05, a stretch", "FE, a run", "00 01 FD, a run"})
  void dataThatBreakOffAreAnErrorNotAnEnd(String stored, String where) {
    for (int piece : new int[] {1, 2, 3, 100}) {
      ZipException e = assertThrows(ZipException.class, () -> read(hex(stored), piece));
      assertEquals("PackBits data break off within " + where, e.getMessage());
    }
  }

  @Test
  void randomRunsAndStretchesComeBackInPiecesOfAnyLength() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      for (int i = 0; i < 60; i++) {
        int length = 1 + random.nextInt(128);
        if (random.nextBoolean()) {
          byte[] stretch = new byte[length];
          random.nextBytes(stretch);
          stored.write(length - 1);
          stored.writeBytes(stretch);
          plain.writeBytes(stretch);
        } else {
          int value = random.nextInt(256);
          stored.write(length == 1 ? 0 : 257 - length);
          stored.write(value);
          for (int k = 0; k < length; k++) {
            plain.write(value);
          }
        }
      }
      assertArrayEquals(plain.toByteArray(), read(stored.toByteArray(), 1 + random.nextInt(300)), "seed " + seed);
    }
  }
}
