package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LZW streams of other writers, by hand, and of random codes, against a decoder as the specification tells it. */
class LzwInputStreamTest {

  private static final int CLEAR = 256;
  private static final int END = 257;

  /** Codes of the widths that a writer uses at that point, most significant bit first. */
  private static final class Codes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long bits;
    private int count;

    Codes put(int width, int... codes) {
      for (int code : codes) {
        bits = bits << width | code;
        for (count += width; count >= 8; count -= 8) {
          out.write((int) (bits >> count - 8));
        }
      }
      return this;
    }

    byte[] bytes() {
      if (count > 0) {
        out.write((int) (bits << 8 - count));
        count = 0;
      }
      return out.toByteArray();
    }
  }

  /** Reads to the end in pieces of that length. */
  private static byte[] read(byte[] stored, int piece) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = new LzwInputStream(new ByteArrayInputStream(stored))) {
      byte[] into = new byte[piece + 2];
      for (int n = in.read(into, 1, piece); n >= 0; n = in.read(into, 1, piece)) {
        all.write(into, 1, n);
        assertEquals(0, into[0], "nothing in front of the place that was asked for");
        assertEquals(0, into[piece + 1], "nor behind it");
      }
    }
    return all.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) values[i];
    }
    return all;
  }

  @Test
  void decodesTheExampleOfTheSpecification() throws IOException {
    byte[] stored = new Codes().put(9, CLEAR, 7, 258, 8, 8, 258, 6, 6, END).bytes();
    assertArrayEquals(bytes(7, 7, 7, 8, 8, 7, 7, 6, 6), read(stored, 100));
  }

  @Test
  void aCodeMayStandForTheStringThatIsJustBeingMade() throws IOException {
    byte[] stored = new Codes().put(9, CLEAR, 5, 258, 259, 260, END).bytes();
    byte[] fives = new byte[1 + 2 + 3 + 4];
    java.util.Arrays.fill(fives, (byte) 5);
    for (int piece = 1; piece <= 11; piece++) {
      assertArrayEquals(fives, read(stored, piece), "pieces of " + piece);
    }
  }

  @Test
  void whatComesAfterTheEndIsNotRead() throws IOException {
    assertArrayEquals(bytes(1), read(new Codes().put(9, CLEAR, 1, END, 2, 3, 4).bytes(), 10));
  }

  @Test
  void aStreamWithoutItsFirstClearCodeIsRead() throws IOException {
    assertArrayEquals(bytes(1, 2, 1, 2), read(new Codes().put(9, 1, 2, 258, END).bytes(), 10));
  }

  @Test
  void aStreamThatBreaksOffGivesWhatIsThereAndEnds() throws IOException {
    byte[] stored = new Codes().put(9, CLEAR, 200, 201, 202).bytes();
    assertArrayEquals(bytes(200, 201), read(java.util.Arrays.copyOf(stored, 4), 10));
    assertArrayEquals(new byte[0], read(new byte[0], 10));
    assertArrayEquals(new byte[0], read(new byte[] {(byte) 0x80}, 10), "not even a whole code");
  }

  @ParameterizedTest
  @ValueSource(ints = {258, 300, 511})
  void aCodeThatStandsForNothingYetIsAnError(int code) {
    for (byte[] stored : List.of(new Codes().put(9, CLEAR, code).bytes(),
        new Codes().put(9, CLEAR, 1, 2, CLEAR, code).bytes(),
        new Codes().put(9, CLEAR, 1, code == 258 ? 259 : code).bytes())) {
      assertEquals("an LZW code that stands for nothing yet",
          assertThrows(ZipException.class, () -> read(stored, 10)).getMessage());
    }
  }

  @Test
  void nothingIsWantedAndNothingIsRead() throws IOException {
    InputStream in = new LzwInputStream(new ByteArrayInputStream(new Codes().put(9, CLEAR, 7, END).bytes()));
    assertEquals(0, in.read(new byte[3], 1, 0));
    assertEquals(7, in.read());
    assertEquals(-1, in.read());
    assertEquals(-1, in.read(new byte[3]));
  }

  /** As the specification tells it: a table of strings, nothing clever. */
  private static final class Plain {
    private final List<byte[]> table = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] previous;

    Plain() {
      clear();
    }

    void clear() {
      table.clear();
      for (int i = 0; i < 258; i++) {
        table.add(new byte[] {(byte) i});
      }
      previous = null;
    }

    /** The width of the code that comes next: one early, as TIFF has it. */
    int width() {
      int size = table.size() + 1;
      return size < 512 ? 9 : size < 1024 ? 10 : size < 2048 ? 11 : 12;
    }

    /** How many codes there are to choose from, the one that is being made with them. */
    int choices() {
      return previous == null ? 256 : Math.min(4096, table.size() + 1);
    }

    void take(int code) {
      byte[] string;
      if (code < table.size()) {
        string = table.get(code);
        if (previous != null && table.size() < 4096) {
          table.add(longer(previous, string[0]));
        }
      } else {
        string = longer(previous, previous[0]);
        table.add(string);
      }
      out.writeBytes(string);
      previous = string;
    }

    private static byte[] longer(byte[] string, byte last) {
      byte[] all = java.util.Arrays.copyOf(string, string.length + 1);
      all[string.length] = last;
      return all;
    }
  }

  /** Codes at random, the newest more often: strings that overlap themselves, and a full table that goes on. */
  private static byte[] random(Random random, int codes, int clearEvery, Plain plain) {
    Codes stored = new Codes().put(9, CLEAR);
    for (int i = 0; i < codes; i++) {
      if (clearEvery > 0 && i % clearEvery == clearEvery - 1) {
        stored.put(plain.width(), CLEAR);
        plain.clear();
      }
      int choices = plain.choices();
      int code = random.nextInt(3) > 0 ? choices - 1 - random.nextInt(Math.min(5, choices)) : random.nextInt(choices);
      if (code == CLEAR || code == END) {
        code = 255;
      }
      stored.put(plain.width(), code);
      plain.take(code);
    }
    return stored.put(plain.width(), END).bytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 255, 4095, 4096, 4097, 1 << 20})
  void randomCodesGiveTheStringsOfTheTableInPiecesOfAnyLength(int piece) throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      Plain plain = new Plain();
      byte[] stored = random(new Random(seed), seed < 6 ? 300 : 4500, seed % 3 == 0 ? 0 : 700 + 11 * seed, plain);
      assertArrayEquals(plain.out.toByteArray(), read(stored, piece), "seed " + seed);
    }
  }

  @Test
  void aReaderMayChangeTheLengthOfItsPiecesAsItLikes() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Plain plain = new Plain();
      byte[] stored = random(new Random(seed), 4200, 0, plain);
      Random lengths = new Random(seed + 100);
      InputStream in = new LzwInputStream(new ByteArrayInputStream(stored));
      byte[] expected = plain.out.toByteArray();
      byte[] got = new byte[expected.length];
      for (int at = 0; at < got.length;) {
        int wanted = Math.min(got.length - at, lengths.nextInt(10) == 0 ? 1 + lengths.nextInt(9000)
            : 1 + lengths.nextInt(20));
        int n = in.read(got, at, wanted);
        assertEquals(wanted, n, "less than wanted is given at the end alone");
        at += n;
      }
      assertArrayEquals(expected, got, "seed " + seed);
      assertEquals(-1, in.read());
    }
  }

  @Test
  void damagedStreamsEndOrAreRefusedAndNeverGrowBeyondWhatTheirCodesCanHold() throws IOException {
    Random random = new Random(1);
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      byte[] stored = random(new Random(seed), 400, 0, new Plain());
      for (int i = 0; i < 3; i++) {
        stored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        long most = (stored.length * 8L / 9 + 1) * 4096;
        assertTrue(read(stored, 5000).length <= most);
      } catch (ZipException e) {
        refused++;
      }
    }
    assertTrue(refused > 50, "refused " + refused);
  }

  @Test
  void decodesTheStripThatTheJdkWrites(@TempDir Path folder) throws IOException {
    BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 200 < 100 ? random.nextInt(256) : i / 700);
    }
    Path file = folder.resolve("jdk.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("LZW");
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    FileInfo info = new TiffDecoder(folder + "/", "jdk.tif").getTiffInfo()[0];
    assertEquals(FileInfo.LZW, info.compression, "without a predictor");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] stored = Files.readAllBytes(file);
    for (int i = 0; i < info.stripOffsets.length; i++) {
      all.writeBytes(read(java.util.Arrays.copyOfRange(stored, info.stripOffsets[i],
          info.stripOffsets[i] + info.stripLengths[i]), 1000));
    }
    assertArrayEquals(pixels, all.toByteArray());
  }
}
