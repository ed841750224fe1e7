package io.github.exo2micro.picture;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.AsinhStretch;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.ScaleBar;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.axis.ValueAxis;

/**
 * The microbes that were found, ringed over the difference; its CSV holds the counts, the list is a file of its own.
 *
 * @param map what is shown
 */
public record MicrobePicture(MicrobeMap map) implements Picture {

  private static final Color RING = new Color(0x39, 0xd3, 0x53);
  /** With more, rings hide each other and the difference: dots. */
  private static final int MOST_RINGS = 3000;
  private static final float RING_LINE = 0.7f;

  @Override
  public String name() {
    return "microbes";
  }

  @Override
  public BufferedImage draw() {
    FloatImage difference = map.difference();
    AsinhStretch stretch = AsinhStretch.of(java.util.List.of(difference), knee(difference));
    Tile crop = ImagePanel.content(DifferenceImagePicture.known(difference));
    double w = 720 - 20 - Axes.LEFT - ColourBar.WIDTH - 10;
    double h = w * crop.height() / crop.width();
    double shrink = Math.min(1, 640 / h);
    Figure figure = Figure.wide(h * shrink + 126).heading(map.label(), map.counts() + "; " + map.density())
        .note("green: microbes at least " + CountFormat.trimmed(map.summary().sigma())
            + " standard deviations of the local "
            + "noise high and " + map.summary().minArea() + " px large; under them the difference");
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(body.getX() + Axes.LEFT, body.getY() + 4, w * shrink, h * shrink);
    int r = map.reduction();
    ValueAxis y = Axes.linear("row (px)", (double) r * crop.y(), (double) r * crop.bottom());
    y.setInverted(true);
    Axes axes = Axes.around(figure, data, Axes.linear("column (px)", (double) r * crop.x(), (double) r * crop.right()),
        y);
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(image, crop, Shading.stretched(difference, stretch));
    ImagePanel.paint(figure.graphics(), image, data);
    rings(figure.graphics(), data, crop);
    stretch.bar("grey levels").draw(figure, data);
    axes.frame();
    map.pixel().ifPresent(p -> ScaleBar.draw(figure, data, p.x() * r * crop.width()));
    return figure.finish();
  }

  private void rings(Graphics2D g, Rectangle2D data, Tile crop) {
    boolean rings = map.places().count() <= MOST_RINGS;
    double radius = rings ? 3.2 : map.places().count() <= 10 * MOST_RINGS ? 0.8 : 0.5;
    double scale = data.getWidth() / crop.width() / map.reduction();
    g.setColor(RING);
    g.setStroke(new java.awt.BasicStroke(RING_LINE));
    for (int i = 0; i < map.places().count(); i++) {
      double x = data.getX() + (map.places().x(i) + 0.5 - (double) crop.x() * map.reduction()) * scale;
      double y = data.getY() + (map.places().y(i) + 0.5 - (double) crop.y() * map.reduction()) * scale;
      Ellipse2D dot = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
      if (rings) {
        g.draw(dot);
      } else {
        g.fill(dot);
      }
    }
  }

  private static double knee(FloatImage difference) {
    float[] sizes = new float[difference.pixels().length];
    int n = 0;
    for (float v : difference.pixels()) {
      if (Float.isFinite(v)) {
        sizes[n++] = Math.abs(v);
      }
    }
    return n == 0 ? 1 : Median.ofFirst(sizes, n);
  }

  @Override
  public String csv() {
    return new Csv().remark("sample", map.label().sample()).remark("dye", map.label().dye())
        .row("microbes", "expected_by_chance", "chance_share", "searched_px", "searched_mm2", "per_mm2",
            "per_megapixel",
            "detect_sigma", "detect_min_area", "image")
        .row(map.summary().count(), map.summary().chance(), map.summary().chanceShare(), map.summary().searchedPixels(),
            map.pixel().isPresent() ? map.summary().searchedMm2() : "",
            map.pixel().isPresent() ? map.summary().perMm2().orElse(-1) : "",
            map.summary().perMegapixel(), map.summary().sigma(), map.summary().minArea(), map.summary().image())
        .toString();
  }
}
