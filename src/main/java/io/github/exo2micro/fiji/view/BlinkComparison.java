package io.github.exo2micro.fiji.view;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.plugin.Animator;
import io.github.exo2micro.RemediableException;
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
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Blink Comparison… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Blink Comparison...", weight = 8)},
    description = "Two checkpoints at the same place as a stack of two slices that flips by itself or with the keys "
        + "< and >.")
public final class BlinkComparison extends RegionInputs {

  @Parameter(label = "First image", choices = {"post", "pre_padded", "pre_icp", "pre_interior", "difference",
      "difference_local"}, required = false, persist = false, description = "The first slice.")
  private String image_a = "post";

  @Parameter(label = "Second image", choices = {"post", "pre_padded", "pre_icp", "pre_interior", "difference",
      "difference_local"}, required = false, persist = false, description = "The second slice.")
  private String image_b = "pre_interior";

  @Parameter(style = Inputs.FLAG, label = "Flip by itself", required = false, persist = false,
      description = "Off: flip with the keys < and >, or the slider.")
  private String flip = Inputs.YES;

  @Parameter(label = "Flips per second (0.1 to 100)", required = false, persist = false,
      description = "How fast it flips by itself.")
  private String fps = "2.0";

  @Parameter(label = "Save as TIFF stack", style = "save", required = false, persist = false,
      description = "A file to write the two slices to; empty = none. Without a display the stack is also the "
          + "command's output.")
  private File save_file;

  @Parameter(type = ItemIO.OUTPUT, label = "Blink", description = "The two images as slices of a stack.")
  private ImagePlus stack;

  @Override
  protected Work prepare() {
    Finder images = finder();
    TaskImage.Kind first = Inputs.choice(image_a, "image_a", TaskImage.Kind.class);
    TaskImage.Kind second = Inputs.choice(image_b, "image_b", TaskImage.Kind.class);
    Wanted region = wanted();
    double speed = Inputs.real(fps, "fps", 0.1, 100);
    return () -> {
      TaskImage a = images.find(first);
      TaskImage b = images.find(second);
      if (region.isOpen()) {
        choose(a, region, Optional.empty(), new RegionChooser.Choice("Blink", (picked, together) -> {
          blink(a, b, picked, speed);
          return "";
        }));
      } else {
        blink(a, b, region.region(), speed);
      }
      return Ending.DONE;
    };
  }

  private void blink(TaskImage a, TaskImage b, ZoomRegion region, double speed) throws IOException {
    stack = stack(a, b, region);
    if (save_file != null && !save_file.getPath().isBlank()) {
      save(stack, save_file);
    }
    if (!isHeadless()) {
      stack.show();
      if (Inputs.flag(flip, "flip")) {
        stack.getCalibration().fps = speed;
        // Not as a command, which the macro recorder would note beside ours. The animator keeps its thread until it
        // stops.
        new Thread(() -> animate(stack), "exo2micro-blink").start();
      }
    }
  }

  private static void save(ImagePlus stack, File file) throws IOException {
    if (!IJ.saveAsTiff(stack, file.getPath())) {
      throw new IOException("cannot write " + file);
    }
  }

  private static void animate(ImagePlus stack) {
    WindowManager.setTempCurrentImage(stack);
    new Animator().run("start");
  }

  private static ImagePlus stack(TaskImage a, TaskImage b, ZoomRegion region) throws IOException {
    ImagePlus first = RegionImages.open(a, region);
    ImagePlus second = RegionImages.open(b, region);
    if (first.getWidth() != second.getWidth() || first.getHeight() != second.getHeight()) {
      throw new RemediableException("The two images are of different sizes.", a.file() + " and " + b.file() + ".",
          "name the run's parameters, so that both are of the same run.");
    }
    ImageStack slices = new ImageStack(first.getWidth(), first.getHeight());
    slices.addSlice(a.kind().word(), first.getProcessor());
    slices.addSlice(b.kind().word(), second.getProcessor());
    ImagePlus stack = new ImagePlus(a.task() + " blink r" + region.row() + " c" + region.column(), slices);
    // One range for both slices: a blink that changes the brightness shows nothing else.
    stack.setDisplayRange(Math.min(first.getDisplayRangeMin(), second.getDisplayRangeMin()),
        Math.max(first.getDisplayRangeMax(), second.getDisplayRangeMax()));
    return stack;
  }
}
