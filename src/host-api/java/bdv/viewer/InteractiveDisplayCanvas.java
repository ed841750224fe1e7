package bdv.viewer;

import javax.swing.JComponent;

/** Signatures of bigdataviewer-core 10.4. */
public class InteractiveDisplayCanvas extends JComponent {

  private static final long serialVersionUID = 1L;

  InteractiveDisplayCanvas() {
    throw new UnsupportedOperationException("signature only");
  }

  public void addOverlayRenderer(OverlayRenderer renderer) {
    throw new UnsupportedOperationException("signature only");
  }
}
