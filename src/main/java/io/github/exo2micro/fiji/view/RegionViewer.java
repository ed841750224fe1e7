package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens regions of a task's images as ordinary windows, and saves them. */
final class RegionViewer {

  private final TaskImage image;
  private final TaskImageInputs.Finder images;

  /**
   * @param image that was asked for
   * @param images finds the others
   */
  RegionViewer(TaskImage image, TaskImageInputs.Finder images) {
    this.image = image;
    this.images = images;
  }

  /** The region of the image that was asked for, not shown. */
  ImagePlus open(ZoomRegion region) throws IOException {
    return RegionImages.open(image, region);
  }

  /** Opens one window, or three linked ones; returns the image that was asked for, or the last one. */
  ImagePlus show(ZoomRegion region, boolean sideBySide) throws IOException {
    List<ImagePlus> opened = new ArrayList<>();
    for (TaskImage one : sideBySide ? images.together() : List.of(image)) {
      ImagePlus shown = RegionImages.open(one, region);
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
        saved.add(new ZoomPicture(one.label(), one.kind(), region, region.read(plane)).save(one.pictures()));
      }
    }
    return saved;
  }
}
