package bdv.viewer;

import net.imglib2.realtransform.AffineTransform3D;

/** Signatures of bigdataviewer-core 10.4. */
public class SynchronizedViewerState {

  SynchronizedViewerState() {
    throw new UnsupportedOperationException("signature only");
  }

  public void getViewerTransform(AffineTransform3D transform) {
    throw new UnsupportedOperationException("signature only");
  }
}
