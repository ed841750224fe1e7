package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.image.ImageSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a task is made from, as it is on the disk now.
 *
 * @param post the raw post-stain file
 * @param pre the raw pre-stain file
 * @param paddedSize the size that all checkpoints of the task have
 */
public record TaskInputs(InputIdentity post, InputIdentity pre, ImageSize paddedSize) {

  /** Asks the file system about both files. */
  public static TaskInputs of(Path post, Path pre, ImageSize paddedSize) throws IOException {
    return new TaskInputs(InputIdentity.ofFile(post), InputIdentity.ofFile(pre), paddedSize);
  }

  public List<InputIdentity> raw() {
    return List.of(post, pre);
  }
}
