package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ScaleSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage knows about an image that it made, besides the pixels.
 *
 * @param warp padded post px → padded pre px, where the image was warped
 * @param alignment how the alignment went, where the image was aligned
 * @param scales the scales, for difference images; the image's own first
 * @param facts more for people, name to text: feature extractor, image source, camera offset
 * @param seconds wall time of the stage, s
 */
public record SidecarContent(Optional<Homography> warp, Optional<AlignmentSummary> alignment, List<ScaleSummary> scales,
    Map<String, String> facts, double seconds) {

  /** Copies the collections. */
  public SidecarContent {
    scales = List.copyOf(scales);
    facts = new LinkedHashMap<>(facts);
  }

  /** For an image that was neither aligned nor scaled. */
  public static SidecarContent plain(double seconds) {
    return new SidecarContent(Optional.empty(), Optional.empty(), List.of(), Map.of(), seconds);
  }

  /** For an aligned image. */
  public static SidecarContent aligned(Homography warp, AlignmentSummary alignment, double seconds) {
    return new SidecarContent(Optional.of(warp), Optional.of(alignment), List.of(), Map.of(), seconds);
  }

  /** For a difference image. */
  public static SidecarContent scaled(List<ScaleSummary> scales, double seconds) {
    return new SidecarContent(Optional.empty(), Optional.empty(), scales, Map.of(), seconds);
  }

  /** A copy with one fact more. */
  public SidecarContent with(String fact, String text) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(fact, text);
    return new SidecarContent(warp, alignment, scales, more, seconds);
  }
}
