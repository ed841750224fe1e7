package io.github.exo2micro.port;

import java.util.OptionalLong;

/** What the machine says about memory. All figures in bytes. Thread-safe; a call costs well under a millisecond. */
public interface MemoryProbe {

  /** Installed RAM. */
  long totalBytes();

  /** RAM that a new program could use now without swapping. */
  long availableBytes();

  /** What a container or control group still allows, when it sets a limit. */
  OptionalLong containerAvailableBytes();

  /** The limit itself of the group that {@link #containerAvailableBytes} is about; empty when none is known. */
  default OptionalLong containerLimitBytes() {
    return OptionalLong.empty();
  }

  /** Resident size of a process, or empty when this platform does not tell or the process is gone. */
  OptionalLong residentBytes(long pid);

  /** Physical (else logical) processor cores that this process may use. */
  int cores();

  /**
   * Largest resident size that a process has had, or since {@link #forgetPeak()} for this process; empty when this
   * platform does not tell or the process is gone.
   */
  default OptionalLong peakResidentBytes(long pid) {
    return OptionalLong.empty();
  }

  /**
   * Lets {@link #peakResidentBytes} of this process begin again.
   *
   * @return whether this platform can
   */
  default boolean forgetPeak() {
    return false;
  }
}
