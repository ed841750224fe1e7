package io.github.exo2micro.pipeline;

import io.github.exo2micro.diagnostics.SignalFloor;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.registration.boundary.CoarseResult;
import io.github.exo2micro.registration.boundary.ReducedTissue;
import io.github.exo2micro.subtraction.SignalRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  private static final int BLOCK = 32;
  private static final int BLOCKS = 200;
  /** Places looked at along the longest side at most. */
  private static final int GRID = 300;
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

  /** Measures the noise about the offsets that stage 2 found, outside the tissue, at full resolution. */
  static CameraLevels of(CoarseResult coarse, Canvas canvas, Plane post, Plane pre) throws IOException {
    return new CameraLevels(coarse.postOffset(), noise(coarse.postOffset(), canvas.post(), coarse.postTissue(), post),
        coarse.preOffset(), noise(coarse.preOffset(), canvas.pre(), coarse.preTissue(), pre));
  }

  /** Median of the standard deviations of small blocks: what shading adds over the whole background is left out. */
  private static double noise(double offset, Overview overview, ReducedTissue tissue, Plane plane) throws IOException {
    if (offset == 0) {
      return 0;
    }
    List<Tile> dark = new ArrayList<>();
    int pitch = Math.max(BLOCK, plane.size().longestSide() / GRID);
    for (int y = BLOCK; y < plane.size().height() - BLOCK; y += pitch) {
      for (int x = BLOCK; x < plane.size().width() - BLOCK; x += pitch) {
        float mean = overview.image().at((int) Math.round(overview.toReduced(x)), (int) Math.round(overview.toReduced(y)));
        if (Math.abs(mean - offset) < 0.5 * offset && !tissue.isTissue(x, y)) {
          dark.add(new Tile(x - BLOCK / 2, y - BLOCK / 2, BLOCK, BLOCK));
        }
      }
    }
    int step = Math.max(1, dark.size() / BLOCKS);
    float[] pixels = new float[BLOCK * BLOCK];
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < dark.size(); i += step) {
      plane.read(dark.get(i), pixels);
      deviations.add(deviation(pixels));
    }
    deviations.sort(null);
    return deviations.isEmpty() ? 0 : deviations.get(deviations.size() / 2);
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

  private static double deviation(float[] pixels) {
    double sum = 0;
    double squares = 0;
    for (float p : pixels) {
      sum += p;
      squares += (double) p * p;
    }
    double mean = sum / pixels.length;
    return Math.sqrt(Math.max(0, squares / pixels.length - mean * mean));
  }
}
