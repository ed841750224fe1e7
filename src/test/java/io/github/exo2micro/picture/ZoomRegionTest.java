package io.github.exo2micro.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ZoomRegionTest {

  private static FloatImage formula() {
    FloatImage image = new FloatImage(613, 227);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        image.set(x, y, (x * 31 + y * 17) % 101);
      }
    }
    return image;
  }

  @Test
  void readsExactlyThePixelsAskedFor() throws IOException {
    FloatImage plane = formula();
    FloatImage crop = new ZoomRegion(20, 301, 97, 0).read(plane);
    assertEquals(97, crop.width());
    assertEquals(97, crop.height());
    assertEquals(plane.at(301, 20), crop.at(0, 0));
    assertEquals(plane.at(301 + 96, 20 + 96), crop.at(96, 96));
  }

  @Test
  void isCutAtTheImagesEdge() throws IOException {
    FloatImage crop = new ZoomRegion(200, 600, 300, 0).read(formula());
    assertEquals(13, crop.width());
    assertEquals(27, crop.height());
  }

  @Test
  void blursAsIfTheWholeImageWereBlurred() throws IOException {
    FloatImage whole = GaussianBlur.blur(formula(), 2.5);
    FloatImage crop = new ZoomRegion(50, 100, 60, 2.5).read(formula());
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 60; x++) {
        assertEquals(whole.at(100 + x, 50 + y), crop.at(x, y), 1e-3f, x + ", " + y);
      }
    }
  }

  @Test
  void namesItsFileAsTheOriginalDoes() {
    assertEquals("zoom_difference_r100_c2000_s300.png", new ZoomRegion(100, 2000, 300, 0).fileName("difference"));
    assertEquals("zoom_post_r0_c5_s300_sig1.5.png", new ZoomRegion(0, 5, 300, 1.5).fileName("post"));
    assertEquals("zoom_post_r0_c5_s300_sig10.png", new ZoomRegion(0, 5, 300, 10).fileName("post"));
  }

  @Test
  void refusesARegionOutsideTheImageWithItsSize() {
    RemediableException refused = assertThrows(RemediableException.class,
        () -> new ZoomRegion(227, 0, 10, 0).read(formula()));
    assertTrue(refused.getMessage().contains("613 x 227"), refused.getMessage());
    assertThrows(RemediableException.class, () -> new ZoomRegion(-1, 0, 10, 0));
    assertThrows(RemediableException.class, () -> new ZoomRegion(0, 0, 0, 0));
    assertThrows(RemediableException.class, () -> new ZoomRegion(0, 0, 9000, 0));
    assertThrows(RemediableException.class, () -> new ZoomRegion(0, 0, 10, Double.NaN));
  }
}
