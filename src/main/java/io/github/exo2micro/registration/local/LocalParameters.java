package io.github.exo2micro.registration.local;

/**
 * What a user can set about local alignment.
 *
 * @param enabled off: the homography stays alone
 * @param maxCorrectionPx longest displacement that is accepted, full-resolution px; not negative
 */
public record LocalParameters(boolean enabled, double maxCorrectionPx) {

  /** @throws IllegalArgumentException when the correction is negative */
  public LocalParameters {
    if (!(maxCorrectionPx >= 0)) {
      throw new IllegalArgumentException("correction " + maxCorrectionPx);
    }
  }
}
