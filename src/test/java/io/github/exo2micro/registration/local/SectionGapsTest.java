package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionGapsTest {

  private static final int REDUCTION = 6;
  private static final int PITCH = 90;

  /** Discs in columns and rows, turned about the middle. */
  private static Tissue cores(int columns, int rows, double degrees) {
    FloatImage image = new FloatImage(columns * PITCH + 80, rows * PITCH + 80);
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double dx = x - image.width() / 2.0;
        double dy = y - image.height() / 2.0;
        double u = cos * dx - sin * dy + columns * PITCH / 2.0;
        double v = sin * dx + cos * dy + rows * PITCH / 2.0;
        boolean core = u > 0 && v > 0 && u < columns * PITCH && v < rows * PITCH
            && Math.hypot(u % PITCH - 45, v % PITCH - 45) < 32;
        image.set(x, y, core ? 40 + (x / 5 * 31 + y / 5 * 17) % 41 : 0);
      }
    }
    ImageSize full = new ImageSize(image.width() * REDUCTION, image.height() * REDUCTION);
    return Section.of(new Overview(image, REDUCTION, full), full.whole(), Optional.empty()).tissue();
  }

  private static double[] at(List<SeamLine> lines, boolean upright) {
    return lines.stream().filter(l -> l.upright() == upright).mapToDouble(SeamLine::at).toArray();
  }

  @Test
  void oneLineLiesInEachGapBetweenColumnsAndRowsOfCores() {
    Tissue tissue = cores(5, 4, 0);
    List<SeamLine> lines = new SectionGaps(tissue, tissue).lines();
    double[] xs = at(lines, true);
    double[] ys = at(lines, false);
    assertEquals(4, xs.length, lines.toString());
    assertEquals(3, ys.length, lines.toString());
    for (int i = 0; i < xs.length; i++) {
      assertEquals(REDUCTION * (40 + (i + 1) * PITCH), xs[i], REDUCTION * 4);
    }
    assertTrue(lines.stream().allMatch(l -> l.frame() == SeamGrid.Frame.POST));
  }

  @Test
  void theImageWhoseAxesTheCoresFollowHasTheLines() {
    List<SeamLine> lines = new SectionGaps(cores(5, 4, 9), cores(5, 4, 0)).lines();
    assertEquals(7, lines.size());
    assertTrue(lines.stream().allMatch(l -> l.frame() == SeamGrid.Frame.PRE), lines.toString());
  }

  @Test
  void oneSectionHasNone() {
    Tissue five = cores(5, 1, 0);
    SeamLine seam = new SeamLine(SeamGrid.Frame.POST, true, 700, 9);
    assertEquals(List.of(), new SectionGaps(five, cores(5, 4, 0)).lines());
    assertEquals(List.of(seam), new SectionGaps(five, five).and(List.of(seam)), "lines that were found stay");
  }

  @Test
  void theSeamOfAMosaicStaysAndOneThatLiesInAGapIsTheGap() {
    Tissue tissue = cores(5, 4, 0);
    SeamLine across = new SeamLine(SeamGrid.Frame.POST, true, REDUCTION * (40 + 1.5 * PITCH), 9);
    SeamLine between = new SeamLine(SeamGrid.Frame.POST, true, REDUCTION * (40 + 2.0 * PITCH) + 9, 9);
    List<SeamLine> all = new SectionGaps(tissue, tissue).and(List.of(across, between));
    assertEquals(8, all.size(), all.toString());
    assertTrue(all.contains(across) && !all.contains(between), all.toString());
  }
}
