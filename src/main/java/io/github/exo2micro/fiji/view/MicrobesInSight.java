package io.github.exo2micro.fiji.view;

import io.github.exo2micro.export.TaskMicrobes;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The microbes that a view of any scale and turn shows, as rings on the screen.
 *
 * @param count how many there are
 * @param rings around them; none where they are too many
 */
record MicrobesInSight(int count, List<Ellipse2D> rings) {

  /** More rings than this cover the image, and take long to draw. */
  static final int MOST = 5000;

  private static final double SMALLEST = 3;

  /**
   * Finds them.
   *
   * @param view px of the padded images → px of the screen
   * @param width of the screen's part that shows them, px
   * @param height likewise
   */
  static MicrobesInSight of(TaskMicrobes.Spots spots, AffineTransform view, double width, double height) {
    List<Ellipse2D> rings = new ArrayList<>();
    double scale = Math.hypot(view.getScaleX(), view.getShearY());
    int count = 0;
    Point2D.Double at = new Point2D.Double();
    for (int i = 0; i < spots.count(); i++) {
      at.setLocation(spots.x()[i], spots.y()[i]);
      view.transform(at, at);
      if (at.x >= 0 && at.y >= 0 && at.x < width && at.y < height) {
        count++;
        if (count <= MOST) {
          double radius = Math.max(SMALLEST, scale * MicrobeRings.radius(spots.radius()[i]));
          rings.add(new Ellipse2D.Double(at.x - radius, at.y - radius, 2 * radius, 2 * radius));
        }
      }
    }
    return new MicrobesInSight(count, count > MOST ? List.of() : rings);
  }

  /** "123 microbes (M: rings on and off)", for people. */
  String text() {
    return count + (count == 1 ? " microbe" : " microbes") + (count > MOST ? " in sight; zoom in to see rings" : "")
        + " (M: rings on and off)";
  }
}
