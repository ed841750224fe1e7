package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.junit.jupiter.api.Test;

class FitsTest extends FilePlaneContractTest {

  private static final List<FitsCard> CARDS = List.of(new FitsCard("SAMPLE", "CD070", "Sample name"),
      new FitsCard("SCALE", 1.2999999523162842, "Scale factor (moffat)"), new FitsCard("PAD", 100, "pad"),
      new FitsCard("IECC", false, "interior_ecc"), new FitsCard("SDL", 1e-7, "stopdelta"));

  @Override
  protected PlaneWriter writer(Path file, ImageSize size) throws IOException {
    return new FitsWriter(file, size, CARDS);
  }

  @Override
  protected FilePlane plane(Path file) throws IOException {
    return new FitsPlane(file);
  }

  @Test
  void isReadByNomTamFits() throws Exception {
    ImageSize size = new ImageSize(613, 227);
    Path file = write(size);
    assertEquals(0, Files.size(file) % 2880);
    try (Fits fits = new Fits(file.toFile())) {
      ImageHDU hdu = (ImageHDU) fits.readHDU();
      Header header = hdu.getHeader();
      assertEquals("CD070", header.getStringValue("SAMPLE"));
      assertEquals(1.2999999523162842, header.getDoubleValue("SCALE"));
      assertEquals(100, header.getIntValue("PAD"));
      assertEquals(false, header.getBooleanValue("IECC", true));
      assertEquals(1e-7, header.getDoubleValue("SDL"));
      float[][] pixels = (float[][]) hdu.getKernel();
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          assertEquals(new Pixels(size).at(x, y), pixels[y][x]);
        }
      }
    }
  }

  @Test
  void givesItsCardsBack() throws IOException {
    try (FitsPlane plane = new FitsPlane(write(new ImageSize(3, 2)))) {
      assertEquals("CD070", plane.card("SAMPLE").orElseThrow());
      assertEquals(1e-7, Double.parseDouble(plane.card("SDL").orElseThrow()));
      assertTrue(plane.card("NOTHERE").isEmpty());
    }
  }

  @Test
  void cutsAndReplacesTextThatFitsCannotHold() throws IOException {
    Path file = folder.resolve("odd.fits");
    String name = "Grün's sample " + "'".repeat(80);
    try (FitsWriter writer = new FitsWriter(file, new ImageSize(1, 1),
        List.of(new FitsCard("SAMPLE", name, "x".repeat(99))))) {
      writer.append(new float[] {2}, 1);
      writer.commit();
    }
    try (FitsPlane plane = new FitsPlane(file)) {
      String found = plane.card("SAMPLE").orElseThrow();
      assertTrue(found.startsWith("Gr?n's sample ''"), found);
      float[] pixel = new float[1];
      plane.read(new ImageSize(1, 1).whole(), pixel);
      assertArrayEquals(new float[] {2}, pixel);
    }
  }

  @Test
  void refusesAKeyThatFitsDoesNotAllow() {
    assertThrows(IllegalArgumentException.class,
        () -> new FitsWriter(folder.resolve("x"), new ImageSize(1, 1), List.of(new FitsCard("too long a key", 1, ""))));
  }

  @Test
  void refusesPixelsOfAnotherType() throws IOException {
    Path file = write(new ImageSize(613, 227));
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 0, 2880, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = header.indexOf("-32");
    bytes[at + 1] = '6';
    bytes[at + 2] = '4';
    Files.write(file, bytes);
    DamagedImageException e = assertThrows(DamagedImageException.class, () -> new FitsPlane(file).close());
    assertTrue(e.reason().contains("BITPIX is -64"), e.reason());
  }
}
