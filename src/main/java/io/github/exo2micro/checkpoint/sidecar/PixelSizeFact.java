package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.image.PixelSize;
import java.util.Map;
import java.util.Optional;

/** A sidecar's fact of the pixel size, in micrometres: how it is written, and read again. */
public final class PixelSizeFact {

  static final String NAME = "pixel size um";

  private PixelSizeFact() {}

  public static Map<String, String> of(Optional<PixelSize> pixel) {
    return pixel.map(p -> Map.of(NAME, p.x() + " " + p.y())).orElse(Map.of());
  }

  /** The size that a sidecar's facts tell; none where they tell none, or one that cannot be. */
  public static Optional<PixelSize> read(Map<String, String> facts) {
    String[] parts = facts.getOrDefault(NAME, "").split(" ");
    try {
      return parts.length == 2 ? Optional.of(new PixelSize(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
