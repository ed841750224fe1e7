package io.github.exo2micro.io;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint file that cannot be what it should be: truncated, overwritten, or of another kind. */
public class DamagedImageException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param file the file
   * @param reason what was expected and what was found, without the file's name
   */
  public DamagedImageException(Path file, String reason) {
    super(file + ": " + reason);
    this.reason = reason;
  }

  /** What was expected and what was found, without the file's name. */
  public String reason() {
    return reason;
  }
}
