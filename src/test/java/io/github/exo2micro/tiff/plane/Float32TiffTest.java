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
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

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
}
