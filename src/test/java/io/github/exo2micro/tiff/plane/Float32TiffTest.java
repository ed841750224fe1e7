package io.github.exo2micro.tiff.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FilePlaneContractTest;
import io.github.exo2micro.io.Pixels;
import io.github.exo2micro.io.PlaneWriter;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class Float32TiffTest extends FilePlaneContractTest {

  @Override
  protected PlaneWriter writer(Path file, ImageSize size) throws IOException {
    return new Float32TiffWriter(file, size);
  }

  @Override
  protected FilePlane plane(Path file) throws IOException {
    return new Float32TiffPlane(file);
  }

  public static void assertReadByTheJdk(Path file, ImageSize size) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      Raster raster = reader.read(0).getRaster();
      Pixels pixels = new Pixels(size);
      assertEquals(size, new ImageSize(raster.getWidth(), raster.getHeight()));
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          assertEquals(pixels.at(x, y), raster.getSampleFloat(x, y, 0));
        }
      }
    } finally {
      reader.dispose();
    }
  }

  @Test
  void isReadByTheJdk() throws IOException {
    ImageSize size = new ImageSize(613, 1227);
    assertReadByTheJdk(write(size), size);
  }

  @Test
  void pixelsFollowEachOtherToTheEndOfTheFile() throws IOException {
    ImageSize size = new ImageSize(613, 1227);
    Path file = write(size);
    Float32TiffDirectory directory = Float32TiffDirectory.read(file);
    assertTrue(directory.offsets().length > 1, "one strip shows nothing");
    long next = directory.offsets()[0];
    for (int i = 0; i < directory.offsets().length; i++) {
      assertEquals(next, directory.offsets()[i]);
      next += directory.counts()[i];
    }
    assertEquals(Files.size(file), next);
    assertEquals(4 * size.area(), next - directory.offsets()[0]);
  }

  /** 8 MB, of which one row of bands is not 0. */
  private static Path padded(Path file) throws IOException {
    ImageSize size = new ImageSize(1024, 2048);
    try (PlaneWriter writer = new Float32TiffWriter(file, size)) {
      float[] rows = new float[1024 * 256];
      for (int band = 0; band < 8; band++) {
        java.util.Arrays.fill(rows, band == 4 ? 7f : 0f);
        writer.append(rows, 256);
      }
      writer.finish();
      writer.publish();
    }
    return file;
  }

  @Test
  void paddingIsAHoleOfTheFile(@TempDir Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/stat")), "no stat to ask for the blocks of a file");
    Path file = padded(folder.resolve("padded.tiff"));
    Process stat = new ProcessBuilder("/usr/bin/stat", "-c", "%b %B", file.toString()).start();
    String[] blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim().split(" ");
    long allocated = Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    assertTrue(allocated <= 5 << 20, allocated + " bytes of " + Files.size(file));
  }

  @Test
  void holesReadAsZerosAndTheFileHasItsLength(@TempDir Path folder) throws IOException {
    Path file = padded(folder.resolve("padded.tiff"));
    ImageSize size = new ImageSize(1024, 2048);
    assertEquals(Float32TiffDirectory.read(file).offsets()[0] + 4 * size.area(), Files.size(file));
    try (FilePlane plane = plane(file)) {
      float[] pixels = new float[(int) size.area()];
      plane.read(size.whole(), pixels);
      for (int i = 0; i < pixels.length; i++) {
        assertEquals(i / 1024 / 256 == 4 ? 7f : 0f, pixels[i]);
      }
    }
  }
}
