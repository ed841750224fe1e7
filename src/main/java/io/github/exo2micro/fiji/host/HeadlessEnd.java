package io.github.exo2micro.fiji.host;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a Fiji that was started headless ends once its work is done: with the exit code of its worst command, and in any
 * case. Fiji itself would end with 0 whatever happened. After its scripts it disposes its context and waits until no
 * thread is left; once in about forty runs of a busy machine that never came, and a server would have waited for ever.
 * Nothing that a script could still want to do is cut off: all of it is over before the context is disposed.
 *
 * <p>This is the only place of the plugin that ends a JVM, and it does so only where Fiji's own launcher is the
 * program:
 * in a program that embeds ImageJ, PyImageJ among them, there is no such thread, and nothing here ever runs.
 */
public final class HeadlessEnd {

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LAST_WORDS_MILLIS = 5_000;
  private static final String LAUNCHER = "net.imagej.Main";
  private static final String ONE_COMMAND = "org.scijava.module.run.ModuleCodeRunner";
  private static final String CONTEXT = "org.scijava.Context";

  private final Thread main;
  private final AtomicInteger exitCode = new AtomicInteger();
  private boolean over;
  private long overSince;

  /** @param main the thread that runs Fiji's scripts */
  HeadlessEnd(Thread main) {
    this.main = main;
  }

  /** Watches this JVM, if it is one that Fiji's launcher has started; a daemon thread does it. */
  static Optional<HeadlessEnd> watch() {
    Optional<HeadlessEnd> found = launcher(Thread.getAllStackTraces()).map(HeadlessEnd::new);
    found.ifPresent(end -> {
      ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "exo2micro-end");
        daemon.setDaemon(true);
        return daemon;
      });
      watcher.scheduleWithFixedDelay(() -> {
        if (end.isOverdue(System.nanoTime())) {
          Runtime.getRuntime().halt(end.exitCode());
        }
      }, 2, 2, TimeUnit.SECONDS);
    });
    return found;
  }

  /** The thread whose first act was Fiji's launcher: a program of somebody else's that calls it begins elsewhere. */
  public static Optional<Thread> launcher(Map<Thread, StackTraceElement[]> threads) {
    return threads.entrySet().stream().filter(entry -> isLauncher(entry.getValue())).map(Map.Entry::getKey).findFirst();
  }

  private static boolean isLauncher(StackTraceElement[] stack) {
    if (stack.length == 0 || Arrays.stream(stack).noneMatch(f -> f.getClassName().equals(LAUNCHER))) {
      return false;
    }
    StackTraceElement first = stack[stack.length - 1];
    return first.getMethodName().equals("main") && (first.getClassName().equals(LAUNCHER)
        || first.getClassName().startsWith("net.imagej.launcher.") || first.getClassName().startsWith("sc.fiji.")
        || first.getClassName().startsWith("org.scijava.launcher."));
  }

  /** Notes how a command ended; the worst counts. */
  void note(int code) {
    exitCode.accumulateAndGet(code, Math::max);
  }

  /** What the JVM ends with. */
  int exitCode() {
    return exitCode.get();
  }

  /** Fiji's work is over and it is about to end: it ends with the exit code, if that is not Fiji's own 0. */
  void contextDisposed() {
    if (exitCode() != 0) {
      new Thread(() -> {
        try {
          main.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        System.exit(exitCode());
      }, "exo2micro-exit").start();
    }
  }

  /** Whether Fiji waits for a single command ({@code --run command:…}), rather than for a script or a macro. */
  boolean runsOneCommand() {
    return Arrays.stream(main.getStackTrace()).anyMatch(f -> f.getClassName().equals(ONE_COMMAND));
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
