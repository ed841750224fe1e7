package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
      assertEquals("""
          The machine ran out of memory before stage 2 of S/D.
            Evidence: only 400 MB were available; the watchdog's limit is 500 MB.
            What to do: close other programs, use fewer workers or the subprocess mode, and start again: what is finished is kept.""",
          bark.getMessage());
      dog.calm();
      dog.checkOrThrow("before stage 1 of the next");
    }
  }

  @Test
  void watchesTheContainerToo() {
    probe.container = OptionalLong.of(100_000_000L);
    try (MemoryWatchdog dog = new MemoryWatchdog(probe, WatchdogSettings.defaults())) {
      dog.calm();
      assertThrows(LowMemoryException.class, () -> dog.checkOrThrow("now"));
    }
  }

  @Test
  void hasTheOriginalsDefaults() {
    assertEquals(new WatchdogSettings(500_000_000L, 5), WatchdogSettings.defaults());
  }
}
