package io.github.exo2micro.image;

import java.util.Arrays;

/** 1 inside a rectangle, 0 outside: seen through a warp it tells where the warped image has pixels. */
public final class FramePlane implements Plane {

  private final Tile frame;
  private final ImageSize size;

  /**
   * @param frame where the image lies on the canvas
   * @param size of the canvas
   */
  public FramePlane(Tile frame, ImageSize size) {
    this.frame = frame;
    this.size = size;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) {
    Plane.requireReadable(size, region, into);
    Tile inside = region.intersect(frame);
    if (inside.equals(region)) {
      Arrays.fill(into, 0, region.area(), 1f);
      return;
    }
    Arrays.fill(into, 0, region.area(), 0f);
    if (inside.isEmpty()) {
      return;
    }
    for (int y = inside.y(); y < inside.bottom(); y++) {
      int at = (y - region.y()) * region.width() + inside.x() - region.x();
      Arrays.fill(into, at, at + inside.width(), 1f);
    }
  }
}
