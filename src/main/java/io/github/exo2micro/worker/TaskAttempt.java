package io.github.exo2micro.worker;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.memory.MemoryWatchdog;
import io.github.exo2micro.pipeline.TaskRequest;
import io.github.exo2micro.pipeline.TaskResult;
import io.github.exo2micro.pipeline.TaskRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

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
   */
  record Failed(String message) implements TaskAttempt {}

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
   * @param cancelled asked at every progress report and stage
   * @param watchdog asked at every stage
   */
  static TaskAttempt run(TaskRunner runner, TaskRequest task, TaskEvents events, BooleanSupplier cancelled,
      Optional<MemoryWatchdog> watchdog) {
    Progress progress = new Progress() {
      @Override
      public void report(double fraction) {
        requireWanted(cancelled);
        events.progress(fraction);
      }

      @Override
      public void note(String line) {
        events.line(line);
      }
    };
    watchdog.ifPresent(MemoryWatchdog::calm);
    try {
      return new Completed(runner.run(task, progress, (stage, reused) -> {
        requireWanted(cancelled);
        watchdog.ifPresent(dog -> dog.checkOrThrow("before stage " + stage.number() + " of " + task.task()));
        events.stage(stage, reused);
      }));
    } catch (CancellationException e) {
      return new Cancelled();
    } catch (RemediableException e) {
      return new Failed(e.getMessage());
    } catch (OutOfMemoryError e) {
      events.line(trace(e));
      return new Died(ExitReason.heapExhausted(Runtime.getRuntime().maxMemory(), e.getMessage()), true);
    } catch (IOException e) {
      return new Failed("the disk failed: " + e);
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      // The batch's edge: a bug in one task must not end the others; the log keeps its trace.
      events.line(trace(e));
      return new Failed("internal error: " + e + " (the run log holds the details)");
    }
  }

  private static String trace(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }

  private static void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("cancelled");
    }
  }
}
