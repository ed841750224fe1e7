package bdv.viewer;

import javax.swing.JPanel;

/** Signatures of bigdataviewer-core 10.4. */
public class ViewerPanel extends JPanel {

  private static final long serialVersionUID = 1L;

  ViewerPanel() {
    throw new UnsupportedOperationException("signature only");
  }

  public synchronized void setDisplayMode(DisplayMode displayMode) {
    throw new UnsupportedOperationException("signature only");
  }

  public void requestRepaint() {
    throw new UnsupportedOperationException("signature only");
  }

  public SynchronizedViewerState state() {
    throw new UnsupportedOperationException("signature only");
  }

  public InteractiveDisplayCanvas getDisplay() {
    throw new UnsupportedOperationException("signature only");
  }
}
