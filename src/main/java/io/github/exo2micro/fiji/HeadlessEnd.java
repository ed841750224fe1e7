package io.github.exo2micro.fiji;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a headless Fiji ends once its work is done. After its scripts it disposes its context and waits until
 * no thread is left; once in about forty runs of a busy machine that never came, and a server would have waited for ever.
 * Nothing that a script could still want to do is cut off: all of it is over before the context is disposed.
 */
final class HeadlessEnd {

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final String LAUNCHER = "net.imagej.Main";
  private static final String CONTEXT = "org.scijava.Context";

  private final Thread main;
  private boolean over;
  private long overSince;

  /** @param main the thread that runs Fiji's scripts */
  HeadlessEnd(Thread main) {
    this.main = main;
  }

  /** Watches this JVM, if it is one that Fiji's launcher has started; a daemon thread does it. */
  static void watch() {
    launcher().ifPresent(thread -> {
      HeadlessEnd end = new HeadlessEnd(thread);
      ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "exo2micro-end");
        daemon.setDaemon(true);
        return daemon;
      });
      watcher.scheduleWithFixedDelay(() -> {
        if (end.isOverdue(System.nanoTime())) {
          Runtime.getRuntime().halt(Exo2MicroCommand.DONE);
        }
      }, 2, 2, TimeUnit.SECONDS);
    });
  }

  private static Optional<Thread> launcher() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(f -> f.getClassName().equals(LAUNCHER)))
        .map(Map.Entry::getKey).findFirst();
  }

  private boolean disposesContext() {
    return Arrays.stream(main.getStackTrace())
        .anyMatch(f -> f.getClassName().equals(CONTEXT) && f.getMethodName().equals("dispose"));
  }

  /**
   * Whether Fiji's work has been over for longer than it may take to end.
   *
   * @param now of {@link System#nanoTime}, ns
   */
  boolean isOverdue(long now) {
    boolean before = over;
    over = !main.isAlive() || disposesContext();
    if (over && !before) {
      overSince = now;
    }
    return over && now - overSince > GRACE_NANOS;
  }
}
