package io.github.exo2micro.image;

/**
 * A rectangle of pixels: columns {@code x} to {@code x + width - 1}, rows {@code y} to {@code y + height - 1}.
 *
 * @param x first column; may be negative where a rectangle reaches over the edge
 * @param y first row; may be negative
 * @param width columns, not negative; 0 is an empty tile
 * @param height rows, not negative
 */
public record Tile(int x, int y, int width, int height) {

  /** @throws IllegalArgumentException when a side is negative */
  public Tile {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("negative tile: " + width + " x " + height);
    }
  }

  /** Number of pixels. */
  public int area() {
    return Math.multiplyExact(width, height);
  }

  /** Whether it holds no pixel. */
  public boolean isEmpty() {
    return width == 0 || height == 0;
  }

  /** Column after the last. */
  public int right() {
    return x + width;
  }

  /** Row after the last. */
  public int bottom() {
    return y + height;
  }

  /** What both have in common; empty when they are apart. */
  public Tile intersect(Tile other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    int w = Math.max(0, Math.min(right(), other.right()) - left);
    int h = Math.max(0, Math.min(bottom(), other.bottom()) - top);
    return new Tile(left, top, w, h);
  }

  /** This tile moved. */
  public Tile shifted(int dx, int dy) {
    return new Tile(x + dx, y + dy, width, height);
  }

  /** This tile with a margin on all sides. */
  public Tile grown(int margin) {
    return new Tile(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  /** Whether {@code other} lies wholly in this tile. */
  public boolean contains(Tile other) {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }
}
