package io.github.exo2micro.image;

/** Bilinear: from the four pixels around each point. */
final class LinearRun implements SampleRun {

  @Override
  public int before() {
    return 0;
  }

  @Override
  public void run(long px, long py, long stepX, long stepY, int count, Tile piece, float[] pixels, float[] into,
      int at) {
    int width = piece.width();
    for (int i = 0; i < count; i++) {
      into[at + i] = value(px, py, width, pixels);
      px += stepX;
      py += stepY;
    }
  }

  /** The value at one point. */
  static float value(long px, long py, int width, float[] pixels) {
    int k = (int) (py >> BITS) * width + (int) (px >> BITS);
    float fx = SampleRun.fraction(px);
    float fy = SampleRun.fraction(py);
    float upper = pixels[k] + fx * (pixels[k + 1] - pixels[k]);
    float lower = pixels[k + width] + fx * (pixels[k + width + 1] - pixels[k + width]);
    return upper + fy * (lower - upper);
  }
}
