package io.github.exo2micro.fiji.view;

import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.statistics.SparsePreview;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * An image that is open to be looked at as a whole.
 *
 * @param title for people
 * @param isSigned whether it has values of either sign around 0
 * @param plane its pixels
 * @param pyramid its tiles; sketched
 * @param range the brightness of the first and the last colour; shared
 * @param pixel size of a pixel, where it is known
 */
record WholeImage(String title, boolean isSigned, FilePlane plane, PlanePyramid pyramid, double[] range,
    Optional<PixelSize> pixel)
    implements
      Closeable {

  /** The longest side of the sketch, px: of 34 000 × 29 000 px, 60 MB are read for it. */
  private static final int SKETCH_SIDE = 500;

  /**
   * Opens an image and sketches it.
   *
   * @param heldBytes what its coarse levels may take in memory
   * @throws IOException when it cannot be read
   */
  static WholeImage open(TaskImage image, long heldBytes) throws IOException {
    FilePlane plane = image.open();
    try {
      Overview sketch = SparsePreview.of(plane, SKETCH_SIDE);
      PlanePyramid pyramid = new PlanePyramid(plane, heldBytes);
      pyramid.sketch(sketch);
      boolean signed = ZoomPicture.isSigned(image.kind().word());
      return new WholeImage(image.title(), signed, plane, pyramid, ZoomPicture.range(sketch.image(), signed),
          image.pixelSize());
    } catch (IOException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  /** @throws UncheckedIOException when the file cannot be closed */
  @Override
  public void close() {
    try {
      plane.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
