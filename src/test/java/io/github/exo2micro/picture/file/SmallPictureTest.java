package io.github.exo2micro.picture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPictureTest {

  /** Left half a dark blue, right half a bright orange. */
  private static BufferedImage twoColours(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? 0x102040 : 0xf0a020);
      }
    }
    return image;
  }

  private static BufferedImage decoded(SmallPicture small) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(small.jpeg()));
  }

  private static void assertClose(int rgb, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(rgb >> shift & 255, other >> shift & 255, 6, Integer.toHexString(other)); // JPEG's own error
    }
  }

  @Test
  void ridesInsideThePictureAtHalfItsSize(@TempDir Path directory) throws IOException {
    Path png = Files.write(directory.resolve("a.png"), PictureFiles.png(twoColours(641, 97)));
    SmallPicture small = SmallPicture.in(png).orElseThrow();
    BufferedImage image = decoded(small);
    assertEquals(320, small.width());
    assertEquals(48, small.height());
    assertEquals(320, image.getWidth());
    assertClose(0x102040, image.getRGB(20, 20));
    assertClose(0xf0a020, image.getRGB(300, 40));
  }

  @Test
  void averagesFourPixelsIntoOne() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, (i % 64 + i / 64) % 2 == 0 ? 0xffffff : 0x000000);
    }
    assertClose(0x808080, decoded(SmallPicture.half(image)).getRGB(16, 16));
  }

  @Test
  void canBeMadeSmallerStill() throws IOException {
    SmallPicture small = SmallPicture.half(twoColours(641, 97));
    SmallPicture smaller = small.within(107);
    assertEquals(107, smaller.width());
    assertEquals(16, smaller.height());
    assertClose(0xf0a020, decoded(smaller).getRGB(90, 8));
    assertEquals(small, small.within(320));
  }

  @Test
  void isMissingFromPicturesOfOthers(@TempDir Path directory) throws IOException {
    Path other = directory.resolve("other.png");
    ImageIO.write(twoColours(40, 30), "png", other.toFile());
    assertEquals(Optional.empty(), SmallPicture.in(other));
    assertEquals(Optional.empty(), SmallPicture.in(Files.writeString(directory.resolve("text.png"), "no picture")));
  }

  @Test
  void isMissingFromCutFiles(@TempDir Path directory) throws IOException {
    byte[] png = PictureFiles.png(twoColours(640, 97));
    for (int length : new int[] {0, 5, 20, 60, 200}) {
      Path cut = Files.write(directory.resolve(length + ".png"), Arrays.copyOf(png, length));
      assertTrue(SmallPicture.in(cut).isEmpty(), length + " bytes");
    }
  }
}
