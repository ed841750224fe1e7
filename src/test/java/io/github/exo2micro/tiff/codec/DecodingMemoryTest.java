package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which strips and tiles are decoded as a whole; no pixel is stored for it. */
class DecodingMemoryTest {

  private static final long LISTS = 16;

  @TempDir
  Path folder;

  private DecodingMemory of(Compression compression, int width, int height, boolean tiled, String strip)
      throws IOException {
    return of(compression, width, height, tiled, 1, strip);
  }

  private DecodingMemory of(Compression compression, int width, int height, boolean tiled, int samples, String strip)
      throws IOException {
    StoredChunks stored = new StoredChunks(folder.resolve("f"), compression);
    stored.size = new ImageSize(width, height);
    stored.width = width;
    stored.height = height;
    stored.tiled = tiled;
    stored.samples = samples;
    var layout = stored.layout(List.of(HexFormat.of().parseHex(strip.replace(" ", ""))));
    try (TiffBytes bytes = stored.bytes()) {
      return DecodingMemory.of(bytes, layout);
    }
  }

  /** A header of a JPEG of that size with so many components in its frame and its scan. */
  private static String jpeg(int marker, int width, int height, int components, int inScan) {
    StringBuilder frame = new StringBuilder(String.format("FFD8 FF%02X %04X 08 %04X %04X %02X", marker,
        8 + 3 * components, height, width, components));
    for (int i = 0; i < components; i++) {
      frame.append(String.format("%02X1100", i + 1));
    }
    frame.append(String.format("FFDA %04X %02X", 6 + 2 * inScan, inScan));
    for (int i = 0; i < inScan; i++) {
      frame.append(String.format("%02X00", i + 1));
    }
    return frame + "003F00";
  }

  @Test
  void uncompressedAndSmallChunksTakeNothingButTheirLists() throws IOException {
    assertEquals(new DecodingMemory(true, LISTS), of(Compression.NONE, 20_000, 20_000, false, "00"));
    assertEquals(new DecodingMemory(true, LISTS), of(Compression.LZW, 2048, 2048, false, "00"), "4 MiB to the byte");
    assertEquals(new DecodingMemory(true, LISTS), of(Compression.JPEG, 2048, 2048, true, "00"));
  }

  @Test
  void aLargeStripIsDecodedRowByRowInABoundedPlace() throws IOException {
    assertEquals(new DecodingMemory(false, LISTS + (16 << 20)), of(Compression.DEFLATE, 2049, 2048, false, "00"));
    assertEquals(new DecodingMemory(false, LISTS + (16 << 20)), of(Compression.LZW, 30_000, 25_000, false, "00"));
    // Rows of 2 000 000 bytes: a block is one of them, and fourteen are on their way.
    assertEquals(new DecodingMemory(false, LISTS + 28_000_000), of(Compression.LZW, 2_000_000, 3, false, "00"));
  }

  @Test
  void aLargeJpegStripOfOneScanIsDecodedRowByRowATileAsAWhole() throws IOException {
    assertFalse(of(Compression.JPEG, 3000, 3000, false, jpeg(0xc0, 3000, 3000, 1, 1)).wholeChunks());
    DecodingMemory tile = of(Compression.JPEG, 3000, 3000, true, jpeg(0xc0, 3000, 3000, 1, 1));
    assertEquals(new DecodingMemory(true, LISTS + 3 * 9_000_000), tile);
    assertFalse(of(Compression.JPEG, 6000, 6000, true, jpeg(0xc0, 6000, 6000, 1, 1)).wholeChunks(),
        "a tile of more than 32 MiB");
  }

  @Test
  void severalScansKeepTwoBytesForEachSampleOfTwoThreads() throws IOException {
    DecodingMemory progressive = of(Compression.JPEG, 3000, 3000, false, jpeg(0xc2, 3000, 3000, 1, 1));
    assertEquals(new DecodingMemory(true, LISTS + 7 * 9_000_000L), progressive);
    DecodingMemory apart = of(Compression.JPEG, 2000, 2000, false, 3, jpeg(0xc0, 2000, 2000, 3, 1));
    assertEquals(new DecodingMemory(true, LISTS + 7 * 12_000_000L), apart);
  }

  @Test
  void whatCanOnlyBeDecodedAsAWholeAndIsTooLargeIsRefusedWithTheWayOut() {
    String message = assertThrows(RemediableException.class,
        () -> of(Compression.JPEG, 12_000, 12_000, false, jpeg(0xc2, 12_000, 12_000, 1, 1))).getMessage();
    assertTrue(message.contains("JPEG strips or tiles of 12000 x 12000 px, which can only be decoded as a whole"),
        message);
    assertTrue(message.contains("save it again with tiles or smaller strips"), message);
    assertThrows(RemediableException.class,
        () -> of(Compression.JPEG, 9000, 9000, false, 4, jpeg(0xc0, 9000, 9000, 4, 4)), "four samples do not stream");
  }

  @Test
  void aLargeStripWhoseHeaderIsDamagedIsRefusedAtOnce() {
    String message = assertThrows(RemediableException.class,
        () -> of(Compression.JPEG, 3000, 3000, false, "FFD8 0000")).getMessage();
    assertTrue(message.contains("something else than a JPEG marker at byte 2"), message);
  }
}
