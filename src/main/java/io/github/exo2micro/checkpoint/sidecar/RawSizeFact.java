package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.image.ImageSize;
import java.util.Map;
import java.util.Optional;

/** A sidecar's fact of how large the raw image is that lies on the padded canvas. */
public final class RawSizeFact {

  private static final String NAME = "raw size px";

  private RawSizeFact() {}

  /** The content with the fact added. */
  public static SidecarContent add(SidecarContent content, ImageSize raw) {
    return content.with(NAME, raw.width() + " " + raw.height());
  }

  /** The size that a sidecar's facts tell; none where they tell none, or one that cannot be. */
  public static Optional<ImageSize> read(Map<String, String> facts) {
    String[] parts = facts.getOrDefault(NAME, "").split(" ");
    try {
      return parts.length == 2 ? Optional.of(new ImageSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
