package io.github.exo2micro.worker;

import com.google.gson.JsonParseException;
import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.memory.MemoryWatchdog;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRunner;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * A child's life: takes tasks from stdin, one line each, runs them one after another, tells on stdout what happens.
 *
 * <p>stdin is read by a thread of its own while a task runs. Its end means that the parent is done with this child: an
 * idle child ends at once; a busy one cancels its task, and after two seconds is gone whatever the task does.
 */
public final class WorkerLoop {

  private static final long BUSY_GRACE_MILLIS = 2000;
  private static final long EXIT_GRACE_MILLIS = 3000;
  private static final long PROGRESS_EVERY_NANOS = 200_000_000L;
  private static final int LONGEST_REQUEST = 4 << 20;
  private static final int EXIT_ORPHANED = 4;

  private final InputStream in;
  private final OutputStream out;
  private final TaskRunner runner;
  private final MemoryProbe probe;
  private final Runnable afterTask;
  private final BlockingQueue<Optional<WorkerRequest.Run>> requests = new LinkedBlockingQueue<>();
  /** Of the task that runs, or that was asked for last. */
  private volatile TaskStop stop = new TaskStop();
  private volatile boolean busy;

  private WorkerLoop(InputStream in, OutputStream out, TaskRunner runner, MemoryProbe probe, Runnable afterTask) {
    this.in = in;
    this.out = out;
    this.runner = runner;
    this.probe = probe;
    this.afterTask = afterTask;
  }

  /**
   * The whole of a worker's {@code main}. Keeps the real stdout for the protocol before anything can print to it,
   * serves until stdin ends, and ends the JVM, whatever threads libraries left behind. Does not return.
   *
   * @param runner makes what runs the tasks; asked once, after stdout is safe
   * @param probe makes what tells memory
   * @param afterTask runs once a completed task has been told of, before the next one is taken
   */
  public static void serveAndExit(Supplier<TaskRunner> runner, Supplier<MemoryProbe> probe, Runnable afterTask) {
    // The descriptors, not System.in and out: a Fiji has redirected those by now.
    OutputStream protocol = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    InputStream requests = new FileInputStream(FileDescriptor.in);
    System.setIn(InputStream.nullInputStream());
    int code = 1;
    try {
      new WorkerLoop(requests, protocol, runner.get(), probe.get(), afterTask).serve();
      code = 0;
    } catch (RuntimeException | Error | InterruptedException e) {
      // The worker's edge: the parent reads this as the last lines of a child that died.
      e.printStackTrace();
    }
    haltIfExitHangs(code);
    System.exit(code);
  }

  private static void haltIfExitHangs(int code) {
    daemon("exo2micro-exit", () -> {
      Thread.sleep(EXIT_GRACE_MILLIS);
      Runtime.getRuntime().halt(code);
    });
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }

  private static void daemon(String name, Interruptible work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws InterruptedException {
    daemon("exo2micro-requests", this::readRequests);
    tell(new WorkerEvent.Ready());
    for (Optional<WorkerRequest.Run> next = requests.take(); next.isPresent(); next = requests.take()) {
      run(next.get());
    }
  }

  private void readRequests() throws InterruptedException {
    BoundedLines lines = new BoundedLines(in, LONGEST_REQUEST);
    try {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        take(line.get());
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
      System.err.println("stdin broke: " + e.getMessage());
    }
    stop.stop();
    requests.put(Optional.empty());
    if (busy) {
      Thread.sleep(BUSY_GRACE_MILLIS);
      if (busy) {
        Runtime.getRuntime().halt(EXIT_ORPHANED);
      }
    }
  }

  private void take(String line) throws InterruptedException {
    try {
      WorkerRequest request = Protocol.decodeRequest(line);
      if (request instanceof WorkerRequest.Run run) {
        stop = new TaskStop();
        busy = true;
        requests.put(Optional.of(run));
      } else {
        stop.stop();
      }
    } catch (JsonParseException | IllegalArgumentException e) {
      tell(new WorkerEvent.Ended(new TaskAttempt.Failed("the worker does not understand: " + e.getMessage()), -1,
          Optional.empty()));
    }
  }

  private void run(WorkerRequest.Run request) {
    boolean fresh = probe.forgetPeak();
    Optional<MemoryWatchdog> watchdog = request.watchdog().map(settings -> new MemoryWatchdog(probe, settings));
    TaskAttempt attempt;
    try {
      attempt = TaskAttempt.run(runner, request.task(), new Told(), stop, watchdog, HeapOwner.CHILD);
    } finally {
      watchdog.ifPresent(MemoryWatchdog::close);
    }
    long pid = ProcessHandle.current().pid();
    long peak = probe.peakResidentBytes(pid).orElse(-1);
    busy = false;
    // A pool's child lives on: its next task must not begin with this one's garbage, and what remains is really held.
    System.gc();
    OptionalLong resident = probe.residentBytes(pid);
    Optional<HeldMemory> held = resident.isPresent() ? Optional.of(HeldMemory.ofThisProcess(resident.getAsLong()))
        : Optional.empty();
    tell(new WorkerEvent.Ended(attempt, fresh ? peak : -1, held));
    if (attempt instanceof TaskAttempt.Completed) {
      afterTask.run();
    }
  }

  /** Passes events on as lines; progress at most five times a second. */
  private final class Told implements TaskEvents {

    private long lastProgress = System.nanoTime() - PROGRESS_EVERY_NANOS;

    @Override
    public void stage(Stage stage, boolean reused) {
      tell(new WorkerEvent.StageBegins(stage, reused));
    }

    @Override
    public void progress(double fraction) {
      synchronized (this) {
        long now = System.nanoTime();
        if (now - lastProgress < PROGRESS_EVERY_NANOS) {
          return;
        }
        lastProgress = now;
      }
      tell(new WorkerEvent.Fraction(fraction));
    }

    @Override
    public void line(String text) {
      tell(new WorkerEvent.Line(text));
    }
  }

  private void tell(WorkerEvent event) {
    byte[] line = (Protocol.encode(event) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      try {
        out.write(line);
        out.flush();
      } catch (IOException e) {
        // Nobody listens: the parent is gone, and the end of stdin will end this child.
        stop.stop();
      }
    }
  }
}
