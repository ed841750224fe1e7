package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Point;

/** A cross over an image, beside whatever lies over it already. */
final class Crosshair {

  private static final String NAME = "exo2micro-cross";

  private Crosshair() {}

  /** Shows the cross through the middle of a pixel, and nowhere else. */
  static void show(ImagePlus image, Point at) {
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    overlay.remove(NAME);
    add(overlay, new Line(at.x + 0.5, 0, at.x + 0.5, image.getHeight()));
    add(overlay, new Line(0, at.y + 0.5, image.getWidth(), at.y + 0.5));
    image.setOverlay(overlay);
  }

  private static void add(Overlay overlay, Roi line) {
    line.setStrokeColor(Color.YELLOW);
    line.setName(NAME);
    overlay.add(line);
  }

  /** Takes the cross away; what else lies over the image stays. */
  static void remove(ImagePlus image) {
    Overlay overlay = image.getOverlay();
    if (overlay != null) {
      overlay.remove(NAME);
      image.setOverlay(overlay.size() == 0 ? null : overlay);
    }
  }
}
