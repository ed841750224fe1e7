package io.github.exo2micro.picture.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngEncoderTest {

  private static BufferedImage image(int width, int height, java.util.function.IntBinaryOperator rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb.applyAsInt(x, y));
      }
    }
    return image;
  }

  private static void assertReadBack(BufferedImage image, String what) throws IOException {
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(PictureFiles.png(image)));
    int w = image.getWidth();
    int h = image.getHeight();
    assertArrayEquals(image.getRGB(0, 0, w, h, null, 0, w), read.getRGB(0, 0, w, h, null, 0, w), what);
  }

  /** Each kind of row has a filter that suits it; none may change a pixel. */
  @Test
  void everyKindOfRowComesBackAsItWas() throws IOException {
    Random random = new Random(3);
    assertReadBack(image(37, 23, (x, y) -> 0xfefefe), "one colour");
    assertReadBack(image(37, 23, (x, y) -> random.nextInt() & 0xffffff), "noise");
    assertReadBack(image(37, 23, (x, y) -> 0x070503 * x & 0xffffff), "columns");
    assertReadBack(image(37, 23, (x, y) -> 0x0b0d11 * y & 0xffffff), "rows");
    assertReadBack(image(37, 23, (x, y) -> (x + y) % 2 == 0 ? 0xff00ff : 0x00ff00), "a chequer board");
    assertReadBack(image(1, 1, (x, y) -> 0x123456), "one pixel");
    assertReadBack(image(1, 50, (x, y) -> y * 5), "one column");
    assertReadBack(image(50, 1, (x, y) -> x * 5), "one row");
  }

  @Test
  void aRowLongerThanTheBufferIsWrittenWhole() throws IOException {
    Random random = new Random(5);
    assertReadBack(image(30_000, 3, (x, y) -> random.nextInt() & 0xffffff), "30000 px wide");
  }

  private record Chunk(String type, byte[] data) {}

  private static List<Chunk> chunks(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    byte[] signature = new byte[8];
    bytes.get(signature);
    assertArrayEquals(PngEncoder.signature(), signature);
    List<Chunk> chunks = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] data = new byte[bytes.getInt()];
      byte[] type = new byte[4];
      bytes.get(type).get(data);
      CRC32 crc = new CRC32();
      crc.update(type);
      crc.update(data);
      assertEquals((int) crc.getValue(), bytes.getInt(), "checksum of a chunk");
      chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
    }
    return chunks;
  }

  @Test
  void theFileIsMadeOfTheChunksThatTheStandardWants() {
    List<Chunk> chunks = chunks(PictureFiles.png(image(61, 41, (x, y) -> x * y)));
    assertEquals(List.of("IHDR", "pHYs", SmallPicture.CHUNK, "IDAT", "IEND"),
        chunks.stream().map(Chunk::type).toList());
    ByteBuffer header = ByteBuffer.wrap(chunks.get(0).data());
    assertEquals(61, header.getInt());
    assertEquals(41, header.getInt());
    ByteBuffer resolution = ByteBuffer.wrap(chunks.get(1).data());
    assertEquals(8504, resolution.getInt(), "216 dots per inch in dots per metre");
    assertEquals(8504, resolution.getInt());
    assertEquals(1, resolution.get(), "the unit is the metre");
    assertEquals(0, chunks.get(4).data().length);
  }

  @Test
  void onlyPlainColourIsEncoded() {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
        () -> new PngEncoder(new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB)));
    assertEquals("an image of type 2", refused.getMessage());
  }

  private record Failing(RuntimeException thrown) implements Picture {
    @Override
    public String name() {
      return "heat_map";
    }

    @Override
    public BufferedImage draw() {
      throw thrown;
    }

    @Override
    public String csv() {
      return "a,b\n";
    }
  }

  @Test
  void aPictureThatCannotBeDrawnKeepsItsNumbersAndSaysWhatToDo(@TempDir Path folder) throws IOException {
    PictureFiles files = new PictureFiles(folder, "_pad5");
    UndrawableException refused = assertThrows(UndrawableException.class,
        () -> files.store(new Failing(new RuntimeException("outer", new IllegalStateException("no fonts")))));
    assertTrue(refused.getMessage().startsWith("The picture 'heat_map' could not be drawn ("
        + "java.lang.IllegalStateException: no fonts at "), refused.getMessage());
    assertTrue(refused.getMessage().contains("fontconfig"), refused.getMessage());
    assertEquals("a,b\n", Files.readString(folder.resolve("heat_map_pad5.csv")));
    assertTrue(Files.notExists(files.image("heat_map")));
  }

  @Test
  void aCancelledPictureIsNoFailedOne(@TempDir Path folder) {
    CancellationException cancelled = new CancellationException();
    assertEquals(cancelled, assertThrows(CancellationException.class,
        () -> new PictureFiles(folder, "").store(new Failing(cancelled))));
  }

  @Test
  void theSignatureIsACopy() {
    Arrays.fill(PngEncoder.signature(), (byte) 0);
    assertEquals((byte) 0x89, PngEncoder.signature()[0]);
  }
}
