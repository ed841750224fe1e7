package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.AsinhStretch;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.ScaleBar;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.axis.ValueAxis;

/**
 * What is left after subtraction, on a map with a black centre and an asinh stretch whose knee is the median of the
 * absolute excess over the sample; the background is white. The axes count full-resolution pixels of the padded frame.
 *
 * @param label whose it is
 * @param difference means of the excess, NaN on the background; see {@link Preview#difference}
 * @param reduction full-resolution px per px of {@code difference}
 * @param line the scale in use; of a local one the middle
 * @param heading what was subtracted, for people
 * @param knee grey levels, from {@link PairHistograms#residualQuantile}
 * @param overSubtracted share of the background below zero, see {@link ScaleSummary#overSubtracted}; empty when it
 *     cannot be told
 */
public record DifferenceImagePicture(PictureLabel label, FloatImage difference, int reduction, ScaleLine line,
    String heading, double knee, Optional<Double> overSubtracted) implements Picture {

  private static final int CSV_SIDE = 200;
  /** Means are noted to this many digits after the first of the knee. */
  private static final int DIGITS = 3;

  /**
   * What a pair's counts and preview show for one scale.
   *
   * @param line as the difference was made
   * @param overSubtracted see {@link ScaleSummary#overSubtracted}
   */
  public static DifferenceImagePicture of(PictureLabel label, Preview preview, ScaleLine line, PairHistograms counts,
      Optional<Double> overSubtracted) {
    return new DifferenceImagePicture(label, preview.difference(line), preview.reduction(), line,
        line.formula() + "  (" + line.text() + ")", counts.residualQuantile(line, 0.5), overSubtracted);
  }

  /**
   * The difference with a scale that follows the background.
   *
   * @param difference means of it, NaN on the background
   * @param line one scale that fits the whole as well as one can: it sets the stretch, so that both pictures compare
   * @param spread the local scale's
   */
  public static DifferenceImagePicture local(PictureLabel label, FloatImage difference, int reduction, ScaleLine line,
      LocalScaleSummary spread, PairHistograms counts) {
    return new DifferenceImagePicture(label, difference, reduction, new ScaleLine(ScaleKind.LOCAL, spread.median()),
        "post − local scale × pre  (" + spread.text() + ")", counts.residualQuantile(line, 0.5), Optional.empty());
  }

  @Override
  public String name() {
    return "difference_image" + line.kind().suffix();
  }

  @Override
  public BufferedImage draw() {
    AsinhStretch stretch = AsinhStretch.of(List.of(difference), knee);
    Tile crop = ImagePanel.content(sample());
    double w = 720 - 20 - Axes.LEFT - ColourBar.WIDTH - 10;
    double h = w * crop.height() / crop.width();
    double shrink = Math.min(1, 640 / h);
    Figure figure = Figure.wide(h * shrink + 126)
        .heading(label, heading)
        .note("black = nothing left, white = background; linear up to ±" + CountFormat.trimmed(stretch.knee())
            + " grey levels, logarithmic above" + (reduction == 1 ? ""
                : "; means of " + reduction + " × " + reduction + " px"));
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(body.getX() + Axes.LEFT, body.getY() + 4, w * shrink, h * shrink);
    ValueAxis y = Axes.linear("row (px)", (double) reduction * crop.y(), (double) reduction * crop.bottom());
    y.setInverted(true);
    Axes axes = Axes.around(figure, data,
        Axes.linear("column (px)", (double) reduction * crop.x(), (double) reduction * crop.right()), y);
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(image, crop, Shading.stretched(difference, stretch));
    ImagePanel.paint(figure.graphics(), image, data);
    stretch.bar("grey levels").draw(figure, data);
    ScaleBar.draw(figure, label, data, (double) reduction * crop.width());
    axes.frame();
    return figure.finish();
  }

  /** 1 where the difference is of the sample, else 0. */
  private FloatImage sample() {
    return known(difference);
  }

  /** 1 where an image has a value, 0 where it is NaN. */
  static FloatImage known(FloatImage difference) {
    FloatImage sample = new FloatImage(difference.width(), difference.height());
    for (int i = 0; i < sample.pixels().length; i++) {
      sample.pixels()[i] = Float.isNaN(difference.pixels()[i]) ? 0 : 1;
    }
    return sample;
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("scale " + line.kind(), line.scale()).remark("offset", line.offset()).remark("knee", knee)
        .remark("share of the background below zero",
            overSubtracted.<Object>map(share -> share).orElse("not known"))
        .remark("excess", "mean over full-resolution pixels around x, y").row("x", "y", "excess");
    double unit = Math.pow(10, Math.max(0, DIGITS - Math.floor(Math.log10(knee > 0 ? knee : 1))));
    int step = (difference.size().longestSide() + CSV_SIDE - 1) / CSV_SIDE;
    for (int y = 0; y < difference.height(); y += step) {
      for (int x = 0; x < difference.width(); x += step) {
        Tile block = new Tile(x, y, step, step).intersect(difference.size().whole());
        double mean = mean(difference, block);
        if (!Double.isNaN(mean)) {
          csv.numbers(centre(block.x(), block.width()), centre(block.y(), block.height()),
              Math.rint(mean * unit) / unit);
        }
      }
    }
    return csv.toString();
  }

  /** The full-resolution coordinate of the middle of some preview pixels. */
  private double centre(int first, int count) {
    return (first + count / 2.0) * reduction - 0.5;
  }

  /** Of the pixels that are tissue; NaN when none is. */
  private static double mean(FloatImage image, Tile block) {
    double sum = 0;
    int n = 0;
    for (int y = block.y(); y < block.bottom(); y++) {
      for (int x = block.x(); x < block.right(); x++) {
        if (!Float.isNaN(image.at(x, y))) {
          sum += image.at(x, y);
          n++;
        }
      }
    }
    return sum / n;
  }
}
