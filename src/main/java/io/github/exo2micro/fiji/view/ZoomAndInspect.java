package io.github.exo2micro.fiji.view;

import ij.IJ;
import ij.ImagePlus;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.picture.statistics.SparsePreview;
import io.github.exo2micro.task.TaskId;
import java.awt.EventQueue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Zoom and Inspect… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Zoom and Inspect...", weight = 7)},
    description = "Shows a region of any checkpoint at full resolution, whatever the checkpoint's size.")
public final class ZoomAndInspect extends RegionInputs {

  @Parameter(label = "Image", choices = {"post", "pre_padded", "pre_icp", "pre_interior", "difference",
      "difference_local"}, required = false, persist = false,
      description = "post and pre_padded: before alignment. pre_icp: after stage 2. "
          + "pre_interior: after stage 3. difference: the result.")
  private String image = "difference";

  @Parameter(style = Inputs.FLAG, label = "Post, aligned pre and difference side by side", required = false,
      persist = false,
      description = "Three linked windows of the same place.")
  private String side_by_side = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Rings around microbes", required = false, persist = false,
      description = "Marks the microbes of the task's list, as an overlay that can be hidden.")
  private String microbes = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Save as PNG", required = false, persist = false,
      description = "Writes zoom_<image>_r<row>_c<col>_s<size>.png to the task's pipeline_output. Headless this is all "
          + "that can be done.")
  private String save = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Region", description = "The region at full resolution, calibrated.")
  private ImagePlus region;

  @Override
  public Map<String, String> dialogDefaults() {
    return Map.of("microbes", Inputs.YES);
  }

  @Override
  protected Work prepare() {
    Finder images = finder();
    TaskImage.Kind kind = Inputs.choice(image, "image", TaskImage.Kind.class);
    Wanted asked = wanted();
    boolean ringed = Inputs.flag(microbes, "microbes");
    return () -> {
      TaskImage found = images.find(kind);
      RegionViewer viewer = new RegionViewer(found, images, ringed);
      if (asked.isOpen()) {
        boolean saves = Inputs.flag(save, "save");
        Optional<Boolean> ticked = Optional.of(Inputs.flag(side_by_side, "side_by_side"));
        choose(found, asked, ticked, new RegionChooser.Choice("Open", (picked, together) -> {
          viewer.show(picked, together);
          return (saves ? "saved " + viewer.save(picked, together).get(0) + " " : "") + viewer.said();
        }), new RegionChooser.Choice("Save PNG",
            (picked, together) -> "saved " + viewer.save(picked, together).get(0)));
      } else {
        region = look(viewer, asked.region());
      }
      return Ending.DONE;
    };
  }

  private ImagePlus look(RegionViewer viewer, ZoomRegion picked) throws IOException {
    if (isHeadless() || Inputs.flag(save, "save")) {
      viewer.save(picked, Inputs.flag(side_by_side, "side_by_side")).forEach(file -> told("saved " + file));
    }
    ImagePlus shown = isHeadless() ? viewer.open(picked)
        : viewer.show(picked, Inputs.flag(side_by_side, "side_by_side"));
    if (!viewer.said().isEmpty()) {
      told(viewer.said());
      IJ.showStatus(viewer.said());
    }
    return shown;
  }

  private void told(String line) {
    if (isHeadless()) {
      System.out.println(line);
    }
  }
}
