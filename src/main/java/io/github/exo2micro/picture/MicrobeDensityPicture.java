package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.ScaleBar;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;

/**
 * How many microbes there are where: counts per area of tissue on a grid of squares, white where there is no tissue.
 *
 * @param map what is shown
 */
public record MicrobeDensityPicture(MicrobeMap map) implements Picture {

  private static final int CELLS = 32;
  /** A square counts when so much of it is tissue. */
  private static final double LEAST_TISSUE = 0.2;

  /** Counts and tissue on the grid; cells are squares of {@code side} px of the difference's preview. */
  private record Grid(int side, int columns, int rows, int[] counts, int[] tissue) {
    double tissuePixels(int cell, int reduction) {
      return (double) tissue[cell] * reduction * reduction;
    }
  }

  @Override
  public String name() {
    return "microbe_density";
  }

  private Grid grid() {
    FloatImage image = map.difference();
    Tile crop = ImagePanel.content(DifferenceImagePicture.known(image));
    int side = Math.max(1, Math.max(crop.width(), crop.height()) / CELLS);
    int columns = (image.width() + side - 1) / side;
    int rows = (image.height() + side - 1) / side;
    Grid grid = new Grid(side, columns, rows, new int[columns * rows], new int[columns * rows]);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        grid.tissue[y / side * columns + x / side] += Float.isNaN(image.at(x, y)) ? 0 : 1;
      }
    }
    for (int i = 0; i < map.places().count(); i++) {
      int column = (int) (map.places().x(i) / map.reduction() / side);
      int row = (int) (map.places().y(i) / map.reduction() / side);
      grid.counts[Math.min(row, rows - 1) * columns + Math.min(column, columns - 1)]++;
    }
    return grid;
  }

  /** What 1 / px² is in the unit that is shown: per mm², or per million pixels. */
  private double unit() {
    return map.pixel().map(p -> 1e6 / p.area()).orElse(1e6);
  }

  private double density(Grid grid, int cell) {
    boolean known = grid.tissue[cell] >= LEAST_TISSUE * grid.side * grid.side;
    return known ? grid.counts[cell] / grid.tissuePixels(cell, map.reduction()) * unit() : Double.NaN;
  }

  @Override
  public BufferedImage draw() {
    Grid grid = grid();
    Tile crop = ImagePanel.content(DifferenceImagePicture.known(map.difference()));
    double most = 0;
    for (int i = 0; i < grid.counts.length; i++) {
      double here = density(grid, i);
      most = here > most ? here : most;
    }
    double highest = most > 0 ? most : 1;
    double w = 720 - 20 - Axes.LEFT - ColourBar.WIDTH - 10;
    double h = w * crop.height() / crop.width();
    double shrink = Math.min(1, 640 / h);
    int r = map.reduction();
    Figure figure = Figure.wide(h * shrink + 126).heading(map.label(), map.density() + "; " + map.counts())
        .note("each square is " + CountFormat.trimmed((double) grid.side * r) + " px wide"
            + map.pixel().map(p -> " (" + CountFormat.trimmed(grid.side * r * p.mean()) + " µm)").orElse("")
            + "; white: no tissue was searched");
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(body.getX() + Axes.LEFT, body.getY() + 4, w * shrink, h * shrink);
    ValueAxis y = Axes.linear("row (px)", (double) r * crop.y(), (double) r * crop.bottom());
    y.setInverted(true);
    Axes axes = Axes.around(figure, data, Axes.linear("column (px)", (double) r * crop.x(), (double) r * crop.right()),
        y);
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(image, crop, (x, row, count, to, at) -> {
      for (int i = 0; i < count; i++) {
        double here = density(grid, row / grid.side * grid.columns + (x + i) / grid.side);
        to[at + i] = Double.isNaN(here) ? 0xffffff : ColourMap.INFERNO.rgb(Math.sqrt(here / highest));
      }
    });
    ImagePanel.paint(figure.graphics(), image, data);
    bar(highest).draw(figure, data);
    axes.frame();
    map.pixel().ifPresent(p -> ScaleBar.draw(figure, data, p.x() * r * crop.width()));
    return figure.finish();
  }

  /** Colours go with the square root: sparse places and dense ones in one picture. */
  private ColourBar bar(double highest) {
    List<ColourBar.Tick> ticks = java.util.stream.DoubleStream.of(0, 0.05, 0.2, 0.45, 0.7, 1)
        .mapToObj(part -> new ColourBar.Tick(Math.sqrt(part), CountFormat.text(rounded(part * highest)))).toList();
    return new ColourBar(ColourMap.INFERNO, ticks, map.pixel().isPresent() ? "microbes per mm²"
        : "microbes per million px");
  }

  private static double rounded(double value) {
    if (value == 0) {
      return 0;
    }
    double digit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
    return Math.rint(value / digit) * digit;
  }

  @Override
  public String csv() {
    Grid grid = grid();
    int r = map.reduction();
    Csv csv = new Csv().remark("sample", map.label().sample()).remark("dye", map.label().dye())
        .remark("square", grid.side * r + " px").remark("x, y", "centre of the square, px of the padded frame")
        .remark("density", map.pixel().isPresent() ? "per mm² of tissue" : "per million px of tissue")
        .row("x", "y", "microbes", "tissue_px", "density");
    for (int cell = 0; cell < grid.counts.length; cell++) {
      if (grid.tissue[cell] > 0) {
        double x = (cell % grid.columns + 0.5) * grid.side * r - 0.5;
        double y = (cell / grid.columns + 0.5) * grid.side * r - 0.5;
        double pixels = grid.tissuePixels(cell, r);
        csv.numbers(x, y, grid.counts[cell], pixels, Math.rint(grid.counts[cell] / pixels * unit() * 1000) / 1000);
      }
    }
    return csv.toString();
  }
}
