package io.github.exo2micro.subtraction;

import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;

/**
 * Which brightnesses of an image are signal, and how finely they are cut.
 *
 * @param offset what the camera gives in the dark, counts; subtracted before a ratio is taken; 0 when there is none
 * @param margin how far above the offset a pixel must be to count, counts, not negative
 * @param maximum where the image saturates: a pixel this bright or brighter does not count; infinite for floats
 * @param step distance of neighbouring values, counts: 1 for whole numbers, 16 for 12 bits stored in the upper part of
 *     16; 0 when the values are not cut at all
 */
public record SignalRange(double offset, double margin, double maximum, double step) {

  /** @throws IllegalArgumentException for a negative margin or step, or a maximum at or under the offset */
  public SignalRange {
    if (!(margin >= 0) || !(step >= 0) || !(maximum > offset) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset " + offset + ", margin " + margin + ", maximum " + maximum + ", step "
          + step);
    }
  }

  /** What a sample type can hold, without a camera offset. */
  public static SignalRange of(SampleType type) {
    return new SignalRange(0, 0, type.maximum(), type.isWhole() ? 1 : 0);
  }

  /** The same above a camera offset; pixels count when they are more than {@code margin} above it. */
  public SignalRange above(double cameraOffset, double noiseMargin) {
    return new SignalRange(cameraOffset, noiseMargin, maximum, step);
  }

  /** The same for an image that saturates at {@code level}; unchanged where that leaves no signal above the offset. */
  public SignalRange saturatedAt(double level) {
    return level > offset + margin && level < maximum ? new SignalRange(offset, margin, level, step) : this;
  }
}
