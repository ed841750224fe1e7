package io.github.exo2micro.tiff.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.Pixels;
import io.github.exo2micro.io.PlaneWriter;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** float32 TIFF files that other programs write. */
class ForeignTiffTest {

  private static final ImageSize SIZE = new ImageSize(613, 227);

  @TempDir
  Path folder;

  private static void assertReadsAll(Path file) throws IOException {
    try (FilePlane plane = new Float32TiffPlane(file)) {
      assertEquals(SIZE, plane.size());
      for (Tile region : List.of(SIZE.whole(), new Tile(300, 90, 200, 120))) {
        float[] expected = new float[region.area()];
        float[] found = new float[region.area()];
        new Pixels(SIZE).read(region, expected);
        plane.read(region, found);
        assertArrayEquals(expected, found);
      }
    }
  }

  @Test
  void readsTheBigEndianFileThatTheJdkWrites() throws IOException {
    ComponentColorModel grey = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
        Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
    WritableRaster raster = grey.createCompatibleWritableRaster(SIZE.width(), SIZE.height());
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        raster.setSample(x, y, 0, new Pixels(SIZE).at(x, y));
      }
    }
    Path file = folder.resolve("jdk.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(new BufferedImage(grey, raster, false, null), null, null));
    } finally {
      writer.dispose();
    }
    assertEquals('M', Files.readAllBytes(file)[0]);
    assertReadsAll(file);
  }

  /** The layout of tifffile's imwrite: directory first, one strip of everything, a description in between. */
  @ParameterizedTest
  @CsvSource({"false, LITTLE", "true, LITTLE", "false, BIG", "true, BIG"})
  void readsWhatTifffileWrites(boolean big, String byteOrder) throws IOException {
    ByteOrder order = byteOrder.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int[][] tags = {{256, 4, SIZE.width()}, {257, 4, SIZE.height()}, {258, 3, 32}, {259, 3, 1}, {262, 3, 1},
        {270, 2, 0}, {273, big ? 16 : 4, 1000}, {277, 3, 1}, {278, 4, SIZE.height()},
        {279, big ? 16 : 4, (int) (4 * SIZE.area())}, {282, 5, 0}, {339, 3, 3}};
    ByteBuffer out = ByteBuffer.allocate(1000 + (int) (4 * SIZE.area())).order(order);
    out.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    out.putShort((short) (big ? 43 : 42));
    if (big) {
      out.putShort((short) 8).putShort((short) 0).putLong(16).putLong(tags.length);
    } else {
      out.putInt(8).putShort((short) tags.length);
    }
    for (int[] tag : tags) {
      int next = out.position() + (big ? 20 : 12);
      out.putShort((short) tag[0]).putShort((short) tag[1]);
      int count = tag[0] == 270 ? 21 : 1;
      out = big ? out.putLong(count) : out.putInt(count);
      switch (tag[1]) {
        case 3 -> out.putShort((short) tag[2]);
        case 16 -> out.putLong(tag[2]);
        default -> out.putInt(tag[2]);
      }
      out.position(next);
    }
    out.position(1000);
    for (int i = 0; i < SIZE.area(); i++) {
      out.putFloat(new Pixels(SIZE).at(i % SIZE.width(), i / SIZE.width()));
    }
    assertReadsAll(Files.write(folder.resolve("tifffile.tiff"), out.array()));
  }

  @Test
  void readsStripsInAnyOrder() throws IOException {
    Float32TiffLayout layout = new Float32TiffLayout(SIZE, 50, false, Float32TiffLayout.NO_COMPRESSION);
    long stripBytes = 50L * 4 * SIZE.width();
    Path file = folder.resolve("shuffled.tif");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(layout.header(i -> layout.dataAt() + (layout.strips() - 1 - i) * stripBytes,
          i -> layout.rows(i) * 4L * SIZE.width()));
      for (int strip = 0; strip < layout.strips(); strip++) {
        Tile rows = new Tile(0, 50 * strip, SIZE.width(), layout.rows(strip));
        float[] pixels = new float[rows.area()];
        new Pixels(SIZE).read(rows, pixels);
        ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(pixels);
        channel.write(bytes, layout.dataAt() + (layout.strips() - 1 - strip) * stripBytes);
      }
    }
    assertReadsAll(file);
  }

  @Test
  void refusesIntegers() throws IOException {
    Path file = folder.resolve("grey.tif");
    ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_BYTE_GRAY), "tiff", file.toFile());
    DamagedImageException e = assertThrows(DamagedImageException.class, () -> new Float32TiffPlane(file).close());
    assertTrue(e.reason().contains("samples of 8 bits"), e.reason());
  }

  /** Each byte of the directory is spoilt in turn: whatever is then claimed is refused, or read without harm. */
  @Test
  void aSpoiltDirectoryNeverHangsNorTakesMemory() throws IOException {
    Path file = folder.resolve("spoilt.tif");
    try (PlaneWriter writer = new Float32TiffWriter(file, SIZE)) {
      new Pixels(SIZE).copyTo(writer);
      writer.commit();
    }
    byte[] good = Files.readAllBytes(file);
    int refused = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at < 150; at++) {
        for (int value : new int[] {0, 0x7f, 0xff}) {
          channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
          try (FilePlane plane = new Float32TiffPlane(file)) {
            plane.read(new Tile(0, 0, 1, 1), new float[1]);
          } catch (DamagedImageException e) {
            refused++;
          }
        }
        channel.write(ByteBuffer.wrap(good, at, 1), at);
      }
    }
    assertTrue(refused > 100, "refused " + refused);
  }
}
