package io.github.exo2micro.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.task.ScaleKind;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pictures have a bar where the size of a pixel is known, and are the same without it where it is not. */
class ScaleBarTest {

  private static final Optional<PixelSize> HALF = Optional.of(new PixelSize(0.5, 0.5));

  private static FloatImage grains() {
    FloatImage image = new FloatImage(120, 90);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = i * 31 % 97 - 40;
    }
    return image;
  }

  @Test
  void aDifferenceImageHasABarAtItsLowerRight() {
    assertBar(draw(new PictureLabel("S", "D")), draw(new PictureLabel("S", "D", HALF)));
  }

  private static BufferedImage draw(PictureLabel label) {
    return new DifferenceImagePicture(label, grains(), 4, new ScaleLine(ScaleKind.MOFFAT, 1.2), "post", 3,
        Optional.of(0.1)).draw();
  }

  @Test
  void aSavedViewHasABarAtItsLowerRight() {
    PictureLabel label = new PictureLabel("S", "D");
    ZoomRegion region = new ZoomRegion(10, 20, 120, 0);
    Picture without = new ZoomPicture(label, "post", region, grains(), Optional.empty());
    assertBar(without.draw(), new ZoomPicture(label, "post", region, grains(), HALF).draw());
  }

  @Test
  void aComparisonHasOneBarInItsLastPanel() {
    assertBar(compared(new PictureLabel("S", "D")), compared(new PictureLabel("S", "D", HALF)));
  }

  private static BufferedImage compared(PictureLabel label) {
    return new ComparePicture(label, "iblur", Stream.of("4", "8")
        .map(v -> new ComparePicture.Variant(new ComparePicture.Figures(v, 1.3, OptionalDouble.of(0.05), true,
            Optional.empty(), 9, "complete"), grains(), 2))
        .toList(), 8).draw();
  }

  private static void assertBar(BufferedImage without, BufferedImage with) {
    assertEquals(without.getWidth(), with.getWidth());
    int changed = 0;
    for (int y = 0; y < with.getHeight(); y++) {
      for (int x = 0; x < with.getWidth(); x++) {
        if (with.getRGB(x, y) != without.getRGB(x, y)) {
          changed++;
          assertTrue(x > with.getWidth() / 2 && y > with.getHeight() / 2, x + ", " + y + " is not at the lower right");
        }
      }
    }
    assertTrue(changed > 500, changed + " pixels of a bar");
  }
}
