package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelLoopTest {

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void close() {
    executor.shutdown();
  }

  @Test
  void runsEveryPieceOnce() throws IOException {
    AtomicIntegerArray runs = new AtomicIntegerArray(1000);
    new ParallelLoop(executor, 3).run(1000, runs::incrementAndGet, Progress.none());
    for (int i = 0; i < 1000; i++) {
      assertEquals(1, runs.get(i));
    }
    new ParallelLoop(executor, 3).run(0, i -> {
      throw new IOException("there is no piece");
    }, Progress.none());
  }

  @Test
  void aFailureEndsTheOthersAndComesOutAsItIs() {
    AtomicInteger begun = new AtomicInteger();
    IOException failure = assertThrows(IOException.class, () -> new ParallelLoop(executor, 2).run(100_000, i -> {
      begun.incrementAndGet();
      if (i == 5) {
        throw new IOException("piece 5");
      }
    }, Progress.none()));
    assertEquals("piece 5", failure.getMessage());
    assertTrue(begun.get() < 100_000);
  }

  @Test
  void cancellingEndsIt() {
    Progress cancelled = new Progress() {
      @Override
      public void report(double fraction) {
        throw new CancellationException();
      }

      @Override
      public void note(String line) {}
    };
    assertThrows(CancellationException.class, () -> new ParallelLoop(executor, 2).run(100, i -> {}, cancelled));
  }
}
