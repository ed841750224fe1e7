package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.ScaleBar;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.file.PictureFiles;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.jfree.chart.axis.ValueAxis;

/**
 * A saved view of a region at full resolution, with axes in pixels of the padded frame.
 *
 * @param label whose it is
 * @param kind which image: {@code post}, {@code difference} …
 * @param region where
 * @param crop its pixels, blurred already
 * @param pixel size of a pixel, where it is known: a bar shows a length
 */
public record ZoomPicture(PictureLabel label, String kind, ZoomRegion region, FloatImage crop,
    Optional<PixelSize> pixel)
    implements
      Picture {

  /** The colour of what has no value, 0xRRGGBB: neither of a map's ends nor its middle. */
  public static final int NO_VALUE = 0x808080;

  @Override
  public String name() {
    String file = region.fileName(kind);
    return file.substring(0, file.length() - ".png".length());
  }

  /** Whether the image has values of either sign around 0. */
  public static boolean isSigned(String kind) {
    return kind.startsWith("difference");
  }

  /**
   * The brightness that is shown as black and as white (or as the two full colours of a signed image).
   *
   * @param image a view, or a preview
   * @param signed whether 0 is to be in the middle
   */
  public static double[] range(FloatImage image, boolean signed) {
    if (signed) {
      float[] absolute = image.pixels().clone();
      for (int i = 0; i < absolute.length; i++) {
        absolute[i] = Math.abs(absolute[i]);
      }
      Percentiles sizes = Percentiles.ofPositive(absolute);
      double limit = sizes.count() == 0 ? 1 : sizes.at(99);
      return new double[] {-limit, limit};
    }
    Percentiles positive = Percentiles.ofPositive(image.pixels());
    return positive.count() == 0 ? new double[] {0, 1}
        : new double[] {0, Math.max(positive.at(99.7), Float.MIN_NORMAL)};
  }

  /** The colours of signed images, 256 entries 0xRRGGBB: black in the middle. */
  public static int[] signedColours() {
    int[] colours = new int[256];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = ColourMap.DIFFERENCE.rgb(i / 255.0);
    }
    return colours;
  }

  @Override
  public BufferedImage draw() {
    boolean signed = isSigned(kind);
    double[] range = range(crop, signed);
    ColourMap map = signed ? ColourMap.DIFFERENCE : ColourMap.GREY;
    double w = 480 - 20 - Axes.LEFT - ColourBar.WIDTH - 10;
    double h = Math.min(w * crop.height() / crop.width(), 700);
    Figure figure = Figure.single(h + 108).heading(label, kind + ", full resolution")
        .note("rows " + region.row() + " to " + (region.row() + crop.height() - 1) + ", columns " + region.column()
            + " to " + (region.column() + crop.width() - 1)
            + (region.sigma() > 0 ? ", blurred with sigma " + CountFormat.trimmed(region.sigma()) + " px" : ""));
    Rectangle2D body = figure.body();
    Rectangle2D data = new Rectangle2D.Double(body.getX() + Axes.LEFT, body.getY() + 4,
        h * crop.width() / crop.height(), h);
    ValueAxis y = Axes.linear("row (px)", region.row(), region.row() + crop.height());
    y.setInverted(true);
    Axes axes = Axes.around(figure, data,
        Axes.linear("column (px)", region.column(), region.column() + crop.width()), y);
    ImagePanel.paint(figure.graphics(), image((x, row) -> Float.isNaN(crop.at(x, row)) ? NO_VALUE
        : map.rgb((crop.at(x, row) - range[0]) / (range[1] - range[0]))), data);
    new ColourBar(map, List.of(new ColourBar.Tick(0, CountFormat.trimmed(range[0])),
        new ColourBar.Tick(0.5, CountFormat.trimmed((range[0] + range[1]) / 2)),
        new ColourBar.Tick(1, CountFormat.trimmed(range[1]))), "grey levels").draw(figure, data);
    axes.frame();
    pixel.ifPresent(p -> ScaleBar.draw(figure, data, crop.width() * p.x()));
    return figure.finish();
  }

  private BufferedImage image(IntBinaryOperator rgb) {
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < crop.height(); row++) {
      for (int x = 0; x < crop.width(); x++) {
        image.setRGB(x, row, rgb.applyAsInt(x, row));
      }
    }
    return image;
  }

  /** A crop's numbers are the crop itself: no CSV is stored with a saved view. */
  @Override
  public String csv() {
    return "";
  }

  /**
   * Stores the view.
   *
   * @param directory a task's {@code pipeline_output}; made when missing
   * @return the PNG
   * @throws IOException when it cannot be written
   */
  public Path save(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(region.fileName(kind));
    AtomicFile.write(file, PictureFiles.png(PictureFiles.drawn(this)));
    return file;
  }
}
