package io.github.exo2micro.memory;

import io.github.exo2micro.RemediableException;

/**
 * When the memory watchdog barks.
 *
 * @param minAvailableBytes it barks when the machine has less than this left, or its container less than this and less
 *     than a sixteenth of its limit: 0.5 GB are much in a container of 1 GB
 * @param everySeconds how often it looks
 */
public record WatchdogSettings(long minAvailableBytes, double everySeconds) {

  private static final int CONTAINER_SHARE = 16;

  /** @throws RemediableException when a value is out of range */
  public WatchdogSettings {
    if (minAvailableBytes < 0 || !(everySeconds >= 0.01 && everySeconds <= 3600)) {
      throw new RemediableException("The memory watchdog cannot work like that.",
          "least available " + minAvailableBytes + " bytes, every " + everySeconds + " s.",
          "give a size from 0 and an interval from 0.01 to 3600 s.");
    }
  }

  /** What must be left of a container's {@code limit}, bytes. */
  long reserveOf(long limit) {
    return Math.min(minAvailableBytes, limit / CONTAINER_SHARE);
  }

  /** 0.5 GB, every 5 s: the original's. */
  public static WatchdogSettings defaults() {
    return new WatchdogSettings(500_000_000L, 5);
  }
}
