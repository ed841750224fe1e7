package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.picture.statistics.SparsePreview;
import java.awt.EventQueue;
import java.io.IOException;
import java.util.Optional;
import org.scijava.plugin.Parameter;

/** Commands that show a region of images of one task, given by numbers or picked on a preview. */
abstract class RegionInputs extends TaskImageInputs {

  @Parameter(label = "First row (px, -1 = pick on a preview)", required = false, persist = false,
      description = "Of the region, from the top. Headless it must be given.")
  private String row = "-1";

  @Parameter(label = "First column (px, -1 = pick on a preview)", required = false, persist = false,
      description = "Of the region, from the left. Headless it must be given.")
  private String col = "-1";

  @Parameter(label = "Size (1 to 8000 px)", required = false, persist = false,
      description = "Side of the square region.")
  private String size = "600";

  @Parameter(label = "Gaussian blur, sigma (0 to 100 px)", required = false,
      persist = false, description = "0 = none.")
  private String sigma = "0.0";

  /**
   * A region as it was asked for.
   *
   * @param row from the top, px; -1 = to be picked
   * @param column from the left, px; -1 = to be picked
   * @param size of a side, px
   * @param sigma of the blur, px
   */
  record Wanted(int row, int column, int size, double sigma) {

    /** Whether somebody has to pick the place. */
    boolean isOpen() {
      return row < 0 || column < 0;
    }

    /** The region, when it is not open. */
    ZoomRegion region() {
      return new ZoomRegion(row, column, size, sigma);
    }
  }

  /** Checks the inputs. */
  final Wanted wanted() {
    int least = isHeadless() ? 0 : -1;
    return new Wanted(Inputs.whole(row, "row", least, Integer.MAX_VALUE),
        Inputs.whole(col, "col", least, Integer.MAX_VALUE), Inputs.whole(size, "size", 1, ZoomRegion.LARGEST),
        Inputs.real(sigma, "sigma", 0, 100));
  }

  /**
   * Shows a preview of an image to pick the region on.
   *
   * @param together whether a check box for all images of the task is ticked; empty = there is none
   * @param buttons what can be done with the region
   */
  static void choose(TaskImage image, Wanted wanted, Optional<Boolean> together, RegionChooser.Choice... buttons)
      throws IOException {
    Overview overview;
    try (FilePlane plane = image.open()) {
      overview = SparsePreview.of(plane, PreviewBuilder.LONGEST_SIDE);
    }
    ImagePlus preview = RegionImages.of(image.title() + " (preview 1:" + overview.reduction() + ")", overview.image(),
        ZoomPicture.isSigned(image.kind().word()));
    EventQueue.invokeLater(() -> new RegionChooser(preview, overview, wanted.size(), wanted.sigma())
        .ticked(together.orElse(false)).controls(together.isPresent(), buttons));
  }
}
