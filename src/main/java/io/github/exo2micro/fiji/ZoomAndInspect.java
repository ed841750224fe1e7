package io.github.exo2micro.fiji;

import ij.ImagePlus;
import io.github.exo2micro.diagnostics.PreviewBuilder;
import io.github.exo2micro.diagnostics.SparsePreview;
import io.github.exo2micro.diagnostics.ZoomPicture;
import io.github.exo2micro.diagnostics.ZoomRegion;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.pipeline.TaskId;
import io.github.exo2micro.pipeline.TaskImage;
import java.awt.EventQueue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Zoom and Inspect… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"), @Menu(label = "Exo2Micro", weight = 40),
    @Menu(label = "Zoom and Inspect...", weight = 7)},
    description = "Shows a region of any checkpoint at full resolution, whatever the checkpoint's size.")
public final class ZoomAndInspect extends Exo2MicroCommand {

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "The output folder of a run.")
  private File output_dir;

  @Parameter(label = "Sample", required = false, persist = false, description = "The sample's name.")
  private String sample = "";

  @Parameter(label = "Dye", required = false, persist = false, description = "The dye's name.")
  private String dye = "";

  @Parameter(label = "Image", choices = {"post", "pre_padded", "pre_icp", "pre_interior", "difference"},
      required = false, persist = false, description = "post and pre_padded: before alignment. pre_icp: after stage 2. "
          + "pre_interior: after stage 3. difference: the result.")
  private String image = "difference";

  @Parameter(label = "Parameters of the run (empty = newest)", style = "text area", required = false, persist = false,
      description = "name=value, one per line, where several runs share the folder.")
  private String parameters = "";

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

  @Parameter(label = "Post, aligned pre and difference side by side", required = false, persist = false,
      description = "Three linked windows of the same place.")
  private Boolean side_by_side = false;

  @Parameter(label = "Save as PNG", required = false, persist = false,
      description = "Writes zoom_<image>_r<row>_c<col>_s<size>.png to the task's pipeline_output. Headless this is all "
          + "that can be done.")
  private Boolean save = false;

  @Override
  Work prepare() {
    Path output = Inputs.folder(output_dir, "output_dir");
    TaskId task = new TaskId(Inputs.name(sample, "sample"), Inputs.name(dye, "dye"));
    String kind = Inputs.choice(image, "image", TaskImage.KINDS);
    double blur = Inputs.real(sigma, "sigma", 0, 100);
    int side = Inputs.whole(size, "size", 1, ZoomRegion.LARGEST);
    int least = isHeadless() ? 0 : -1;
    int firstRow = Inputs.whole(row, "row", least, Integer.MAX_VALUE);
    int firstColumn = Inputs.whole(col, "col", least, Integer.MAX_VALUE);
    return () -> {
      TaskImage found = TaskImage.find(output, task, kind, ParameterLines.given(parameters));
      RegionViewer viewer = new RegionViewer(output, found, parameters);
      if (firstRow < 0 || firstColumn < 0) {
        choose(found, viewer, side, blur);
      } else {
        look(viewer, new ZoomRegion(firstRow, firstColumn, side, blur));
      }
      return DONE;
    };
  }

  private void look(RegionViewer viewer, ZoomRegion region) throws IOException {
    if (isHeadless() || Inputs.flag(save)) {
      viewer.save(region, Inputs.flag(side_by_side)).forEach(file -> told("saved " + file));
    }
    if (!isHeadless()) {
      viewer.show(region, Inputs.flag(side_by_side));
    }
  }

  private void told(String line) {
    if (isHeadless()) {
      System.out.println(line);
    }
  }

  private static void choose(TaskImage image, RegionViewer viewer, int side, double blur) throws IOException {
    Overview overview;
    try (FilePlane plane = image.open()) {
      overview = SparsePreview.of(plane, PreviewBuilder.LONGEST_SIDE);
    }
    ImagePlus preview = RegionImages.of(image.title() + " (preview 1:" + overview.reduction() + ")", overview.image(),
        ZoomPicture.isSigned(image.kind()));
    EventQueue.invokeLater(() -> new RegionChooser(preview, overview, side, blur).controls(
        List.of("Open", "Save PNG"), List.of((region, together) -> {
          viewer.show(region, together);
          return "";
        }, (region, together) -> "saved " + viewer.save(region, together).get(0)), true));
  }
}
