package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the machine's available memory in the background, so that a task ends with a clear error before the machine
 * swaps. Once it has barked it barks until {@link #calm()}.
 */
public final class MemoryWatchdog implements AutoCloseable {

  private static final long NEVER = -1;

  private final MemoryProbe probe;
  private final WatchdogSettings settings;
  private final ScheduledExecutorService clock;
  private final AtomicLong lowest = new AtomicLong(NEVER);

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
    long available = Math.min(probe.availableBytes(), probe.containerAvailableBytes().orElse(Long.MAX_VALUE));
    if (available < settings.minAvailableBytes()) {
      lowest.accumulateAndGet(available, (old, now) -> old == NEVER ? now : Math.min(old, now));
    }
  }

  /**
   * Lets the caller go on, unless memory ran low since the start or the last {@link #calm()}.
   *
   * @param label where the caller is, for the message: "before stage 3 of CD070/DAPI"
   * @throws LowMemoryException when it ran low
   */
  public void checkOrThrow(String label) {
    long low = lowest.get();
    if (low != NEVER) {
      throw new LowMemoryException(label, low, settings.minAvailableBytes());
    }
  }

  /** Forgets what it saw and looks anew: a new task begins. */
  public void calm() {
    lowest.set(NEVER);
    look();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
