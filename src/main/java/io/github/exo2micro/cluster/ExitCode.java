package io.github.exo2micro.cluster;

import io.github.exo2micro.worker.TaskAttempt;

/** What the process of one task exits with, so that a scheduler can decide what to do next. */
public enum ExitCode {
  /** The task is complete. */
  DONE(0),
  /** It failed, and would fail again as it is. */
  FAILED(1),
  /** The call itself is wrong. */
  USAGE(2),
  /** A passing fault (EX_TEMPFAIL of sysexits.h): the same call may succeed later or on another node. */
  PASSING(75),
  /** The node does not see the folders of the plan (EX_CONFIG of sysexits.h). */
  NOT_SHARED(78),
  /** Memory was short, as if the system had killed it (128 + SIGKILL): more memory helps. */
  OUT_OF_MEMORY(137),
  /** It was told to stop (128 + SIGTERM); what is finished stays. */
  STOPPED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** What the end of an attempt means to a scheduler. A task that took too long would do so again. */
  public static ExitCode of(TaskAttempt attempt) {
    if (attempt instanceof TaskAttempt.Completed) {
      return DONE;
    }
    if (attempt instanceof TaskAttempt.Failed failed) {
      return failed.passing() ? PASSING : FAILED;
    }
    if (attempt instanceof TaskAttempt.Died died) {
      return died.outOfMemory() ? OUT_OF_MEMORY : PASSING;
    }
    return attempt instanceof TaskAttempt.TimedOut ? FAILED : STOPPED;
  }
}
