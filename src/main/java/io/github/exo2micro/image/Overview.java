package io.github.exo2micro.image;

/**
 * A whole plane made small by area averaging.
 *
 * <p>Each pixel is the mean of a {@code reduction × reduction} block; blocks cut by the right or lower edge are means of
 * what is there. Reduced pixel r has its centre at full-resolution coordinate {@code (r + 0.5) · reduction − 0.5}.
 *
 * @param image the means
 * @param reduction full-resolution pixels per reduced pixel, along both axes; a whole number, at least 1
 * @param fullSize the plane's size
 */
public record Overview(FloatImage image, int reduction, ImageSize fullSize) {

  /** The full-resolution coordinate of a reduced one (pixel centres at whole numbers in both). */
  public double toFull(double reduced) {
    return (reduced + 0.5) * reduction - 0.5;
  }

  /** The reduced coordinate of a full-resolution one. */
  public double toReduced(double full) {
    return (full + 0.5) / reduction - 0.5;
  }
}
