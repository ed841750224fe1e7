package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.picture.chart.ScaleBar;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.task.LocalScaleSummary;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jfree.chart.axis.ValueAxis;

/**
 * The scale of the background as it changes over the tissue: black where it is as the middle, orange above, blue below,
 * white off the tissue. Colours go with the logarithm, as far up as down. Regions that were taken for stain are
 * outlined: there the scale follows from their surroundings.
 *
 * @param label whose it is
 * @param field the scale, NaN off the tissue
 * @param reduction full-resolution px per px of {@code field}
 * @param spread how far it goes apart
 * @param regions what it was fitted to
 * @param side of a region, full-resolution px
 */
public record ScaleFieldPicture(PictureLabel label, FloatImage field, int reduction, LocalScaleSummary spread,
    List<Region> regions, int side) implements Picture {

  /** Its file's name without suffix and extension. */
  public static final String NAME = "scale_field";

  /** The colours reach at least that far from the middle, dex (5 %): less needs no local scale. */
  private static final double LEAST = Math.log10(1.05);
  /** They reach that much further than the 5th and the 95th percentile. */
  private static final double BEYOND = 1.25;
  /** Labels of the colour bar that are nearer to each other would overlap. */
  private static final double APART = 0.06;

  /**
   * One square of post.
   *
   * @param place where it lies, px of the padded frame; narrower than others at post's edge
   * @param measured the commonest ratio of post to pre in it
   * @param uncertainty one standard deviation of {@code measured}
   * @param scale of the field at its centre
   * @param stained whether it is too bright for background
   */
  public record Region(Tile place, double measured, double uncertainty, double scale, boolean stained) {}

  /** Copies the list. */
  public ScaleFieldPicture {
    regions = List.copyOf(regions);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** How far the colours reach from the middle, dex. */
  private double reach() {
    return Math.max(LEAST, BEYOND * Math.max(Math.abs(Math.log10(spread.high() / spread.median())),
        Math.abs(Math.log10(spread.low() / spread.median()))));
  }

  /** 0 to 1 on the colour bar. */
  private double place(double scale) {
    return 0.5 + Math.log10(scale / spread.median()) / (2 * reach());
  }

  @Override
  public BufferedImage draw() {
    Tile crop = ImagePanel.content(DifferenceImagePicture.known(field));
    String note = note();
    double w = 720 - 20 - Axes.LEFT - ColourBar.WIDTH - 10;
    double h = w * crop.height() / crop.width();
    double shrink = Math.min(1, 640 / h);
    Figure figure = Figure.wide(h * shrink + 109 + Figure.wideNoteHeight(note))
        .heading(label, "scale of the background: median " + CountFormat.trimmed(spread.median()) + ", "
            + spread.text() + ", apart by " + PlusMinus.text(spread.high() - spread.low(), spread.uncertainty()))
        .note(note);
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(body.getX() + Axes.LEFT, body.getY() + 4, w * shrink, h * shrink);
    ValueAxis y = Axes.linear("row (px)", (double) reduction * crop.y(), (double) reduction * crop.bottom());
    y.setInverted(true);
    Axes axes = Axes.around(figure, data,
        Axes.linear("column (px)", (double) reduction * crop.x(), (double) reduction * crop.right()), y);
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(image, crop, (x, row, count, to, at) -> {
      for (int i = 0; i < count; i++) {
        float here = field.at(x + i, row);
        to[at + i] = Float.isNaN(here) ? 0xffffff : ColourMap.DIFFERENCE.rgb(place(here));
      }
    });
    ImagePanel.paint(figure.graphics(), image, data);
    Path2D outlines = outlines(data, crop);
    figure.line(outlines, data, PictureStyle.INK, PictureStyle.UNDER);
    figure.line(outlines, data, PictureStyle.REFINED_OUTLINE, PictureStyle.THIN);
    bar().draw(figure, data);
    ScaleBar.draw(figure, label, data, (double) reduction * crop.width());
    axes.frame();
    return figure.finish();
  }

  private String note() {
    long stained = regions.stream().filter(Region::stained).count();
    return "black = as the median, orange = post is brighter there, blue = darker, white = no tissue; "
        + (stained == 0 ? "no region was taken for stain" : "yellow outlines: " + stained + " of " + regions.size()
            + " regions were taken for stain, their scale is that of their surroundings");
  }

  private ColourBar bar() {
    List<ColourBar.Tick> ticks = new ArrayList<>();
    double ends = Math.pow(10, reach());
    for (double scale : new double[] {spread.median(), spread.median() / ends, spread.median() * ends, spread.low(),
        spread.high()}) {
      double at = place(scale);
      if (ticks.stream().allMatch(t -> Math.abs(t.at() - at) >= APART)) {
        ticks.add(new ColourBar.Tick(at, String.format(Locale.ROOT, scale < 0.1 ? "%.3f" : "%.2f", scale)));
      }
    }
    return new ColourBar(ColourMap.DIFFERENCE, ticks, "post / pre of the background: median, p5, p95");
  }

  /** Around the stained regions, on the page; not between two of them. */
  private Path2D outlines(Rectangle2D data, Tile crop) {
    Set<Long> cells = new HashSet<>();
    List<Region> stained = regions.stream().filter(Region::stained).toList();
    stained.forEach(r -> cells.add(cell(r, 0, 0)));
    double unit = data.getWidth() / ((double) reduction * crop.width());
    Path2D path = new Path2D.Double();
    for (Region r : stained) {
      double left = data.getX() + (r.place().x() - (double) reduction * crop.x()) * unit;
      double top = data.getY() + (r.place().y() - (double) reduction * crop.y()) * unit;
      double right = left + r.place().width() * unit;
      double bottom = top + r.place().height() * unit;
      edge(path, cells.contains(cell(r, 0, -1)), left, top, right, top);
      edge(path, cells.contains(cell(r, 0, 1)), left, bottom, right, bottom);
      edge(path, cells.contains(cell(r, -1, 0)), left, top, left, bottom);
      edge(path, cells.contains(cell(r, 1, 0)), right, top, right, bottom);
    }
    return path;
  }

  private static void edge(Path2D path, boolean inner, double x1, double y1, double x2, double y2) {
    if (!inner) {
      path.moveTo(x1, y1);
      path.lineTo(x2, y2);
    }
  }

  /** A number for a region or a neighbour of it. */
  private long cell(Region r, int right, int down) {
    return (long) (r.place().y() + side * down) << 32 | r.place().x() + side * right & 0xffffffffL;
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye()).remark("p5", spread.low())
        .remark("median", spread.median()).remark("p95", spread.high())
        .remark("uncertainty of p95 - p5", spread.uncertainty())
        .remark("region", side + " px").remark("x, y", "centre of the region, px of the padded frame")
        .remark("measured", "commonest post / pre in it, with its standard deviation")
        .remark("scale", "of the field at its centre")
        .row("x", "y", "measured", "uncertainty", "scale", "stained");
    for (Region r : regions) {
      csv.numbers(r.place().x() + (r.place().width() - 1) / 2.0, r.place().y() + (r.place().height() - 1) / 2.0,
          rounded(r.measured()), rounded(r.uncertainty()), rounded(r.scale()), r.stained() ? 1 : 0);
    }
    return csv.toString();
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
