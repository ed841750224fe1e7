package io.github.exo2micro.raw;

/**
 * A pair that cannot run.
 *
 * @param sample as asked for or found
 * @param dye as asked for or found; empty when the whole sample is missing and no dye was named
 * @param reason why, with what was looked for and what is there
 * @param requested whether the user named it; when not, it was met while looking for all there are
 */
public record SkippedPair(String sample, String dye, String reason, boolean requested) {

  /** "sample/dye: reason". */
  @Override
  public String toString() {
    return sample + (dye.isEmpty() ? "" : "/" + dye) + ": " + reason;
  }
}
