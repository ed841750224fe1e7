package bdv.util;

import bdv.viewer.ViewerPanel;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public abstract class BdvHandle implements Bdv {

  BdvHandle() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public BdvHandle getBdvHandle() {
    throw new UnsupportedOperationException("signature only");
  }

  public ViewerPanel getViewerPanel() {
    throw new UnsupportedOperationException("signature only");
  }
}
