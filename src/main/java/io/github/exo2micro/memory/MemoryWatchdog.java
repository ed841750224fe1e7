package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Watches the available memory of the machine and its container in the background, so that a task ends with a clear
 * error before the machine swaps. Once it has barked it barks until {@link #calm()}.
 */
public final class MemoryWatchdog implements AutoCloseable {

  /**
   * A moment with too little memory.
   *
   * @param container whether it was the container's, not the machine's
   */
  record Low(long availableBytes, long reserveBytes, boolean container) {}

  private final MemoryProbe probe;
  private final WatchdogSettings settings;
  private final ScheduledExecutorService clock;
  private final AtomicReference<Low> lowest = new AtomicReference<>();

  /** Starts watching. */
  public MemoryWatchdog(MemoryProbe probe, WatchdogSettings settings) {
    this.probe = probe;
    this.settings = settings;
    this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "exo2micro-memory-watchdog");
      thread.setDaemon(true);
      return thread;
    });
    long every = Math.max(1, Math.round(settings.everySeconds() * 1000));
    clock.scheduleWithFixedDelay(this::look, 0, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    look(probe.availableBytes(), settings.minAvailableBytes(), false);
    probe.containerAvailableBytes().ifPresent(
        available -> look(available, settings.reserveOf(probe.containerLimitBytes().orElse(Long.MAX_VALUE)), true));
  }

  private void look(long available, long reserve, boolean container) {
    if (available < reserve) {
      Low low = new Low(available, reserve, container);
      lowest.accumulateAndGet(low,
          (old, now) -> old == null || now.availableBytes() < old.availableBytes() ? now : old);
    }
  }

  /**
   * Lets the caller go on, unless memory ran low since the start or the last {@link #calm()}.
   *
   * @param label where the caller is, for the message: "before stage 3 of CD070/DAPI"
   * @throws LowMemoryException when it ran low
   */
  public void checkOrThrow(String label) {
    Low low = lowest.get();
    if (low != null) {
      throw new LowMemoryException(label, low);
    }
  }

  /** Forgets what it saw and looks again: a new task begins. */
  public void calm() {
    lowest.set(null);
    look();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
