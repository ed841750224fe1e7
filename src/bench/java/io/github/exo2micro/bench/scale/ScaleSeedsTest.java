package io.github.exo2micro.bench.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.subtraction.ScaleEstimate;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleSeedsTest {

  private static ScaleEstimate estimate(double scale, double uncertainty) {
    return new ScaleEstimate(scale, uncertainty, "", Optional.empty());
  }

  @Test
  void figuresArePartsOfTheTruth() {
    ScaleFigures figures = ScaleFigures.of(List.of(estimate(2.02, 0.01), estimate(2.06, 0.03)), 2);
    assertEquals(0.02, figures.bias(), 1e-12);
    assertEquals(0.04 / Math.sqrt(2) / 2, figures.spread(), 1e-12);
    assertEquals(0.01, figures.reported(), 1e-12);
    assertEquals(2, figures.worst(), 1e-9);
  }

  @Test
  void twelveBitsAreDimmedAndCutAndJpegKeepsAboutTheLight() throws Exception {
    BufferedImage deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 1160);
    deep.getRaster().setSample(1, 0, 0, 60000);
    float[] light = Imaging.light(Imaging.TWELVE_BITS.of(deep, 160)).pixels();
    assertEquals(Imaging.OFFSET + 600, light[0]);
    assertEquals(4095, light[1]);
    BufferedImage colour = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      colour.setRGB(i % 16, i / 16, 100 << 8);
    }
    assertEquals(100, Imaging.sum(colour).pixels()[40]);
    for (Imaging jpeg : List.of(Imaging.JPEG75, Imaging.JPEG95, Imaging.COLOUR75)) {
      assertEquals(100, Imaging.light(jpeg.of(colour, 0)).pixels()[40], 3, jpeg.toString());
    }
  }
}
