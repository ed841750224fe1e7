package io.github.exo2micro.fiji.view;

import bdv.cache.SharedQueue;
import bdv.util.BdvFunctions;
import bdv.util.BdvHandle;
import bdv.util.BdvOptions;
import bdv.util.BdvStackSource;
import bdv.util.Prefs;
import bdv.viewer.DisplayMode;
import bdv.viewer.SourceAndConverter;
import bdv.viewer.ViewerPanel;
import io.github.exo2micro.Progress;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.picture.ZoomPicture;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.swing.SwingUtilities;
import net.imglib2.type.volatiles.VolatileFloatType;

/**
 * A window of BigDataViewer over whole images of any size. Several images lie on each other, one is seen at a time
 * (keys 1, 2, 3). Closing it closes the images.
 *
 * <p>This class links to BigDataViewer: use it only where that is present.
 */
final class WholeImageWindow {

  private static final int READERS = 2;
  private static final long REPAINT_NANOS = 400_000_000L;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 800;

  private final List<WholeImage> images;
  private final SharedQueue queue;
  private final ViewerPanel panel;
  private volatile boolean closed;
  private long painted = System.nanoTime();

  /**
   * Opens the window with what the images show so far.
   *
   * @param title of the window
   * @param images at least one; the window's from now on
   */
  WholeImageWindow(String title, List<WholeImage> images) {
    this.images = images;
    queue = new SharedQueue(READERS, images.stream().mapToInt(i -> i.levels().count()).max().orElseThrow());
    BdvOptions options = BdvOptions.options().is2D().frameTitle(title).preferredSize(WIDTH, HEIGHT);
    BdvStackSource<VolatileFloatType> first = show(images.get(0), options);
    BdvHandle handle = first.getBdvHandle();
    images.stream().skip(1).forEach(image -> show(image, BdvOptions.options().is2D().addTo(handle)));
    panel = handle.getViewerPanel();
    panel.setDisplayMode(DisplayMode.SINGLE);
    if (images.get(0).pixel().isPresent()) {
      Prefs.showScaleBar(true);
    }
    first.setCurrent();
    SwingUtilities.getWindowAncestor(panel).addWindowListener(new WindowAdapter() {
      @Override
      public void windowClosed(WindowEvent e) {
        close();
      }
    });
  }

  private BdvStackSource<VolatileFloatType> show(WholeImage image, BdvOptions options) {
    double[] range = image.range();
    int[] colours = image.isSigned() ? ZoomPicture.signedColours() : Palette.greys();
    BdvStackSource<VolatileFloatType> shown = BdvFunctions.show(new SourceAndConverter<>(
        PyramidSource.of(image, images.size(), queue),
        new PaletteConverter(new Palette(colours, range[0], range[1]))), options);
    shown.setDisplayRangeBounds(Math.min(range[0], 0) * 4, range[1] * 4);
    shown.setDisplayRange(range[0], range[1]);
    return shown;
  }

  /** Lays rings around microbes over the images. */
  void ring(TaskMicrobes.Spots spots) {
    MicrobeLayer.over(panel, spots);
  }

  /**
   * Makes the overviews right, one image after another; returns early when the window is closed.
   *
   * @throws IOException when an image cannot be read
   * @throws java.util.concurrent.CancellationException when {@code progress} says so; the window stays
   */
  void fill(Progress progress) throws IOException {
    for (int i = 0; i < images.size() && !closed; i++) {
      int before = i;
      Optional<PlanePyramid> unfinished = images.get(i).unfinished();
      try {
        if (unfinished.isPresent()) {
          unfinished.get().fill(done -> repaint(progress, (before + done) / images.size()), () -> closed);
        }
      } catch (IOException e) {
        if (!closed) {
          throw e;
        }
      }
    }
    panel.requestRepaint();
  }

  private void repaint(Progress progress, double done) {
    long now = System.nanoTime();
    if (now - painted > REPAINT_NANOS) {
      painted = now;
      progress.report(done);
      panel.requestRepaint();
    }
  }

  private void close() {
    closed = true;
    queue.shutdown();
    images.forEach(WholeImage::close);
  }
}
