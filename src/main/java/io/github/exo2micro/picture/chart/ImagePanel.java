package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** An image in a box of a figure, as large as fits, with lines over it in the image's own coordinates. */
public final class ImagePanel {

  private static final double TITLE = 18;

  private final Figure figure;
  private final Rectangle2D area;
  private final AffineTransform toPage;

  private ImagePanel(Figure figure, Rectangle2D area, AffineTransform toPage) {
    this.figure = figure;
    this.area = area;
    this.toPage = toPage;
  }

  /**
   * Draws a title and, under it, a part of an image.
   *
   * @param box for both
   * @param crop the part, inside the image
   * @param shading the image's colours
   */
  public static ImagePanel draw(Figure figure, Rectangle2D box, String title, Tile crop, Shading shading) {
    Graphics2D g = figure.graphics();
    g.setFont(PictureStyle.LEGEND);
    g.setColor(PictureStyle.INK);
    g.drawString(PictureLabel.fitted(title, g.getFontMetrics(), box.getWidth()), (float) box.getX(),
        (float) (box.getY() + 12));
    double scale = Math.min(box.getWidth() / crop.width(), (box.getHeight() - TITLE) / crop.height());
    Rectangle2D area = new Rectangle2D.Double(box.getX(), box.getY() + TITLE, crop.width() * scale,
        crop.height() * scale);
    BufferedImage image = new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    fill(image, crop, shading);
    paint(g, image, area);
    figure.line(area, PictureStyle.FAINT_INK, PictureStyle.THIN);
    AffineTransform toPage = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    toPage.scale(scale, scale);
    toPage.translate(0.5 - crop.x(), 0.5 - crop.y());
    return new ImagePanel(figure, area, toPage);
  }

  /** Gives each pixel of a part of an image its colour. */
  public static void fill(BufferedImage image, Tile crop, Shading shading) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < crop.height(); y++) {
      shading.row(crop.x(), crop.y() + y, crop.width(), pixels, y * crop.width());
    }
  }

  /** Draws an image into an area: averaged down in steps where it is far larger, sharp pixels where it is smaller. */
  public static void paint(Graphics2D g, BufferedImage image, Rectangle2D area) {
    double device = g.getTransform().getScaleX() * area.getWidth() / image.getWidth();
    BufferedImage source = image;
    for (; device < 0.5 && source.getWidth() > 1 && source.getHeight() > 1; device *= 2) {
      source = halved(source);
    }
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, device > 1.5
        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform place = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    place.scale(area.getWidth() / source.getWidth(), area.getHeight() / source.getHeight());
    g.drawImage(source, place, null);
  }

  private static BufferedImage halved(BufferedImage image) {
    BufferedImage half = new BufferedImage((image.getWidth() + 1) / 2, (image.getHeight() + 1) / 2,
        BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < half.getHeight(); y++) {
      for (int x = 0; x < half.getWidth(); x++) {
        int right = Math.min(2 * x + 1, image.getWidth() - 1);
        int below = Math.min(2 * y + 1, image.getHeight() - 1);
        half.setRGB(x, y, mean(image.getRGB(2 * x, 2 * y), image.getRGB(right, 2 * y), image.getRGB(2 * x, below),
            image.getRGB(right, below)));
      }
    }
    return half;
  }

  private static int mean(int a, int b, int c, int d) {
    int result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int sum = (a >> shift & 255) + (b >> shift & 255) + (c >> shift & 255) + (d >> shift & 255);
      result |= (sum + 2) / 4 << shift;
    }
    return result;
  }

  /** A line in the image's coordinates. */
  public void overlay(Shape inImage, Color colour, BasicStroke stroke) {
    onPage(toPage.createTransformedShape(inImage), colour, stroke);
  }

  /** Boundaries in the image's coordinates. */
  public void overlay(Contours inImage, Color colour, BasicStroke stroke) {
    onPage(inImage.path(toPage), colour, stroke);
  }

  /** A line in the page's coordinates, cut at the image's edge. */
  public void onPage(Shape shape, Color colour, BasicStroke stroke) {
    figure.line(shape, area, colour, stroke);
  }

  /**
   * Draws a bar of a round length over the image, where the size of a pixel is known.
   *
   * @param label of the picture
   * @param reduction full-resolution px of post per px of the image
   */
  public void bar(PictureLabel label, double reduction) {
    ScaleBar.draw(figure, label, area, reduction * area.getWidth() / toPage.getScaleX());
  }

  /** Where the image is on the page. */
  public Rectangle2D area() {
    return area;
  }

  public AffineTransform toPage() {
    return toPage;
  }

  /** The smallest part of an image that holds all pixels above 0 of the given images, with a margin of 4 %. */
  public static Tile content(FloatImage... images) {
    int w = images[0].width();
    int h = images[0].height();
    int left = w;
    int top = h;
    int right = 0;
    int bottom = 0;
    for (FloatImage image : images) {
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          if (image.at(x, y) > 0) {
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
          }
        }
      }
    }
    Tile whole = new Tile(0, 0, w, h);
    return right == 0 ? whole : new Tile(left, top, right - left, bottom - top)
        .grown(2 + Math.max(right - left, bottom - top) / 25).intersect(whole);
  }
}
