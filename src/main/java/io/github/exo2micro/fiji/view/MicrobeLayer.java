package io.github.exo2micro.fiji.view;

import bdv.viewer.OverlayRenderer;
import bdv.viewer.ViewerPanel;
import io.github.exo2micro.export.TaskMicrobes;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.ActionEvent;
import java.awt.geom.Ellipse2D;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import net.imglib2.realtransform.AffineTransform3D;

/**
 * Rings around microbes over a window of BigDataViewer; the key M hides and shows them. Where too many are in sight it
 * says how many, and nothing is ringed.
 *
 * <p>This class links to BigDataViewer: use it only where that is present.
 */
final class MicrobeLayer implements OverlayRenderer {

  /** More rings than this cover the image, and take long to draw. */
  private static final int MOST = 5000;
  private static final double SMALLEST = 3;

  private final TaskMicrobes.Spots spots;
  private final ViewerPanel panel;
  private boolean shown = true;

  private MicrobeLayer(TaskMicrobes.Spots spots, ViewerPanel panel) {
    this.spots = spots;
    this.panel = panel;
  }

  /** Lays rings over a window; its world is px of the padded images. */
  static void over(ViewerPanel panel, TaskMicrobes.Spots spots) {
    MicrobeLayer layer = new MicrobeLayer(spots, panel);
    panel.getDisplay().addOverlayRenderer(layer);
    panel.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke('m'), layer);
    panel.getActionMap().put(layer, new AbstractAction() {
      private static final long serialVersionUID = 1L;

      @Override
      public void actionPerformed(ActionEvent e) {
        layer.shown = !layer.shown;
        panel.getDisplay().repaint();
      }
    });
  }

  @Override
  public void drawOverlays(Graphics on) {
    if (!shown) {
      return;
    }
    AffineTransform3D view = new AffineTransform3D();
    panel.state().getViewerTransform(view);
    double width = panel.getDisplay().getWidth();
    double height = panel.getDisplay().getHeight();
    int[] seen = new int[MOST];
    int count = 0;
    for (int i = 0; i < spots.count(); i++) {
      double x = x(view, i);
      double y = y(view, i);
      if (x >= 0 && y >= 0 && x < width && y < height) {
        if (count < MOST) {
          seen[count] = i;
        }
        count++;
      }
    }
    Graphics2D g = (Graphics2D) on.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    if (count <= MOST) {
      rings(g, view, seen, count);
    }
    words(g, count + (count == 1 ? " microbe" : " microbes") + (count > MOST ? " in sight; zoom in to see rings" : "")
        + " (M: rings on and off)", (int) width, (int) height);
    g.dispose();
  }

  private void rings(Graphics2D g, AffineTransform3D view, int[] seen, int count) {
    double scale = Math.hypot(view.get(0, 0), view.get(1, 0));
    g.setColor(MicrobeRings.COLOUR);
    g.setStroke(new BasicStroke(1.3f));
    for (int k = 0; k < count; k++) {
      int i = seen[k];
      double radius = Math.max(SMALLEST, scale * MicrobeRings.radius(spots.radius()[i]));
      g.draw(new Ellipse2D.Double(x(view, i) - radius, y(view, i) - radius, 2 * radius, 2 * radius));
    }
  }

  /** At the lower right: the viewer's own words, map and scale bar are in the other corners. */
  private static void words(Graphics2D g, String text, int width, int height) {
    int left = width - g.getFontMetrics().stringWidth(text) - 10;
    g.setColor(new Color(0, 0, 0, 150));
    g.fillRect(left - 4, height - 24, width - left - 2, 18);
    g.setColor(MicrobeRings.COLOUR);
    g.drawString(text, left, height - 10);
  }

  private double x(AffineTransform3D view, int i) {
    return view.get(0, 0) * spots.x()[i] + view.get(0, 1) * spots.y()[i] + view.get(0, 3);
  }

  private double y(AffineTransform3D view, int i) {
    return view.get(1, 0) * spots.x()[i] + view.get(1, 1) * spots.y()[i] + view.get(1, 3);
  }
}
