package io.github.exo2micro.checkpoint;

import java.nio.file.Path;

/**
 * One line of a task's status.
 *
 * @param kind checkpoint, picture or list
 * @param name without suffix: {@code 01_padded_post}, {@code registration}
 * @param file where it is, or would be
 * @param state how it is
 * @param note more, or ""
 */
public record StatusLine(Kind kind, String name, Path file, State state, String note) {

  /** What the line is about. */
  public enum Kind {
    /** An image that a stage keeps. */
    CHECKPOINT,
    /** A diagnostic picture. */
    PICTURE,
    /** The lists of microbes. */
    LIST
  }

  /** How it is. */
  public enum State {
    /** There, and usable. */
    PRESENT,
    /** There and whole, but the next run makes it again, because something that it was made from has changed. */
    OUTDATED,
    /** Not there. */
    MISSING,
    /** Not there any more, while what is known of it is: dropped or deleted after what was made from it. */
    DROPPED,
    /** There, but not what it should be. */
    DAMAGED;

    /** For people, lower case. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
