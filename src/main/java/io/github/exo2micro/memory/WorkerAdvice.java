package io.github.exo2micro.memory;

import java.util.ArrayList;
import java.util.List;

/** How many workers a machine should run, and whether parallel mode is worth it at all. */
public final class WorkerAdvice {

  /** Installed RAM in GiB and the workers it allows: the original's table. */
  private static final int[][] BY_RAM = {{128, 8}, {64, 4}, {32, 2}};
  /** A machine sold as 32 GB reports a little less. */
  private static final double TOLERANCE = 0.9;
  private static final int FEW_TASKS = 3;

  private WorkerAdvice() {}

  /** Workers at most by installed RAM: 8 GB → 1, 16 → 1, 32 → 2, 64 → 4, 128 → 8. */
  public static int byRam(long totalBytes) {
    double gib = totalBytes / (double) (1L << 30);
    for (int[] row : BY_RAM) {
      if (gib >= row[0] * TOLERANCE) {
        return row[1];
      }
    }
    return 1;
  }

  /** Workers at most by installed RAM and cores (one core stays free); 1 means: leave parallel mode off. */
  public static int recommended(Machine machine) {
    return Math.max(1, Math.min(byRam(machine.totalBytes()), machine.cores() - 1));
  }

  /**
   * What to tell before a run that goes against the advice; empty when it does not.
   *
   * @param parallel whether it would run in parallel mode
   * @param workers with how many workers
   * @param tasks how many tasks there are
   * @param machine where
   */
  public static List<String> warnings(boolean parallel, int workers, int tasks, Machine machine) {
    List<String> lines = new ArrayList<>();
    if (!parallel) {
      return lines;
    }
    if (workers == 1) {
      lines.add("Advice: parallel mode with one worker is the worst of both worlds: the cost of a worker process and no "
          + "gain. Use the serial mode (or subprocess, for a fresh process per task).");
      return lines;
    }
    if (tasks <= FEW_TASKS) {
      lines.add("Advice: with " + tasks + (tasks == 1 ? " task" : " tasks") + " the serial mode is usually as fast as "
          + "parallel.");
    }
    int recommended = recommended(machine);
    if (workers > recommended) {
      lines.add("Advice: " + workers + " workers are more than the " + recommended + " that are recommended for "
          + ByteText.of(machine.totalBytes()) + " RAM and " + machine.cores() + " cores"
          + (recommended == 1 ? ", which is the serial mode" : "") + "; the computer may become sluggish.");
    }
    return lines;
  }
}
