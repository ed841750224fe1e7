package io.github.exo2micro.picture.file;

import java.io.IOException;

/**
 * A picture could not be drawn: Java has neither fonts nor what reads them, or there is a bug. What it would have shown
 * is not affected, so it is a warning and never the failure of a task.
 */
public final class UndrawableException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param picture its name
   * @param cause what Java threw
   */
  UndrawableException(String picture, Throwable cause) {
    super("The picture '" + picture + "' could not be drawn (" + reason(cause)
        + "); images and numbers are not affected. If it is for want of fonts, install some (on Linux the packages "
        + "fontconfig and fonts-dejavu-core) and run the task again.", cause);
  }

  /** The innermost cause, since what is around it says only that something failed. */
  private static String reason(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    StackTraceElement[] trace = deepest.getStackTrace();
    return deepest + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
