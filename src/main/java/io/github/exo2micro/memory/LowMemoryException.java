package io.github.exo2micro.memory;

import io.github.exo2micro.RemediableException;

/** The machine or its container ran so low on memory that a task was ended before the machine would swap. */
final class LowMemoryException extends RemediableException {

  private static final long serialVersionUID = 1L;

  LowMemoryException(String label, MemoryWatchdog.Low low) {
    super((low.container() ? "The container" : "The machine") + " ran out of memory " + label + ".",
        "only " + ByteText.of(low.availableBytes()) + " were left; the watchdog's limit is "
            + ByteText.of(low.reserveBytes()) + ".",
        (low.container() ? "raise the container's memory limit" : "close other programs")
            + ", or run fewer tasks at once, and start again: what is finished is kept. Without the watchdog "
            + "(--no-watchdog) the task goes on, and the system may kill it.");
  }
}
