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
    // As in value(): a method of this size is not inlined by the quick compiler, and this is done for every pixel.
    for (int i = at; i < at + count; i++) {
      int k = (int) (py >> BITS) * width + (int) (px >> BITS);
      float fx = Float.intBitsToFloat(ONE | (int) (px >> BITS - 23) & 0x7FFFFF) - 1f;
      float fy = Float.intBitsToFloat(ONE | (int) (py >> BITS - 23) & 0x7FFFFF) - 1f;
      float left = pixels[k];
      float leftBelow = pixels[k + width];
      float upper = left + fx * (pixels[k + 1] - left);
      float lower = leftBelow + fx * (pixels[k + width + 1] - leftBelow);
      into[i] = upper + fy * (lower - upper);
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
