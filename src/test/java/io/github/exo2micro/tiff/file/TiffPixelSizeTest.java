package io.github.exo2micro.tiff.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.tiff.TiffSource;
import io.github.exo2micro.tiff.plane.DeflatedTiffWriter;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pixel's size is read from what microscopes' programs write, and what is written is read by ImageJ. */
class TiffPixelSizeTest {

  private static final ImageSize SIZE = new ImageSize(7, 5);

  @TempDir
  Path folder;

  /** A grey 8-bit image of 7 × 5 px with a description and a resolution in hundredths. */
  private Optional<PixelSize> read(String description, int hundredths, int unit) throws IOException {
    byte[] text = (description + "\0").getBytes(StandardCharsets.UTF_8);
    int entries = 12;
    int after = 8 + 2 + entries * 12 + 4;
    ByteBuffer out = ByteBuffer.allocate(after + 16 + text.length + 35).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries);
    int[][] table = {{256, 3, 1, 7}, {257, 3, 1, 5}, {258, 3, 1, 8}, {259, 3, 1, 1}, {262, 3, 1, 1},
        {270, 2, text.length, after + 16}, {273, 4, 1, after + 16 + text.length}, {278, 3, 1, 5}, {279, 4, 1, 35},
        {282, 5, 1, after}, {283, 5, 1, after + 8}, {296, 3, 1, unit}};
    for (int[] e : table) {
      out.putShort((short) e[0]).putShort((short) e[1]).putInt(e[2]).putInt(e[3]);
    }
    out.putInt(0).putInt(hundredths).putInt(100).putInt(hundredths).putInt(100).put(text);
    Path file = folder.resolve("raw.tif");
    Files.write(file, out.array());
    return new TiffSource().header(file).pixel();
  }

  private static void assertSize(double micrometres, Optional<PixelSize> found) {
    assertTrue(found.isPresent(), "no pixel size");
    assertEquals(micrometres, found.get().x(), 1e-4 * micrometres);
    assertEquals(micrometres, found.get().y(), 1e-4 * micrometres);
  }

  @Test
  void readsTheTagsInCentimetresAndInches() throws IOException {
    assertSize(0.5, read("", 20_000 * 100, 3));
    assertSize(0.508, read("", 50_000 * 100, 2));
  }

  @Test
  void leavesOutWhatPrintersUse() throws IOException {
    assertEquals(Optional.empty(), read("", 72 * 100, 2));
    assertEquals(Optional.empty(), read("", 300 * 100, 2));
    assertEquals(Optional.empty(), read("", 400, 1));
    assertEquals(Optional.empty(), read("", 0, 3));
  }

  @Test
  void readsImageJsDescription() throws IOException {
    assertSize(0.25, read("ImageJ=1.54f\nunit=micron\n", 400, 1));
    assertSize(0.25, read("ImageJ=1.53t\nimages=1\nunit=\\u00B5m\n", 400, 1));
    assertSize(0.25, read("ImageJ=1.53t\nunit=nm\n", 1, 1).map(p -> new PixelSize(p.x() * 2.5, p.y() * 2.5)));
  }

  @Test
  void readsOmeXmlBeforeTheTags() throws IOException {
    String ome = "<?xml version=\"1.0\"?><OME><Image><Pixels ID=\"Pixels:0\" SizeX=\"7\" SizeY=\"5\" "
        + "PhysicalSizeX=\"%s\" PhysicalSizeY=\"%s\"%s Type=\"uint8\"/></Image></OME>";
    assertSize(0.65, read(String.format(ome, "0.65", "0.65", ""), 72 * 100, 2));
    assertSize(0.65, read(String.format(ome, "650", "650",
        " PhysicalSizeXUnit=\"nm\" PhysicalSizeYUnit=\"nm\""), 20_000 * 100, 3));
    assertSize(0.65, read(String.format(ome, "0.65", "0.65",
        " PhysicalSizeXUnit=\"µm\" PhysicalSizeYUnit=\"µm\""), 72 * 100, 2));
  }

  @Test
  void imageJReadsWhatIsWritten() throws IOException {
    PixelSize size = new PixelSize(0.325, 0.65);
    for (boolean deflated : new boolean[] {false, true}) {
      Path file = folder.resolve("own" + deflated + ".tiff");
      try (PlaneWriter writer = deflated ? new DeflatedTiffWriter(file, SIZE, 1, Optional.of(size))
          : new Float32TiffWriter(file, SIZE, Optional.of(size))) {
        writer.append(new float[35], 5);
        writer.commit();
      }
      FileInfo info = new TiffDecoder(folder + "/", file.getFileName().toString()).getTiffInfo()[0];
      assertEquals(0.325, info.pixelWidth, 1e-6);
      assertEquals(0.65, info.pixelHeight, 1e-6);
      assertTrue(info.description.contains("unit=micron"), info.description);
      PixelSize own = new TiffSource().header(file).pixel().orElseThrow();
      assertEquals(0.325, own.x(), 1e-6);
      assertEquals(0.65, own.y(), 1e-6);
    }
  }

  @Test
  void withoutAPixelSizeNoTagIsWritten() throws IOException {
    Path file = folder.resolve("none.tiff");
    try (PlaneWriter writer = new Float32TiffWriter(file, SIZE)) {
      writer.append(new float[35], 5);
      writer.commit();
    }
    assertEquals(Optional.empty(), new TiffSource().header(file).pixel());
    assertEquals("", String.valueOf(new TiffDecoder(folder + "/", "none.tiff").getTiffInfo()[0].description)
        .replace("null", ""));
  }
}
