package io.github.exo2micro.cluster;

/**
 * What Slurm says of one task of an array.
 *
 * @param phase where it is
 * @param node where it runs or ran, or ""
 * @param exitCode of its process, 0 while it is not known
 * @param signal that ended it, 0 = none
 * @param word Slurm's own word: {@code OUT_OF_MEMORY}
 * @param reason why it waits, in Slurm's word: {@code Resources}; "" when that is not known
 */
record JobState(Phase phase, String node, int exitCode, int signal, String word, String reason) {

  private static final int SIGKILL = 9;
  /** Slurm reports this signal when the job's output file cannot be opened on the node. */
  private static final int NO_OUTPUT_FILE = 53;

  /** Where a job is. */
  enum Phase {
    WAITING,
    RUNNING,
    ENDED,
    OUT_OF_MEMORY,
    TIMED_OUT,
    CANCELLED,
    NODE_FAILED
  }

  /** @param word a job state of squeue, scontrol or sacct; what follows a blank or + is left out */
  static JobState of(String word, String node, int exitCode, int signal) {
    String state = word.split("[ +]")[0];
    Phase phase = switch (state) {
      case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD" -> Phase.WAITING;
      case "RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED", "STOPPED", "STAGE_OUT", "SIGNALING", "RESIZING" ->
        Phase.RUNNING;
      case "OUT_OF_MEMORY" -> Phase.OUT_OF_MEMORY;
      case "TIMEOUT", "DEADLINE" -> Phase.TIMED_OUT;
      case "CANCELLED" -> Phase.CANCELLED;
      case "NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "REVOKED" -> Phase.NODE_FAILED;
      default -> Phase.ENDED;
    };
    return new JobState(phase, node, exitCode, signal, state, "");
  }

  JobState because(String why) {
    return new JobState(phase, node, exitCode, signal, word, why);
  }

  boolean isAlive() {
    return phase == Phase.WAITING || phase == Phase.RUNNING;
  }

  /** Whether its process was killed, which on a cluster is for want of memory as a rule. */
  boolean wasKilled() {
    return signal == SIGKILL || exitCode == ExitCode.OUT_OF_MEMORY.code();
  }

  /** Whether the node did not see the output folder. */
  boolean isNotShared() {
    return exitCode == ExitCode.NOT_SHARED.code() || signal == NO_OUTPUT_FILE;
  }
}
