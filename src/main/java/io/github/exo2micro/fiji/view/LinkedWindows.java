package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
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

  private static final String CROSS = "exo2micro-cross";

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
        others(image).forEach(LinkedWindows::removeCross);
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
    for (ImagePlus other : others(from)) {
      Overlay overlay = other.getOverlay() == null ? new Overlay() : other.getOverlay();
      overlay.remove(CROSS);
      add(overlay, new Line(at.x + 0.5, 0, at.x + 0.5, other.getHeight()));
      add(overlay, new Line(0, at.y + 0.5, other.getWidth(), at.y + 0.5));
      other.setOverlay(overlay);
    }
  }

  private static void add(Overlay overlay, Roi line) {
    line.setStrokeColor(Color.YELLOW);
    line.setName(CROSS);
    overlay.add(line);
  }

  private static void removeCross(ImagePlus image) {
    Overlay overlay = image.getOverlay();
    if (overlay != null) {
      overlay.remove(CROSS);
      image.setOverlay(overlay.size() == 0 ? null : overlay);
    }
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
