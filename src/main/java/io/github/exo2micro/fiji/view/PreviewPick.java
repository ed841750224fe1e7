package io.github.exo2micro.fiji.view;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.Point;
import java.awt.Rectangle;

/**
 * What a click or a drag on a preview means for the image that it is a preview of.
 *
 * @param reduction px of the image per px of the preview
 * @param full the image's size, px
 */
record PreviewPick(int reduction, ImageSize full) {

  /** A click moves the mouse by a pixel or two; more is a drag. */
  private static final int CLICK = 3;
  private static final int USUAL = 500;

  /** Whether a selection was drawn, and is not what a click leaves. */
  static boolean isDrag(Rectangle selection) {
    return selection.width > CLICK && selection.height > CLICK;
  }

  /** The side of the region that a drag stands for, px of the image. */
  int sideOf(Rectangle selection) {
    return Math.min(Math.max(selection.width, selection.height) * reduction, ZoomRegion.LARGEST);
  }

  /** The square of the preview around a click; at the left and the upper edge it begins there. */
  Rectangle around(Point click, String side) {
    int reduced = Math.max(1, whole(side, USUAL) / reduction);
    return new Rectangle(Math.max(0, click.x - reduced / 2), Math.max(0, click.y - reduced / 2), reduced, reduced);
  }

  /**
   * The region that begins where the selection does.
   *
   * @param side as it was typed, px of the image
   * @param blur as it was typed
   * @throws RemediableException when one of them is no such number
   */
  ZoomRegion region(Rectangle selection, String side, String blur) {
    return new ZoomRegion(selection.y * reduction, selection.x * reduction, whole(side, 0), sigma(blur));
  }

  /** "row 100, column 200, size 600 px of 1600 x 1300". */
  String text(ZoomRegion region) {
    return "row " + region.row() + ", column " + region.column() + ", size " + region.size() + " px of " + full;
  }

  private static double sigma(String blur) {
    try {
      return Double.parseDouble(blur.strip());
    } catch (NumberFormatException e) {
      throw new RemediableException("The blur is no number.", "'" + blur + "'.", "give a sigma in px.");
    }
  }

  private static int whole(String text, int otherwise) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
