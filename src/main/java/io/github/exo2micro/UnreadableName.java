package io.github.exo2micro;

import java.nio.file.InvalidPathException;

/**
 * Words the failure of a file name that Java cannot turn into bytes. In the plain C locale, which cron and containers
 * have, that is any name with a letter outside ASCII.
 */
public final class UnreadableName {

  private UnreadableName() {}

  /** The failure in words that the user can act on. */
  public static RemediableException of(InvalidPathException e) {
    return new RemediableException("A file name cannot be used in this locale.", "'" + e.getInput() + "': "
        + e.getReason() + "; file names are read as " + System.getProperty("sun.jnu.encoding", "unknown") + ".",
        "set a UTF-8 locale, such as LC_ALL=C.UTF-8, or rename the folder or file to plain letters.", e);
  }
}
