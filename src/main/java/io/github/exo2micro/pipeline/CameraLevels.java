package io.github.exo2micro.pipeline;

import io.github.exo2micro.diagnostics.SignalFloor;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.subtraction.SignalRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the two images show where no tissue is, grey levels: the camera's offset and the noise about it (one standard
 * deviation). 0 where the background is clean.
 *
 * @param postOffset of post
 * @param postNoise of post
 * @param preOffset of pre
 * @param preNoise of pre
 */
record CameraLevels(double postOffset, double postNoise, double preOffset, double preNoise) {

  static final CameraLevels NONE = new CameraLevels(0, 0, 0, 0);

  private static final String POST_OFFSET = "post camera offset";
  private static final String POST_NOISE = "post camera noise";
  private static final String PRE_OFFSET = "pre camera offset";
  private static final String PRE_NOISE = "pre camera noise";
  /** Signal begins that many standard deviations above the offset: one pixel in a thousand of pure noise passes. */
  private static final double SIGMAS = 3;

  /** As a sidecar keeps them. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(POST_OFFSET, Double.toString(postOffset));
    facts.put(POST_NOISE, Double.toString(postNoise));
    facts.put(PRE_OFFSET, Double.toString(preOffset));
    facts.put(PRE_NOISE, Double.toString(preNoise));
    return facts;
  }

  /** Reads them back; empty when they are not among the facts. */
  static Optional<CameraLevels> of(Map<String, String> facts) {
    try {
      return Optional.of(new CameraLevels(Double.parseDouble(facts.getOrDefault(POST_OFFSET, "")),
          Double.parseDouble(facts.getOrDefault(POST_NOISE, "")), Double.parseDouble(facts.getOrDefault(PRE_OFFSET, "")),
          Double.parseDouble(facts.getOrDefault(PRE_NOISE, ""))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What stage 2 found. */
  static CameraLevels of(CoarseResult coarse) {
    return new CameraLevels(coarse.postOffset(), coarse.postNoise(), coarse.preOffset(), coarse.preNoise());
  }

  /** What counts as signal in post when a ratio is taken. */
  SignalRange postRange(SampleType type) {
    return SignalRange.of(type).above(postOffset, SIGMAS * postNoise);
  }

  /** The same for pre. */
  SignalRange preRange(SampleType type) {
    return SignalRange.of(type).above(preOffset, SIGMAS * preNoise);
  }

  /** What counts as sample in pictures. */
  SignalFloor floor() {
    return new SignalFloor(postOffset + SIGMAS * postNoise, preOffset + SIGMAS * preNoise);
  }
}
