package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.Tile;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Equal boxes on a page. */
public final class Panels {

  public static final double GAP = 12;
  /** Height of a panel's title, pt. */
  public static final double TITLE = 18;
  private static final double PAGE = 700;

  private Panels() {}

  /** Rows of boxes, left to right, top to bottom. */
  public static List<Rectangle2D> grid(Rectangle2D body, int columns, int rows) {
    double w = (body.getWidth() - (columns - 1) * GAP) / columns;
    double h = (body.getHeight() - (rows - 1) * GAP) / rows;
    List<Rectangle2D> boxes = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        boxes.add(new Rectangle2D.Double(body.getX() + c * (w + GAP), body.getY() + r * (h + GAP), w, h));
      }
    }
    return boxes;
  }

  /** The height in which a grid of panels on a wide page shows images of that shape; never above 900 pt in all. */
  public static double height(int columns, int rows, Tile crop) {
    double w = (PAGE - (columns - 1) * GAP) / columns;
    double h = Math.min(w * crop.height() / crop.width(), 850.0 / rows);
    return rows * (Math.max(h, 40) + TITLE) + (rows - 1) * GAP;
  }
}
