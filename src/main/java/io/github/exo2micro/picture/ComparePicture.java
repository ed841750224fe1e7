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
import java.util.OptionalDouble;

/**
 * The same difference for several values of one parameter, side by side in one colour scale, with each variant's
 * figures; its CSV is the table of the comparison.
 *
 * @param label whose it is
 * @param parameter the parameter's name
 * @param variants in the order of the values
 * @param reduction full-resolution px per px of the previews
 */
public record ComparePicture(PictureLabel label, String parameter, List<Variant> variants, double reduction)
    implements
      Picture {

  private static final int MOST_COLUMNS = 3;

  /**
   * What a run with one value of the parameter found.
   *
   * @param value as the user wrote it
   * @param scale of the background
   * @param accuracyPx median error of the alignment, px; empty when it has none
   * @param accepted whether the interior alignment was accepted
   * @param overSubtracted see {@code ScaleSummary.overSubtracted}
   * @param seconds wall time
   * @param status "complete", or what went wrong
   */
  public record Figures(String value, double scale, OptionalDouble accuracyPx, boolean accepted,
      Optional<Double> overSubtracted, double seconds, String status) {}

  /**
   * One value of the parameter.
   *
   * @param figures what its run found
   * @param difference the preview of the difference, NaN on the background; all variants of one size
   * @param knee of its stretch, grey levels, see {@code PairHistograms.residualQuantile}
   */
  public record Variant(Figures figures, FloatImage difference, double knee) {}

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
          parameter + " = " + v.figures().value(), crop,
          Shading.stretched(v.difference(), stretch));
      if (i == variants.size() - 1) {
        panel.bar(label, reduction);
      }
      caption(figure, panel.area(), box, v.figures());
    }
    return figure.finish();
  }

  private static void caption(Figure figure, Rectangle2D image, Rectangle2D box, Figures of) {
    String alignment = of.accuracyPx().isEmpty() ? "no accuracy"
        : "error " + CountFormat.trimmed(Math.rint(of.accuracyPx().getAsDouble() * 1000) / 1000) + " px";
    Rectangle2D under = new Rectangle2D.Double(box.getX(), image.getMaxY(), box.getWidth(), 34);
    figure.left("scale " + CountFormat.trimmed(of.scale()) + ", " + alignment, under, 14);
    figure.left(of.accepted() ? of.status() : "alignment rejected", under, 29);
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
    variants.stream().map(Variant::figures).forEach(of -> csv.row(of.value(), of.scale(), of.accuracyPx().orElse(-1),
        of.accepted(), of.overSubtracted().<Object>map(share -> share).orElse(""), of.seconds(), of.status()));
    return csv.toString();
  }
}
