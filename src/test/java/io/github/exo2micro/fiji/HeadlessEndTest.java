package io.github.exo2micro.fiji;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadlessEndTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @Test
  void aFijiThatWorksIsLeftAloneHoweverLongItTakes() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread main = new Thread(() -> {
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    main.start();
    HeadlessEnd end = new HeadlessEnd(main);
    assertFalse(end.isOverdue(0));
    assertFalse(end.isOverdue(10_000 * MINUTE));
    done.countDown();
    main.join();
  }

  @Test
  void aFijiWhoseWorkIsOverHasAMomentToEndByItself() throws InterruptedException {
    Thread main = new Thread(() -> {});
    main.start();
    main.join();
    HeadlessEnd end = new HeadlessEnd(main);
    long ended = 7 * MINUTE;
    assertFalse(end.isOverdue(ended), "it has only just ended");
    assertFalse(end.isOverdue(ended + MINUTE / 6));
    assertTrue(end.isOverdue(ended + MINUTE));
  }
}
