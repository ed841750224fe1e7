package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryWatchdogTest {

  private final CountingProbe probe = new CountingProbe();

  @Test
  void letsPassWhileThereIsMemory() throws Exception {
    try (MemoryWatchdog dog = new MemoryWatchdog(probe, new WatchdogSettings(500_000_000L, 0.01))) {
      probe.awaitLooks(3);
      dog.checkOrThrow("before stage 2");
    }
  }

  @Test
  void barksAfterADipInTheBackgroundUntilCalmed() throws Exception {
    try (MemoryWatchdog dog = new MemoryWatchdog(probe, new WatchdogSettings(500_000_000L, 0.01))) {
      probe.available = 400_000_000L;
      probe.awaitLooks(3);
      probe.available = 9_000_000_000L;
      LowMemoryException bark = assertThrows(LowMemoryException.class, () -> dog.checkOrThrow("before stage 2 of S/D"));
      assertEquals(
          """
              The machine ran out of memory before stage 2 of S/D.
                Evidence: only 400 MB were left; the watchdog's limit is 500 MB.
                What to do: close other programs, or run fewer tasks at once, and start again: what is finished is kept. Without the watchdog (--no-watchdog) the task goes on, and the system may kill it.""",
          bark.getMessage());
      dog.calm();
      dog.checkOrThrow("before stage 1 of the next");
    }
  }

  @Test
  void watchesTheContainerTooAndSaysSo() {
    probe.container = OptionalLong.of(100_000_000L);
    try (MemoryWatchdog dog = new MemoryWatchdog(probe, WatchdogSettings.defaults())) {
      dog.calm();
      LowMemoryException bark = assertThrows(LowMemoryException.class, () -> dog.checkOrThrow("now"));
      assertTrue(bark.getMessage().startsWith("The container ran out of memory now."), bark.getMessage());
      assertTrue(bark.getMessage().contains("What to do: raise the container's memory limit, or"), bark.getMessage());
    }
  }

  @Test
  void leavesASmallContainerToTheTasksButForASixteenth() {
    probe.limit = OptionalLong.of(800_000_000L);
    probe.container = OptionalLong.of(50_000_000L);
    try (MemoryWatchdog dog = new MemoryWatchdog(probe, WatchdogSettings.defaults())) {
      dog.calm();
      dog.checkOrThrow("with a sixteenth left");
      probe.container = OptionalLong.of(49_000_000L);
      dog.calm();
      LowMemoryException bark = assertThrows(LowMemoryException.class, () -> dog.checkOrThrow("now"));
      assertTrue(bark.getMessage().contains("only 49 MB were left; the watchdog's limit is 50 MB."), bark.getMessage());
    }
  }

  @Test
  void hasTheOriginalsDefaults() {
    assertEquals(new WatchdogSettings(500_000_000L, 5), WatchdogSettings.defaults());
  }
}
