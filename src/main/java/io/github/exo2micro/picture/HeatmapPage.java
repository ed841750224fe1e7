package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.task.ScaleKind;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The square plot with a colour bar that both heat maps share. */
final class HeatmapPage {

  /** 1024 px of the finished picture: every cell of a grid of 2ⁿ levels is equally large. */
  private static final double SIDE = 1024 / 3.0;
  static final double HEIGHT = 484;

  private HeatmapPage() {}

  static Axes draw(Figure figure, JointGrid grid, BufferedImage cells, ColourBar bar) {
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(Math.round(body.getX() + Axes.LEFT), Math.ceil(body.getY()) + 2, SIDE,
        SIDE);
    Axes axes = Axes.around(figure, data, Axes.linearSquare("pre-stain brightness", grid.lower(), grid.upper()),
        Axes.linearSquare("post-stain brightness", grid.lower(), grid.upper()));
    axes.cells(cells);
    bar.draw(figure, data);
    return axes;
  }

  /** post = scale · pre + offset, from pre = 0 to beyond the edge. */
  static Line2D line(Axes axes, JointGrid grid, ScaleLine scale) {
    double end = grid.upper();
    return new Line2D.Double(axes.x(0), axes.freeY(-scale.excess(0, 0)), axes.x(end),
        axes.freeY(-scale.excess(0, end)));
  }

  /** post = pre, dashed. */
  static void identity(Axes axes, JointGrid grid) {
    Line2D line = line(axes, grid, new ScaleLine(ScaleKind.MANUAL, 1));
    axes.paint(line, PictureStyle.faded(Color.WHITE, 0.75), PictureStyle.THICK);
    axes.paint(line, Color.BLACK, PictureStyle.DASHED);
  }
}
