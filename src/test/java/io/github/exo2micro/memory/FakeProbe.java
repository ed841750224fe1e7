package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.util.OptionalLong;

/** A machine whose figures a test sets. */
public final class FakeProbe implements MemoryProbe {

  public volatile long total = 16_000_000_000L;
  public volatile long available = 16_000_000_000L;
  public volatile OptionalLong container = OptionalLong.empty();
  public volatile OptionalLong resident = OptionalLong.of(300_000_000L);
  public volatile OptionalLong peak = OptionalLong.empty();
  public volatile int cores = 4;

  @Override
  public long totalBytes() {
    return total;
  }

  @Override
  public long availableBytes() {
    return available;
  }

  @Override
  public OptionalLong containerAvailableBytes() {
    return container;
  }

  @Override
  public OptionalLong residentBytes(long pid) {
    return resident;
  }

  @Override
  public OptionalLong peakResidentBytes(long pid) {
    return peak;
  }

  @Override
  public int cores() {
    return cores;
  }
}
