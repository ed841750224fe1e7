package io.github.exo2micro.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.task.LocalScaleSummary;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleFieldPictureTest {

  private static final PictureLabel LABEL = new PictureLabel("CD070", "DAPI");
  private static final int SIDE = 48;

  /** A slope from 0.9 at the left to 1.1 at the right, NaN at the border; preview pixels of 4 px. */
  private static ScaleFieldPicture picture(boolean stain) {
    FloatImage field = new FloatImage(120, 96);
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        boolean tissue = x >= 12 && x < 108 && y >= 12 && y < 84;
        field.set(x, y, tissue ? 0.9f + 0.2f * (x - 12) / 96 : Float.NaN);
      }
    }
    List<ScaleFieldPicture.Region> regions = new ArrayList<>();
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 8; column++) {
        Tile place = new Tile(SIDE + column * SIDE, SIDE + row * SIDE, SIDE, SIDE);
        double scale = 0.9 + 0.2 * (column + 0.5) / 8;
        regions.add(
            new ScaleFieldPicture.Region(place, scale, 0.01, scale, stain && row == 2 && (column == 3 || column == 4)));
      }
    }
    return new ScaleFieldPicture(LABEL, field, 4, new LocalScaleSummary(0.91, 1, 1.09, 0.002, true, ""), regions, SIDE);
  }

  private static long count(BufferedImage image, int rgb) {
    return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .filter(p -> (p & 0xffffff) == rgb).count();
  }

  @Test
  void leavesPlacesWithoutTissueWhite() {
    BufferedImage image = picture(false).draw();
    assertEquals(1440, image.getWidth());
    assertTrue(count(image, 0xffffff) > image.getWidth() * image.getHeight() / 10);
  }

  @Test
  void outlinesStainedRegionsAndSaysHowMany() {
    int yellow = PictureStyle.REFINED_OUTLINE.getRGB() & 0xffffff;
    assertEquals(0, count(picture(false).draw(), yellow));
    long two = count(picture(true).draw(), yellow);
    assertTrue(two > 300, two + " px");
  }

  @Test
  void listsEachRegionWithItsRatioAndWhetherItIsStain() {
    List<String> lines = picture(true).csv().lines().toList();
    assertTrue(lines.containsAll(List.of("# p5: 0.91", "# median: 1", "# p95: 1.09", "# uncertainty of p95 - p5: 0.002",
        "# region: 48 px", "x,y,measured,uncertainty,scale,stained", "71.5,71.5,0.9125,0.01,0.9125,0")),
        lines.toString());
    assertEquals(48, lines.stream().filter(l -> Character.isDigit(l.charAt(0))).count());
    assertEquals(2, lines.stream().filter(l -> !l.startsWith("#") && l.endsWith(",1")).count());
  }

  @Test
  void saysTheSpreadOrThatOneScaleServesEverywhere() {
    assertEquals("0.910 to 1.090 over the tissue, p5 to p95",
        new LocalScaleSummary(0.91, 1, 1.09, 0.002, true, "").text());
    assertEquals("1.250 everywhere", new LocalScaleSummary(1.25, 1.25, 1.25, 0, true, "").text());
    assertFalse(new LocalScaleSummary(0.91, 1, 1.09, 0.002, true, "").text().contains("±"));
  }
}
