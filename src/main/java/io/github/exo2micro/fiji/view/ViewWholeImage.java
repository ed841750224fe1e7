package io.github.exo2micro.fiji.view;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.input.Inputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › View Whole Image… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro View Whole Image...", weight = 8.5)},
    description = "Whole checkpoints of any size in BigDataViewer: zoom and scroll freely.")
public final class ViewWholeImage extends TaskImageInputs {

  private static final String VIEWER = "bdv.util.BdvFunctions";

  /** Coarse levels of all images of a window, together: the default canvas of 34 000 × 29 000 px from 1:8 on. */
  private static final long HELD_BYTES = 80L << 20;

  @Parameter(label = "Image", choices = {"post", "pre_padded", "pre_icp", "pre_interior", "difference",
      "difference_local"}, required = false, persist = false,
      description = "post and pre_padded: before alignment. pre_icp: after stage 2. "
          + "pre_interior: after stage 3. difference: the result.")
  private String image = "difference";

  @Parameter(style = Inputs.FLAG, label = "Post, aligned pre and difference to switch between", required = false,
      persist = false,
      description = "Opens all three at the same place; the keys 1, 2 and 3 switch.")
  private String all_images = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Rings around microbes", required = false, persist = false,
      description = "Marks the microbes of the task's list; the key M hides and shows them.")
  private String microbes = Inputs.NO;

  @Override
  public Map<String, String> dialogDefaults() {
    return Map.of("microbes", Inputs.YES);
  }

  @Override
  protected Work prepare() {
    Finder finder = finder();
    TaskImage.Kind kind = Inputs.choice(image, "image", TaskImage.Kind.class);
    boolean all = Inputs.flag(all_images, "all_images");
    boolean ringed = Inputs.flag(microbes, "microbes");
    if (isHeadless()) {
      throw new RemediableException("There is nobody to look at an image.", "This Fiji runs without a display.",
          "headless, use Zoom and Inspect, which saves a picture.");
    }
    if (getClass().getResource("/" + VIEWER.replace('.', '/') + ".class") == null) {
      throw withoutViewer("there is no class " + VIEWER + ".");
    }
    return () -> {
      List<TaskImage> images = all ? finder.together() : List.of(finder.find(kind));
      try {
        view(images.isEmpty() ? List.of(finder.find(kind)) : images,
            ringed ? finder.microbes() : Optional.empty());
      } catch (LinkageError e) {
        throw withoutViewer("it has another version: " + e.getMessage());
      }
      return Ending.DONE;
    };
  }

  private static RemediableException withoutViewer(String evidence) {
    return new RemediableException("The BigDataViewer that this needs is not in this Fiji.", evidence,
        "update Fiji (Help > Update...), or use Zoom and Inspect, which shows any region.");
  }

  private void view(List<TaskImage> images, Optional<TaskMicrobes> list) throws IOException {
    List<WholeImage> opened = new ArrayList<>();
    WholeImageWindow window;
    try {
      for (TaskImage one : images) {
        opened.add(WholeImage.open(one, HELD_BYTES / images.size()));
      }
      window = new WholeImageWindow("Exo2Micro " + images.get(0).task(), opened);
      // Microbes have places in post's frame, where pre lies only once it is aligned.
      if (list.isPresent() && images.get(0).kind() != TaskImage.Kind.PRE_PADDED) {
        window.ring(list.get().spots());
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      opened.forEach(WholeImage::close);
      throw e;
    }
    try (CommandProgress progress = new CommandProgress(this, "Overview of " + images.get(0).task())) {
      window.fill(progress);
    }
  }
}
