package io.github.exo2micro.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many workers a machine should run, and whether parallel mode is worth it at all. */
public final class WorkerAdvice {

  /** Installed RAM in GiB and the workers it allows: the original's table. */
  private static final int[][] BY_RAM = {{128, 8}, {64, 4}, {32, 2}};
  /** A machine sold as 32 GB reports a little less. */
  private static final double TOLERANCE = 0.9;
  private static final int FEW_TASKS = 3;
  /** Above that a task is no faster: it waits for the disk, and for steps that go one after the other. */
  private static final int USEFUL_THREADS = 8;
  /** On fewer cores one task after the other is as fast. */
  private static final int MANY_CORES = 4;

  private WorkerAdvice() {}

  /** Workers at most by installed RAM: 8 GB → 1, 16 → 1, 32 → 2, 64 → 4, 128 → 8. */
  static int byRam(long totalBytes) {
    double gib = totalBytes / (double) (1L << 30);
    for (int[] row : BY_RAM) {
      if (gib >= row[0] * TOLERANCE) {
        return row[1];
      }
    }
    return 1;
  }

  /** Workers at most by the original's table and by cores (one core stays free); 1 means: leave parallel mode off. */
  public static int recommended(Machine machine) {
    return Math.max(1, Math.min(byRam(machine.totalBytes()), machine.cores() - 1));
  }

  /** Threads that one task uses well on so many cores. */
  public static int usefulThreads(int cores) {
    return Math.max(1, Math.min(USEFUL_THREADS, cores));
  }

  /**
   * Workers that make the most of a machine with this program: as many as fit into four fifths of its free RAM, with
   * two cores for each; more gained a twentieth.
   *
   * @param taskBytes what a task takes by the estimate
   */
  public static int useful(Machine machine, long taskBytes) {
    return (int) Math.max(1, Math.min(fitting(machine, taskBytes), machine.cores() / 2));
  }

  private static long fitting(Machine machine, long taskBytes) {
    return machine.availableFor(HostKind.WORKER).bytes() / 5 * 4 / Math.max(1, taskBytes);
  }

  /** The original's advice and this program's own, side by side, in a sentence. */
  public static String sentence(Machine machine, long taskBytes) {
    int useful = useful(machine, taskBytes);
    long fitting = fitting(machine, taskBytes);
    return "The original's table says " + byRam(machine.totalBytes()) + " for " + ByteText.of(machine.totalBytes())
        + " RAM; this program needs " + String.format(Locale.ROOT, "%.1f GB", Math.ceil(taskBytes / 1e8) / 10)
        + " per task, so " + fitting
        + (fitting == 1 ? " worker fits" : " workers fit") + ", and "
        + (useful == 1 ? "1 is enough for " : useful + " make the most of ") + machine.cores()
        + (machine.cores() == 1 ? " core." : " cores.");
  }

  /**
   * What to tell before a run that goes against the advice; empty when it does not.
   *
   * @param parallel whether it would run in parallel mode
   * @param workers with how many workers
   * @param tasks how many tasks there are
   * @param machine where
   * @param taskBytes what a task takes by the estimate
   */
  public static List<String> warnings(boolean parallel, int workers, int tasks, Machine machine, long taskBytes) {
    int most = Math.max(recommended(machine), useful(machine, taskBytes));
    if (!parallel) {
      return tasks > FEW_TASKS && machine.cores() >= MANY_CORES && most > 1
          ? List
              .of("Advice: one task at a time makes use of " + usefulThreads(machine.cores()) + " of " + machine.cores()
                  + " cores at most, and not all the time; parallel mode with " + Math.min(most, tasks)
                  + " workers would finish these " + tasks + " tasks sooner. " + sentence(machine, taskBytes))
          : List.of();
    }
    if (workers == 1) {
      return List
          .of("Advice: parallel mode with one worker is the worst of both worlds: the cost of a worker process and no "
              + "gain. Use the serial mode (or subprocess, for a fresh process per task).");
    }
    List<String> lines = new ArrayList<>();
    if (tasks <= FEW_TASKS) {
      lines.add("Advice: with " + tasks + (tasks == 1 ? " task" : " tasks") + " the serial mode is usually as fast as "
          + "parallel.");
    }
    if (workers > most) {
      lines.add("Advice: " + workers + " workers are more than help on this machine. " + sentence(machine, taskBytes)
          + " The computer may become sluggish.");
    }
    return lines;
  }
}
