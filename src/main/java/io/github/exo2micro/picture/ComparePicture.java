package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.AsinhStretch;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.Panels;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * The same difference for several values of one parameter, side by side in one colour scale, with each variant's
 * figures; its CSV is the table of the comparison.
 *
 * @param label whose it is
 * @param parameter the parameter's name
 * @param variants in the order of the values
 */
public record ComparePicture(PictureLabel label, String parameter, List<Variant> variants) implements Picture {

  private static final int MOST_COLUMNS = 3;

  /**
   * One value of the parameter.
   *
   * @param value as the user wrote it
   * @param difference the preview of the difference, NaN on the background; all variants of one size
   * @param knee of its stretch, grey levels, see {@code PairHistograms.residualQuantile}
   * @param scale of the background
   * @param accuracyPx median error of the alignment, px, or −1 when it has none
   * @param accepted whether the interior alignment was accepted
   * @param overSubtracted see {@code ScaleSummary.overSubtracted}
   * @param seconds wall time of the variant
   * @param status "complete", or what went wrong
   */
  public record Variant(String value, FloatImage difference, double knee, double scale, double accuracyPx,
      boolean accepted, Optional<Double> overSubtracted, double seconds, String status) {}

  /** @throws IllegalArgumentException when there is no variant or their sizes differ */
  public ComparePicture {
    variants = List.copyOf(variants);
    if (variants.stream().map(v -> v.difference().size()).distinct().count() != 1) {
      throw new IllegalArgumentException(variants.size() + " variants of different sizes");
    }
  }

  @Override
  public String name() {
    return "compare_" + parameter;
  }

  @Override
  public BufferedImage draw() {
    int columns = variants.size() == 4 ? 2 : Math.min(variants.size(), MOST_COLUMNS);
    int rows = (variants.size() + columns - 1) / columns;
    Tile crop = ImagePanel.content(variants.stream().map(v -> tissue(v.difference())).toArray(FloatImage[]::new));
    AsinhStretch stretch = AsinhStretch.of(variants.stream().map(Variant::difference).toList(), variants.stream()
        .mapToDouble(Variant::knee).sorted().toArray()[variants.size() / 2]);
    double caption = 34;
    Figure figure = Figure.wide(Panels.height(columns, rows, crop) + rows * caption + 80)
        .heading(label, "Comparison of " + parameter + ": what is left after subtraction")
        .note("one colour scale for all: black = 0, full colour = ±" + CountFormat.trimmed(Math.rint(stretch.limit()))
            + " grey levels, linear up to ±" + CountFormat.trimmed(stretch.knee()));
    List<Rectangle2D> boxes = Panels.grid(figure.body(), columns, rows);
    for (int i = 0; i < variants.size(); i++) {
      Variant v = variants.get(i);
      Rectangle2D box = boxes.get(i);
      ImagePanel panel = ImagePanel.draw(figure,
          new Rectangle2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight() - caption),
          parameter + " = " + v.value(), crop,
          Shading.stretched(v.difference(), stretch));
      caption(figure, panel.area(), box, v);
    }
    return figure.finish();
  }

  private static void caption(Figure figure, Rectangle2D image, Rectangle2D box, Variant v) {
    String alignment = v.accuracyPx() < 0 ? "no accuracy"
        : "error " + CountFormat.trimmed(Math.rint(v.accuracyPx() * 1000) / 1000) + " px";
    Rectangle2D under = new Rectangle2D.Double(box.getX(), image.getMaxY(), box.getWidth(), 34);
    figure.left("scale " + CountFormat.trimmed(v.scale()) + ", " + alignment, under, 14);
    figure.left(v.accepted() ? v.status() : "alignment rejected", under, 29);
  }

  private static FloatImage tissue(FloatImage difference) {
    FloatImage result = new FloatImage(difference.width(), difference.height());
    for (int i = 0; i < result.pixels().length; i++) {
      result.pixels()[i] = Float.isNaN(difference.pixels()[i]) ? 0 : 1;
    }
    return result;
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .row(parameter, "scale", "accuracy_px", "interior_accepted", "over_subtracted", "seconds", "status");
    variants.forEach(v -> csv.row(v.value(), v.scale(), v.accuracyPx(), v.accepted(),
        v.overSubtracted().<Object>map(share -> share).orElse(""), v.seconds(),
        v.status()));
    return csv.toString();
  }
}
