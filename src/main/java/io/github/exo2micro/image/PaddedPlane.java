package io.github.exo2micro.image;

import java.io.IOException;

/** A plane put at an offset on a larger canvas of zeros. Nothing is copied: pixels are fetched when they are read. */
public final class PaddedPlane implements Plane {

  private final Plane source;
  private final int offsetX;
  private final int offsetY;
  private final ImageSize canvas;

  /**
   * @param source where pixels come from; owned by the caller
   * @param offsetX canvas column of the source's column 0, not negative
   * @param offsetY canvas row of the source's row 0, not negative
   * @param canvas holds the whole source
   * @throws IllegalArgumentException when the source does not fit there
   */
  public PaddedPlane(Plane source, int offsetX, int offsetY, ImageSize canvas) {
    if (!canvas.whole().contains(source.size().whole().shifted(offsetX, offsetY))) {
      throw new IllegalArgumentException(
          source.size() + " at (" + offsetX + ", " + offsetY + ") is not inside " + canvas);
    }
    this.source = source;
    this.offsetX = offsetX;
    this.offsetY = offsetY;
    this.canvas = canvas;
  }

  @Override
  public ImageSize size() {
    return canvas;
  }

  @Override
  public boolean favoursRows() {
    return source.favoursRows();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(canvas, region, into);
    source.readClipped(region.shifted(-offsetX, -offsetY), into);
  }
}
