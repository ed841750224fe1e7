package bdv.viewer;

import java.awt.Graphics;

/** Signatures of bigdataviewer-core 10.4. */
public interface OverlayRenderer {

  void drawOverlays(Graphics g);
}
