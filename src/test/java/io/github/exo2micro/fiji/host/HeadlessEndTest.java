package io.github.exo2micro.fiji.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadlessEndTest {

  private static StackTraceElement[] stack(String... frames) {
    return Arrays.stream(frames).map(f -> new StackTraceElement(f.substring(0, f.lastIndexOf('.')),
        f.substring(f.lastIndexOf('.') + 1), null, 0)).toArray(StackTraceElement[]::new);
  }

  /** A program that embeds Fiji is never ended, even if it calls Fiji's own main. */
  @Test
  void onlyAJvmThatFijisLauncherStartedIsEverEnded() {
    Thread thread = new Thread();
    String work = "java.util.concurrent.FutureTask.get";
    assertTrue(HeadlessEnd.launcher(Map.of(thread, stack(work, "net.imagej.Main.main"))).isPresent());
    assertTrue(HeadlessEnd.launcher(Map.of(thread, stack(work, "net.imagej.Main.main", "sc.fiji.Main.main",
        "org.scijava.launcher.ClassLauncher.main"))).isPresent());
    assertFalse(HeadlessEnd.launcher(Map.of(thread, stack(work, "net.imagej.Main.launch", "lab.Program.main")))
        .isPresent());
    assertFalse(HeadlessEnd.launcher(Map.of(thread, stack(work, "lab.Program.main"))).isPresent());
    assertFalse(HeadlessEnd.launcher(Map.of(thread, stack())).isPresent());
  }

  @Test
  void theWorstCommandGivesTheExitCode() {
    HeadlessEnd end = new HeadlessEnd(new Thread());
    assertEquals(0, end.exitCode());
    end.note(2);
    end.note(1);
    assertEquals(2, end.exitCode());
  }

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
