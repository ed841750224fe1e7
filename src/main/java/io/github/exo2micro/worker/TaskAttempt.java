package io.github.exo2micro.worker;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.UnreadableName;
import io.github.exo2micro.io.FileTrouble;
import io.github.exo2micro.memory.MemoryWatchdog;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** How one attempt at a task ended. */
public sealed interface TaskAttempt {

  /**
   * It gave a result.
   *
   * @param result of the task
   */
  record Completed(TaskResult result) implements TaskAttempt {}

  /**
   * It said what is wrong.
   *
   * @param message for people
   * @param passing whether the same task may succeed later or elsewhere as it is: a disk or network that failed
   */
  record Failed(String message, boolean passing) implements TaskAttempt {

    /** A failure that would come again. */
    public Failed(String message) {
      this(message, false);
    }
  }

  /**
   * Its process, or its memory, ended.
   *
   * @param reason how, without "error: "
   * @param outOfMemory whether memory is the (likely) reason
   */
  record Died(String reason, boolean outOfMemory) implements TaskAttempt {}

  /**
   * It was ended because it took too long.
   *
   * @param seconds the limit
   */
  record TimedOut(int seconds) implements TaskAttempt {}

  /** It was cancelled. */
  record Cancelled() implements TaskAttempt {}

  /**
   * Runs a task in this process and lets nothing that it throws pass.
   *
   * @param runner does the work
   * @param task what to do
   * @param events hears of it
   * @param stop asked at every progress report and stage; interrupts the calling thread
   * @param watchdog asked at every stage
   * @param place whose heap it is, for advice when that is too small
   */
  static TaskAttempt run(TaskRunner runner, TaskRequest task, TaskEvents events, TaskStop stop,
      Optional<MemoryWatchdog> watchdog, HeapOwner place) {
    Progress progress = new Progress() {
      @Override
      public void report(double fraction) {
        requireWanted(stop);
        events.progress(fraction);
      }

      @Override
      public void note(String line) {
        events.line(line);
      }
    };
    watchdog.ifPresent(MemoryWatchdog::calm);
    stop.begins();
    try {
      return new Completed(runner.run(task, progress, (stage, reused) -> {
        requireWanted(stop);
        watchdog.ifPresent(dog -> dog.checkOrThrow("before stage " + stage.number() + " of " + task.task()));
        events.stage(stage, reused);
      }));
    } catch (OutOfMemoryError e) {
      events.line(trace(e));
      return new Died(ExitReason.heapExhausted(Runtime.getRuntime().maxMemory(), e.getMessage(), place), true);
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      return ended(e, events, stop);
    } finally {
      stop.ended();
    }
  }

  private static TaskAttempt ended(Throwable problem, TaskEvents events, TaskStop stop) {
    // What is interrupted in the middle of a file or of a wait says so in many ways.
    if (problem instanceof CancellationException || stop.isWanted()) {
      return new Cancelled();
    }
    if (problem instanceof RemediableException) {
      return new Failed(problem.getMessage(), problem.getCause() instanceof IOException);
    }
    if (problem instanceof InvalidPathException invalid) {
      return new Failed(UnreadableName.of(invalid).getMessage());
    }
    if (problem instanceof IOException refused) {
      events.line(trace(problem));
      return new Failed(FileTrouble.of(refused).getMessage(), true);
    }
    // The batch's edge: a bug in one task must not end the others; the log keeps its trace.
    events.line(trace(problem));
    return new Failed("internal error: " + problem + " (the run log holds the details)");
  }

  private static String trace(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }

  private static void requireWanted(TaskStop stop) {
    if (stop.isWanted()) {
      throw new CancellationException("cancelled");
    }
  }
}
