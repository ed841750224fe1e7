package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens regions of a task's images as ordinary windows, and saves them. */
final class RegionViewer {

  private final TaskImage image;
  private final TaskImageInputs.Finder images;
  private final Optional<TaskMicrobes.Spots> spots;
  private String said = "";

  /**
   * @param image that was asked for
   * @param images finds the others
   * @param ringed whether the microbes are marked where their list is there
   */
  RegionViewer(TaskImage image, TaskImageInputs.Finder images, boolean ringed) throws IOException {
    this.image = image;
    this.images = images;
    Optional<TaskMicrobes> microbes = ringed ? images.microbes() : Optional.empty();
    this.spots = microbes.isPresent() ? Optional.of(microbes.get().spots()) : Optional.empty();
    this.said = ringed && spots.isEmpty() ? "there is no list of microbes" : "";
  }

  /** What there is to say about the microbes of the region that was opened last; "" = nothing. */
  String said() {
    return said;
  }

  private ImagePlus opened(TaskImage one, ZoomRegion region) throws IOException {
    ImagePlus opened = RegionImages.open(one, region);
    // Microbes have places in post's frame, where pre lies only once it is aligned.
    if (spots.isPresent() && one.kind() != TaskImage.Kind.PRE_PADDED) {
      said = MicrobeRings.add(opened, spots.get(),
          new Tile(region.column(), region.row(), opened.getWidth(), opened.getHeight()));
    }
    return opened;
  }

  /** The region of the image that was asked for, not shown. */
  ImagePlus open(ZoomRegion region) throws IOException {
    return opened(image, region);
  }

  /** Opens one window, or three linked ones; returns the image that was asked for, or the last one. */
  ImagePlus show(ZoomRegion region, boolean sideBySide) throws IOException {
    List<ImagePlus> opened = new ArrayList<>();
    for (TaskImage one : sideBySide ? images.together() : List.of(image)) {
      ImagePlus shown = opened(one, region);
      shown.show();
      opened.add(shown);
    }
    if (opened.size() > 1) {
      tile(opened);
      LinkedWindows.link(opened);
    }
    return opened.get(opened.size() - 1);
  }

  private static void tile(List<ImagePlus> images) {
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    int width = screen.width / images.size();
    int top = screen.y + Math.min(120, screen.height / 8);
    for (int i = 0; i < images.size(); i++) {
      images.get(i).getWindow().setLocationAndSize(screen.x + i * width, top, width,
          Math.min(width, screen.height - top));
    }
  }

  /** Saves one picture, or one for each image that is shown side by side. */
  List<Path> save(ZoomRegion region, boolean sideBySide) throws IOException {
    List<Path> saved = new ArrayList<>();
    for (TaskImage one : sideBySide ? images.together() : List.of(image)) {
      try (FilePlane plane = one.open()) {
        saved.add(new ZoomPicture(one.label(), one.kind().word(), region, region.read(plane), one.pixelSize())
            .save(one.pictures()));
      }
    }
    return saved;
  }
}
