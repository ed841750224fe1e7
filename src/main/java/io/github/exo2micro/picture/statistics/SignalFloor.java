package io.github.exo2micro.picture.statistics;

/**
 * Above which brightness a pixel counts as sample: 0 where the background is clean, a little above the camera's offset
 * where there is one.
 *
 * @param post for post
 * @param pre for pre
 */
public record SignalFloor(double post, double pre) {

  /** For cameras without an offset. */
  public static final SignalFloor ZERO = new SignalFloor(0, 0);

  /** Whether either image shows sample there. */
  boolean isSample(double postValue, double preValue) {
    return postValue > post || preValue > pre;
  }
}
