package io.github.exo2micro.fiji.view;

import io.github.exo2micro.export.ExportedPyramid;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.statistics.SparsePreview;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * An image that is open to be looked at as a whole: over the pyramid that it was exported as, where there is one that
 * shows it as it is now, else over the checkpoint.
 *
 * @param title for people
 * @param isSigned whether it has values of either sign around 0
 * @param levels how it is cut
 * @param tiles its pixels
 * @param unfinished the pyramid that is only sketched yet; empty where the file has its levels itself
 * @param place the part of the padded image that it shows, px of that
 * @param range the brightness of the first and the last colour; shared
 * @param pixel size of a pixel, where it is known
 * @param file what is closed with it
 */
record WholeImage(String title, boolean isSigned, PyramidLevels levels, Tiles tiles,
    Optional<PlanePyramid> unfinished, Tile place, double[] range, Optional<PixelSize> pixel, Closeable file)
    implements
      Closeable {

  /** The longest side of the sketch, px: of 34 000 × 29 000 px, 60 MB are read for it. */
  private static final int SKETCH_SIDE = 500;

  /** Reads tiles of levels, from any thread. */
  interface Tiles {
    /** The pixels of a tile as in {@link PyramidLevels#tile}, row by row. */
    float[] tile(int level, long index) throws IOException;
  }

  /**
   * Opens an image; where it was not exported, it is only sketched.
   *
   * @param heldBytes what its coarse levels may take in memory
   * @throws IOException when it cannot be read
   */
  static WholeImage open(TaskImage image, long heldBytes) throws IOException {
    Optional<ExportedPyramid> exported = ExportedPyramid.of(image);
    return exported.isPresent() ? exported(image, exported.get()) : checkpoint(image, heldBytes);
  }

  private static WholeImage exported(TaskImage image, ExportedPyramid pyramid) throws IOException {
    try {
      Tile place = pyramid.region();
      int count = pyramid.levels();
      PyramidLevels levels = new PyramidLevels(new ImageSize(place.width(), place.height()), count, count);
      FloatImage least = new FloatImage(levels.sizeOf(count - 1).width(), levels.sizeOf(count - 1).height());
      pyramid.read(count - 1, levels.sizeOf(count - 1).whole(), least.pixels());
      boolean signed = ZoomPicture.isSigned(image.kind().word());
      return new WholeImage(image.title() + " (" + pyramid.path().getFileName() + ")", signed, levels,
          (level, index) -> read(pyramid, level, levels.tile(level, index)), Optional.empty(), place,
          ZoomPicture.range(least, signed), image.pixelSize(), pyramid);
    } catch (IOException | RuntimeException e) {
      pyramid.close();
      throw e;
    }
  }

  private static float[] read(ExportedPyramid pyramid, int level, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    pyramid.read(level, tile, pixels);
    return pixels;
  }

  private static WholeImage checkpoint(TaskImage image, long heldBytes) throws IOException {
    FilePlane plane = image.open();
    try {
      Overview sketch = SparsePreview.of(plane, SKETCH_SIDE);
      PlanePyramid pyramid = new PlanePyramid(plane, heldBytes);
      pyramid.sketch(sketch);
      boolean signed = ZoomPicture.isSigned(image.kind().word());
      return new WholeImage(image.title(), signed, pyramid.levels(), pyramid::tile, Optional.of(pyramid),
          plane.size().whole(), ZoomPicture.range(sketch.image(), signed), image.pixelSize(), plane);
    } catch (IOException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  /** @throws UncheckedIOException when the file cannot be closed */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
