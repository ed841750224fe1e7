package io.github.exo2micro.batch.plan;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.cluster.SlurmOptions;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.memory.WatchdogSettings;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a batch is run.
 *
 * @param mode serial, parallel, subprocess or slurm
 * @param workers worker processes in parallel mode, at least 1; without meaning in the other modes
 * @param timeoutSeconds after how many seconds a task in a child is ended; empty = never
 * @param retries how often a task whose process died is tried again, alone; 0 = not
 * @param memoryDebug whether memory is logged around each task, with a collection in between
 * @param forceRun whether a pre-flight refusal is only a warning
 * @param strictDyes whether a requested pair that is missing fails the batch before it starts
 * @param watchdog when a task is ended because the machine runs out of memory; empty = never
 * @param peakFactor {@link MemoryEstimate#PEAK_FACTOR_PER_TASK} or the user's own
 * @param childHeap a child's Java heap, for all tasks or for one; empty = from the estimate
 * @param slurm what the user says about Slurm; without meaning in the other modes
 */
public record BatchOptions(BatchMode mode, int workers, OptionalInt timeoutSeconds, int retries, boolean memoryDebug,
    boolean forceRun, boolean strictDyes, Optional<WatchdogSettings> watchdog, double peakFactor,
    Optional<ChildHeap> childHeap, SlurmOptions slurm) {

  /** @throws RemediableException when a value is out of range */
  public BatchOptions {
    require(workers >= 1, "workers", workers, "a whole number from 1");
    require(retries >= 0 && retries <= 10, "retries", retries, "a whole number from 0 to 10");
    require(timeoutSeconds.isEmpty() || timeoutSeconds.getAsInt() > 0, "timeout_per_task",
        timeoutSeconds.orElse(0), "a whole number of seconds from 1, or none");
    require(peakFactor >= 0 && peakFactor <= 100, "peak_factor", peakFactor, "a number from 0 to 100");
  }

  private static void require(boolean valid, String name, Object value, String allowed) {
    if (!valid) {
      throw new RemediableException("The value " + value + " of " + name + " is not allowed.",
          name + " takes " + allowed + ".", "correct the value, or leave it out.");
    }
  }

  /** Serial, no timeout, no retry, strict, watchdog on; a child's heap from the environment when it is set there. */
  public static BatchOptions defaults() {
    return new BatchOptions(BatchMode.SERIAL, 2, OptionalInt.empty(), 0, false, false, true,
        Optional.of(WatchdogSettings.defaults()), MemoryEstimate.PEAK_FACTOR_PER_TASK, ChildHeap.fromEnvironment(),
        SlurmOptions.DEFAULTS);
  }

  /** A copy with another mode. */
  public BatchOptions withMode(BatchMode value) {
    return with(draft -> draft.mode = value);
  }

  /** A copy with another number of workers. */
  public BatchOptions withWorkers(int value) {
    return with(draft -> draft.workers = value);
  }

  /** A copy with another time limit; 0 = none. */
  public BatchOptions withTimeoutSeconds(int value) {
    return with(draft -> draft.timeoutSeconds = value == 0 ? OptionalInt.empty() : OptionalInt.of(value));
  }

  /** A copy with another number of retries. */
  public BatchOptions withRetries(int value) {
    return with(draft -> draft.retries = value);
  }

  /** A copy with memory logging on or off. */
  public BatchOptions withMemoryDebug(boolean value) {
    return with(draft -> draft.memoryDebug = value);
  }

  /** A copy that runs in spite of a refusal, or not. */
  public BatchOptions withForceRun(boolean value) {
    return with(draft -> draft.forceRun = value);
  }

  /** A copy that is strict about missing pairs, or not. */
  public BatchOptions withStrictDyes(boolean value) {
    return with(draft -> draft.strictDyes = value);
  }

  /** A copy with another watchdog, or none. */
  public BatchOptions withWatchdog(Optional<WatchdogSettings> value) {
    return with(draft -> draft.watchdog = value);
  }

  /** A copy with another memory factor. */
  public BatchOptions withPeakFactor(double value) {
    return with(draft -> draft.peakFactor = value);
  }

  /** A copy with a given heap for children, or none. */
  public BatchOptions withChildHeap(Optional<ChildHeap> value) {
    return with(draft -> draft.childHeap = value);
  }

  /** A copy with other wishes about Slurm. */
  public BatchOptions withSlurm(SlurmOptions value) {
    return with(draft -> draft.slurm = value);
  }

  private BatchOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same fields, to be changed one at a time. */
  private static final class Draft {
    private BatchMode mode;
    private int workers;
    private OptionalInt timeoutSeconds;
    private int retries;
    private boolean memoryDebug;
    private boolean forceRun;
    private boolean strictDyes;
    private Optional<WatchdogSettings> watchdog;
    private double peakFactor;
    private Optional<ChildHeap> childHeap;
    private SlurmOptions slurm;

    Draft(BatchOptions from) {
      mode = from.mode;
      workers = from.workers;
      timeoutSeconds = from.timeoutSeconds;
      retries = from.retries;
      memoryDebug = from.memoryDebug;
      forceRun = from.forceRun;
      strictDyes = from.strictDyes;
      watchdog = from.watchdog;
      peakFactor = from.peakFactor;
      childHeap = from.childHeap;
      slurm = from.slurm;
    }

    BatchOptions options() {
      return new BatchOptions(mode, workers, timeoutSeconds, retries, memoryDebug, forceRun, strictDyes, watchdog,
          peakFactor, childHeap, slurm);
    }
  }
}
