package io.github.exo2micro.tiff.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FilePlaneContractTest;
import io.github.exo2micro.io.Pixels;
import io.github.exo2micro.io.PlaneWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BigTiffTest extends FilePlaneContractTest {

  @Override
  protected PlaneWriter writer(Path file, ImageSize size) throws IOException {
    return new Float32TiffWriter(file, size, 1);
  }

  @Override
  protected FilePlane plane(Path file) throws IOException {
    return new Float32TiffPlane(file);
  }

  private static int version(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(2);
      return in.read();
    }
  }

  @Test
  void isChosenWhereTheFileWouldReachTheLimit() throws IOException {
    ImageSize size = new ImageSize(100, 100);
    long length = 4096 + 40_000;
    for (long limit : new long[] {length, length - 1}) {
      Path file = folder.resolve("limit");
      try (PlaneWriter writer = new Float32TiffWriter(file, size, limit)) {
        new Pixels(size).copyTo(writer);
        writer.commit();
      }
      assertEquals(limit == length ? 42 : 43, version(file));
    }
  }

  @Test
  void thePaddedFullSizeImageIsStillClassic() {
    ImageSize full = new ImageSize(30_000, 25_000).padded(2000);
    Float32TiffLayout layout = new Float32TiffLayout(full, 7, false, 1);
    assertEquals(true, layout.dataAt() + 4 * full.area() <= 0xFFFF_FFFFL);
  }
}
