package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of strips and tiles: whole, left out, too long, too short, and one after another of a large strip. */
class BlockDecoderTest {

  @TempDir
  Path folder;

  private StoredChunks stored(Compression compression) {
    return new StoredChunks(folder.resolve("chunks"), compression);
  }

  private static byte[] pixels(int length) {
    byte[] all = new byte[length];
    for (int i = 0; i < length; i++) {
      all[i] = (byte) (i * 2654435761L >> 7);
    }
    return all;
  }

  private static byte[] deflated(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(plain);
    }
    return out.toByteArray();
  }

  /** PackBits as a lazy writer makes it: stretches only. */
  private static byte[] packed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; at += 128) {
      int n = Math.min(128, plain.length - at);
      out.write(n - 1);
      out.write(plain, at, n);
    }
    return out.toByteArray();
  }

  private static String refusal(StoredChunks stored, byte[]... chunks) {
    return assertThrows(RemediableException.class, () -> stored.decode(Arrays.asList(chunks), 0, 0)).getMessage();
  }

  @Test
  void aTileThatWasNeverWrittenIsZero() throws IOException {
    StoredChunks stored = stored(Compression.DEFLATE);
    stored.tiled = true;
    stored.width = 16;
    stored.height = 16;
    List<byte[]> tiles = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tiles.add(i % 2 == 0 ? deflated(pixels(256)) : null);
    }
    assertArrayEquals(pixels(256), stored.decode(tiles, 0, 0));
    assertArrayEquals(new byte[256], stored.decode(tiles, 1, 0));
    assertArrayEquals(new byte[14 * 16], stored.decode(tiles, 5, 0), "of the last row of tiles, what is in the image");
    assertArrayEquals(Arrays.copyOf(pixels(256), 14 * 16), stored.decode(tiles, 4, 0));
  }

  @Test
  void dataThatEndTooEarlyAreCountedInTheMessage() throws IOException {
    byte[] short7 = Arrays.copyOf(pixels(1200), 1193);
    String message = refusal(stored(Compression.PACK_BITS), packed(short7));
    assertTrue(message.contains("expected 30 rows of PackBits data in strip 1 of 1; found the end of its data 7 bytes "
        + "too early"), message);
    assertTrue(refusal(stored(Compression.DEFLATE), deflated(short7)).contains("7 bytes too early"));
  }

  @Test
  void aFewBytesThatFillUpAStripAreTakenAndMoreAreNot() throws IOException {
    for (int more = 0; more <= 4; more++) {
      assertArrayEquals(Arrays.copyOf(pixels(1200 + more), 1200),
          stored(Compression.PACK_BITS).decode(List.of(packed(pixels(1200 + more))), 0, 0), more + " bytes more");
    }
    String message = refusal(stored(Compression.PACK_BITS), packed(pixels(1205)));
    assertTrue(message.contains("found more data than its rows have"), message);
  }

  @Test
  void aStripThatInflatesWithoutEndIsGivenUpAfterItsRows() throws IOException {
    String message = refusal(stored(Compression.DEFLATE), deflated(new byte[2_000_000]));
    assertTrue(message.contains("found more data than its rows have"), message);
  }

  @Test
  void aWrongChecksumIsDamageAndAMissingOneIsNot() throws IOException {
    byte[] good = deflated(pixels(1200));
    byte[] wrong = good.clone();
    wrong[wrong.length - 1] ^= 1;
    String message = refusal(stored(Compression.DEFLATE), wrong);
    assertTrue(message.contains("data that do not decode: "), message);
    assertArrayEquals(pixels(1200),
        stored(Compression.DEFLATE).decode(List.of(Arrays.copyOf(good, good.length - 4)), 0, 0));
  }

  @Test
  void whatFillsUpAStripOfPackBitsNeedNotBeCodes() throws IOException {
    byte[] codes = packed(pixels(1200));
    byte[] filled = Arrays.copyOf(codes, codes.length + 1);
    filled[codes.length] = 100;
    assertArrayEquals(pixels(1200), stored(Compression.PACK_BITS).decode(List.of(filled), 0, 0));
  }

  @Test
  void aPredictorIsUndoneRowByRow() throws IOException {
    StoredChunks stored = stored(Compression.PACK_BITS);
    stored.samples = 3;
    stored.predictor = 2;
    byte[] plain = pixels(3 * 1200);
    byte[] differences = plain.clone();
    for (int i = 0; i < plain.length; i++) {
      differences[i] -= i % 120 < 3 ? 0 : plain[i - 3];
    }
    assertArrayEquals(plain, stored.decode(List.of(packed(differences)), 0, 0));
  }

  /** 40 x 60 000 px in one strip, of which 26 214 rows make a block. */
  private StoredChunks tall(boolean floats) {
    StoredChunks stored = stored(Compression.DEFLATE);
    stored.type = floats ? SampleType.FLOAT32 : SampleType.UINT8;
    stored.predictor = floats ? 3 : 1;
    stored.size = new ImageSize(40, 60_000);
    stored.height = 60_000;
    stored.wholeChunks = false;
    return stored;
  }

  @Test
  void aLargeStripGivesTheSameBlocksDownwardsUpwardsAndAtRandom() throws IOException {
    StoredChunks stored = tall(false);
    byte[] plain = pixels(40 * 60_000);
    TiffLayout layout = stored.layout(List.of(deflated(plain)));
    try (TiffBytes bytes = stored.bytes(); BlockDecoder decoder = new BlockDecoder(bytes, layout)) {
      int rows = decoder.blockRows();
      assertEquals((1 << 20) / 40, rows);
      for (int block : new int[] {0, 1, 2, 2, 1, 0, 2, 0, 1}) {
        assertArrayEquals(Arrays.copyOfRange(plain, block * rows * 40, Math.min(plain.length, (block + 1) * rows * 40)),
            decoder.decode(0, block), "block " + block);
      }
    }
  }

  @Test
  void damageInALargeStripSpoilsNoBlockAboveItAndIsFoundAgain() throws IOException {
    StoredChunks stored = tall(false);
    byte[] plain = pixels(40 * 60_000);
    byte[] cut = deflated(plain);
    TiffLayout layout = stored.layout(List.of(Arrays.copyOf(cut, cut.length / 2)));
    try (TiffBytes bytes = stored.bytes(); BlockDecoder decoder = new BlockDecoder(bytes, layout)) {
      for (int turn = 0; turn < 2; turn++) {
        assertThrows(RemediableException.class, () -> decoder.decode(0, 2));
        assertArrayEquals(Arrays.copyOf(plain, 40 * decoder.blockRows()), decoder.decode(0, 0));
      }
    }
  }

  @Test
  void aLargeJpegTileReachesOverTheLowerEdgeWithoutHarm() throws IOException {
    StoredChunks stored = stored(Compression.JPEG);
    stored.tiled = true;
    stored.width = 48;
    stored.height = 32;
    byte[] flat = new byte[48 * 32];
    Arrays.fill(flat, (byte) 77);
    byte[] decoded = stored.decode(List.of(Jpegs.write(flat, 48, 32, 1)), 0, 0);
    assertEquals(48 * 30, decoded.length);
    for (byte b : decoded) {
      assertEquals(77, b);
    }
  }
}
