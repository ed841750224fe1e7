package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.image.Tile;
import java.awt.Color;
import java.util.Locale;

/** Rings around the microbes that lie in a view: a microbe is never covered by what marks it. */
final class MicrobeRings {

  /** The colour of rings: none of the maps has it. */
  static final Color COLOUR = new Color(0xFFE000);

  /** More rings than this cover each other and make ImageJ slow. */
  static final int MOST = 20_000;

  private static final String NAME = "microbe";
  private static final double SMALLEST = 4;
  private static final double WIDER = 1.6;

  private MicrobeRings() {}

  /** The radius of a ring around a microbe, px. */
  static double radius(double ofMicrobe) {
    return Math.max(SMALLEST, WIDER * ofMicrobe + 1);
  }

  /**
   * Adds rings to what lies over an image.
   *
   * @param image whose first pixel is that of {@code region}
   * @param spots of the whole padded image
   * @return what to say about it: "123 microbes in this region"
   */
  static String add(ImagePlus image, TaskMicrobes.Spots spots, Tile region) {
    TaskMicrobes.Spots seen = spots.in(region);
    if (seen.count() > MOST) {
      return String.format(Locale.ROOT, "%d microbes in this region, too many to be ringed: choose one of %d at most",
          seen.count(), MOST);
    }
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    for (int i = 0; i < seen.count(); i++) {
      double radius = radius(seen.radius()[i]);
      // ImageJ's coordinates begin at a pixel's corner.
      OvalRoi ring = new OvalRoi(seen.x()[i] + 0.5 - region.x() - radius, seen.y()[i] + 0.5 - region.y() - radius,
          2 * radius, 2 * radius);
      ring.setStrokeColor(COLOUR);
      ring.setName(NAME);
      overlay.add(ring);
    }
    if (overlay.size() > 0) {
      image.setOverlay(overlay);
    }
    return seen.count() == 1 ? "1 microbe in this region" : seen.count() + " microbes in this region";
  }
}
