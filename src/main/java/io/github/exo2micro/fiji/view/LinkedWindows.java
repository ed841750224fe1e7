package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.List;

/**
 * Windows of the same place: the cursor of one shows as a cross in the others, and zooming or scrolling one moves all.
 * Everything happens on the event thread.
 */
final class LinkedWindows {

  private final List<ImagePlus> images;

  private LinkedWindows(List<ImagePlus> images) {
    this.images = images;
  }

  /** Links images that are shown and equally large. */
  static void link(List<ImagePlus> images) {
    LinkedWindows linked = new LinkedWindows(images);
    for (ImagePlus image : images) {
      linked.listen(image);
    }
  }

  private void listen(ImagePlus image) {
    ImageCanvas canvas = image.getCanvas();
    MouseAdapter mouse = new MouseAdapter() {
      @Override
      public void mouseMoved(MouseEvent e) {
        showCross(image, canvas);
      }

      @Override
      public void mouseDragged(MouseEvent e) {
        showCross(image, canvas);
        followView(image, canvas);
      }

      @Override
      public void mouseReleased(MouseEvent e) {
        followView(image, canvas);
      }

      @Override
      public void mouseWheelMoved(MouseWheelEvent e) {
        followView(image, canvas);
      }

      @Override
      public void mouseExited(MouseEvent e) {
        others(image).forEach(Crosshair::remove);
      }
    };
    canvas.addMouseListener(mouse);
    canvas.addMouseMotionListener(mouse);
    image.getWindow().addMouseWheelListener(mouse);
    KeyAdapter keys = new KeyAdapter() {
      @Override
      public void keyReleased(KeyEvent e) {
        followView(image, canvas);
      }
    };
    canvas.addKeyListener(keys);
    image.getWindow().addKeyListener(keys);
  }

  private List<ImagePlus> others(ImagePlus image) {
    return images.stream().filter(i -> i != image && i.getWindow() != null).toList();
  }

  private void showCross(ImagePlus from, ImageCanvas canvas) {
    Point at = canvas.getCursorLoc();
    others(from).forEach(other -> Crosshair.show(other, at));
  }

  private void followView(ImagePlus from, ImageCanvas canvas) {
    for (ImagePlus other : others(from)) {
      ImageCanvas follower = other.getCanvas();
      if (follower.getMagnification() != canvas.getMagnification()
          || !follower.getSrcRect().equals(canvas.getSrcRect())) {
        follower.setSize(canvas.getWidth(), canvas.getHeight());
        follower.setMagnification(canvas.getMagnification());
        follower.setSourceRect(new Rectangle(canvas.getSrcRect()));
        other.getWindow().pack();
        follower.repaint();
      }
    }
  }
}
