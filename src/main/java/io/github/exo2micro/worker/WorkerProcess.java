package io.github.exo2micro.worker;

import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.TaskRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A child process and its supervision, for one task or for many. Whatever the child does (floods its streams, prints
 * rubbish, hangs, dies), {@link #run} returns and names it.
 *
 * <p>One task at a time; {@link #cancel()} may come from any thread. A child that did not complete a task in good order
 * is not to be used again: see {@link #isUsable()}.
 */
public final class WorkerProcess implements Closeable {

  private static final int MOST_SIGNALS = 1000;
  /** A grandchild may hold the child's streams open when the child is dead. */
  private static final long DRAIN_MILLIS = 2000;
  private static final long ABORT_LAG_MILLIS = 500;

  private final Process process;
  private final WorkerSettings settings;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(MOST_SIGNALS);
  private final ChildOutput output = new ChildOutput(event -> signals.offer(new Signal.Told(event)));
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final Thread writer;
  private final CountDownLatch dead = new CountDownLatch(1);
  private volatile boolean cancelled;
  private boolean ready;
  private boolean usable = true;
  private long peakBytes = -1;
  private Optional<HeldMemory> held = Optional.empty();

  /** What the supervising thread waits for. */
  private sealed interface Signal {
    record Told(WorkerEvent event) implements Signal {}

    record Exited(int code) implements Signal {}

    record CancelWanted() implements Signal {}
  }

  private WorkerProcess(Process process, WorkerSettings settings) {
    this.process = process;
    this.settings = settings;
    Thread out = thread("out", () -> output.readEvents(process.getInputStream()));
    Thread err = thread("err", () -> output.readPrinted(process.getErrorStream()));
    this.writer = thread("in", this::write);
    thread("end", () -> {
      int code = process.waitFor();
      out.join(DRAIN_MILLIS);
      err.join(DRAIN_MILLIS);
      dead.countDown();
      signals.put(new Signal.Exited(code));
    });
  }

  /**
   * Starts a child.
   *
   * @throws IOException when the process cannot be started
   */
  public static WorkerProcess start(ProcessLauncher launcher, WorkerSettings settings) throws IOException {
    return new WorkerProcess(launcher.launch(settings.heapBytes(), settings.threads()), settings);
  }

  private interface Work {
    void run() throws InterruptedException, IOException;
  }

  private Thread thread(String role, Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        // A stream that breaks belongs to a child that ends; its exit is told apart.
        output.add("(std" + role + " broke: " + e.getMessage() + ")");
      }
    }, "exo2micro-worker-" + process.pid() + "-" + role);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void write() throws InterruptedException, IOException {
    OutputStream stdin = process.getOutputStream();
    for (String request = requests.take(); !request.isEmpty(); request = requests.take()) {
      stdin.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    }
    stdin.close();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** How it was started. */
  public WorkerSettings settings() {
    return settings;
  }

  /** Whether it can take another task. */
  public boolean isUsable() {
    return usable && process.isAlive();
  }

  /** Peak resident size during the last task as the child told it, or −1. */
  public long peakBytes() {
    return peakBytes;
  }

  /** What the child held after the last task, if it told. */
  public Optional<HeldMemory> heldMemory() {
    return held;
  }

  /** The last lines that the child printed outside the protocol during the last task. */
  public List<String> lastLines() {
    return output.lastLines();
  }

  /**
   * Runs one task in the child, blocking.
   *
   * @param task what to do
   * @param watchdog when the child gives up for want of memory
   * @param timeoutSeconds when it is ended, counted from the moment when the child is ready for it
   * @param listener hears of it, on other threads
   * @return how it ended; the child is dead or dying unless {@link #isUsable()}
   */
  public TaskAttempt run(TaskRequest task, Optional<WatchdogSettings> watchdog, OptionalInt timeoutSeconds,
      TaskEvents listener) throws InterruptedException {
    if (!usable) {
      throw new IllegalStateException("a child that failed is not used again");
    }
    signals.removeIf(s -> s instanceof Signal.Told told && told.event() instanceof WorkerEvent.Ended);
    peakBytes = -1;
    held = Optional.empty();
    output.begin(listener);
    try {
      requests.add(Protocol.encode(new WorkerRequest.Run(task, watchdog)));
      TaskAttempt attempt = await(timeoutSeconds);
      usable = attempt instanceof TaskAttempt.Completed || attempt instanceof TaskAttempt.Failed;
      return attempt;
    } finally {
      output.end();
      if (!usable) {
        end();
      }
    }
  }

  private TaskAttempt await(OptionalInt timeoutSeconds) throws InterruptedException {
    long deadline = System.nanoTime() + (ready ? limit(timeoutSeconds) : settings.startLimit().toNanos());
    while (true) {
      if (cancelled) {
        return cancelledPolitely();
      }
      Signal signal = signals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (signal instanceof Signal.Exited exited) {
        return endedByAbort(exited.code()) ? new TaskAttempt.Cancelled()
            : withEvidence(ExitReason.of(exited.code(), settings.heapBytes()));
      }
      if (signal instanceof Signal.Told told) {
        if (told.event() instanceof WorkerEvent.Ready) {
          ready = true;
          deadline = System.nanoTime() + limit(timeoutSeconds);
        } else if (told.event() instanceof WorkerEvent.Ended ended) {
          peakBytes = ended.peakBytes();
          held = ended.held();
          return ended.attempt();
        }
      } else if (signal == null && System.nanoTime() - deadline >= 0) {
        if (!ready) {
          return withEvidence(new TaskAttempt.Died("subprocess did not get ready within "
              + settings.startLimit().toSeconds() + " s", false));
        }
        askToStop();
        return new TaskAttempt.TimedOut(timeoutSeconds.orElseThrow());
      }
    }
  }

  private static long limit(OptionalInt timeoutSeconds) {
    return timeoutSeconds.isPresent() ? TimeUnit.SECONDS.toNanos(timeoutSeconds.getAsInt()) : Long.MAX_VALUE / 2;
  }

  /** Ctrl-C reaches the children of a terminal by itself, perhaps before the parent's own abort does. */
  private boolean endedByAbort(int code) throws InterruptedException {
    if (!ExitReason.isPolite(code)) {
      return cancelled;
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ABORT_LAG_MILLIS);
    while (!cancelled) {
      if (signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
        return cancelled;
      }
    }
    return true;
  }

  /** An exit that has no name of its own is explained by what the child said last. */
  private TaskAttempt.Died withEvidence(TaskAttempt.Died died) {
    List<String> last = output.lastLines();
    if (died.outOfMemory() || last.isEmpty()) {
      return died;
    }
    return new TaskAttempt.Died(died.reason() + "; its last line: " + last.get(last.size() - 1), false);
  }

  private TaskAttempt cancelledPolitely() throws InterruptedException {
    askToStop();
    return new TaskAttempt.Cancelled();
  }

  /** Lets the task unwind, so that no half-written file stays; who does not in time is killed by {@link #end()}. */
  private void askToStop() throws InterruptedException {
    requests.add(Protocol.encode(new WorkerRequest.Cancel()));
    long until = System.nanoTime() + settings.grace().toNanos();
    while (true) {
      Signal signal = signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (signal == null || signal instanceof Signal.Exited
          || signal instanceof Signal.Told told && told.event() instanceof WorkerEvent.Ended) {
        return;
      }
    }
  }

  /** Gives up the task that runs, if any: {@link #run} returns soon. The child is not to be used again. */
  public void cancel() {
    cancelled = true;
    signals.offer(new Signal.CancelWanted());
  }

  /**
   * Ends the child: an idle one in good order, one that hangs by force, with all that it started. Blocks until it is
   * gone.
   */
  @Override
  public void close() {
    requests.add("");
    try {
      if (usable && dead.await(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      end();
      dead.await(settings.grace().toMillis() + 2 * DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    usable = false;
    List<ProcessHandle> tree = process.descendants().toList();
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    writer.interrupt();
  }
}
