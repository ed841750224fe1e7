package io.github.exo2micro.port;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import java.util.Optional;

/**
 * A raw image that is sound, as far as can be told, but of a kind that this reader does not know: another reader may. A
 * file that is damaged, or that no reader of this program may take (a palette, CMYK), is never reported this way.
 */
public final class UnsupportedImageException extends RemediableException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<ImageSize> size;

  /**
   * @param problem what happened, one sentence
   * @param evidence the file and what was found
   * @param remedy what the user can do
   * @param size of the image that was chosen in the file; empty where the file has no order that this reader knows
   */
  public UnsupportedImageException(String problem, String evidence, String remedy, Optional<ImageSize> size) {
    super(problem, evidence, remedy);
    this.size = size;
  }

  /** The size of the chosen image: another reader has to come to the same. */
  public Optional<ImageSize> size() {
    return size == null ? Optional.empty() : size;
  }
}
