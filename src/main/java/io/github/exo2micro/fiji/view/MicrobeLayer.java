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
import java.awt.geom.AffineTransform;
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
    AffineTransform3D transform = new AffineTransform3D();
    panel.state().getViewerTransform(transform);
    AffineTransform view = new AffineTransform(transform.get(0, 0), transform.get(1, 0), transform.get(0, 1),
        transform.get(1, 1), transform.get(0, 3), transform.get(1, 3));
    int width = panel.getDisplay().getWidth();
    int height = panel.getDisplay().getHeight();
    MicrobesInSight seen = MicrobesInSight.of(spots, view, width, height);
    Graphics2D g = (Graphics2D) on.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(MicrobeRings.COLOUR);
    g.setStroke(new BasicStroke(1.3f));
    seen.rings().forEach(g::draw);
    words(g, seen.text(), width, height);
    g.dispose();
  }

  /** At the lower right: the viewer's own words, map and scale bar are in the other corners. */
  private static void words(Graphics2D g, String text, int width, int height) {
    int left = width - g.getFontMetrics().stringWidth(text) - 10;
    g.setColor(new Color(0, 0, 0, 150));
    g.fillRect(left - 4, height - 24, width - left - 2, 18);
    g.setColor(MicrobeRings.COLOUR);
    g.drawString(text, left, height - 10);
  }
}
