package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.util.OptionalLong;

/** A machine whose figures a test sets, and which tells when it has been looked at. */
class CountingProbe implements MemoryProbe {

  volatile long available = 16_000_000_000L;
  volatile OptionalLong container = OptionalLong.empty();
  volatile OptionalLong limit = OptionalLong.empty();
  private int looks;

  @Override
  public long totalBytes() {
    return 16_000_000_000L;
  }

  @Override
  public synchronized long availableBytes() {
    looks++;
    notifyAll();
    return available;
  }

  synchronized void awaitLooks(int more) throws InterruptedException {
    int until = looks + more;
    while (looks < until) {
      wait();
    }
  }

  @Override
  public OptionalLong containerAvailableBytes() {
    return container;
  }

  @Override
  public OptionalLong containerLimitBytes() {
    return limit;
  }

  @Override
  public OptionalLong residentBytes(long pid) {
    return OptionalLong.empty();
  }

  @Override
  public int cores() {
    return 4;
  }
}
