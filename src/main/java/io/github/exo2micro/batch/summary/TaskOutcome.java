package io.github.exo2micro.batch.summary;

import io.github.exo2micro.task.TaskResult;

/** How a task ended. */
public sealed interface TaskOutcome {

  /** The status text of tables and files; one line for {@link Done}, may be several for errors. */
  String status();

  /** Whether it counts as a failure of the batch. */
  default boolean isFailure() {
    return true;
  }

  /**
   * It ran to its end; a rejected alignment is an end too.
   *
   * @param result what it gave
   */
  record Done(TaskResult result) implements TaskOutcome {
    @Override
    public String status() {
      return result.status();
    }

    @Override
    public boolean isFailure() {
      return false;
    }
  }

  /**
   * It said what is wrong.
   *
   * @param message problem, evidence and remedy
   */
  record Failed(String message) implements TaskOutcome {
    @Override
    public String status() {
      return "error: " + message;
    }
  }

  /**
   * Its process ended without a result, or its memory did.
   *
   * @param reason how: "subprocess killed (likely OOM)"
   */
  record Crashed(String reason) implements TaskOutcome {
    @Override
    public String status() {
      return "error: " + reason;
    }
  }

  /**
   * It took longer than allowed and was ended.
   *
   * @param seconds the limit
   */
  record TimedOut(int seconds) implements TaskOutcome {
    @Override
    public String status() {
      return "error: subprocess timed out after " + seconds + " s";
    }
  }

  /**
   * The batch was aborted.
   *
   * @param begun whether the task had begun; what it finished is kept
   */
  record Cancelled(boolean begun) implements TaskOutcome {
    @Override
    public String status() {
      return begun ? "cancelled" : "cancelled before it began";
    }
  }

  /**
   * It could not run: a pair is incomplete or missing.
   *
   * @param reason why
   */
  record Skipped(String reason) implements TaskOutcome {
    @Override
    public String status() {
      return "skipped: " + reason;
    }

    @Override
    public boolean isFailure() {
      return false;
    }
  }
}
