package io.github.exo2micro.memory;

import io.github.exo2micro.RemediableException;

/** The machine ran so low on memory that a task was ended before the machine would swap. */
public final class LowMemoryException extends RemediableException {

  private static final long serialVersionUID = 1L;

  LowMemoryException(String label, long availableBytes, long thresholdBytes) {
    super("The machine ran out of memory " + label + ".",
        "only " + ByteText.of(availableBytes) + " were available; the watchdog's limit is "
            + ByteText.of(thresholdBytes) + ".",
        "close other programs, use fewer workers or the subprocess mode, and start again: what is finished is kept.");
  }
}
