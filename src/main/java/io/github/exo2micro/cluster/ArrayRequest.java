package io.github.exo2micro.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One Slurm array to submit. Its task {@code t} runs the plan's task {@code base + t}.
 *
 * @param script what each task runs; gets the base as its argument
 * @param base index in the plan of the array's task 0
 * @param tasks the array's tasks, ascending
 * @param memoryBytes of each
 * @param cores of each
 * @param minutes wall time after which Slurm ends a task
 * @param logs folder of what the jobs print
 * @param options the user's own
 */
record ArrayRequest(Path script, int base, List<Integer> tasks, long memoryBytes, int cores, long minutes, Path logs,
    SlurmOptions options) {

  /** Slurm tells the batch step that its time is nearly over. */
  private static final int WARNING_SECONDS = 60;

  List<String> command() {
    List<String> command = new ArrayList<>(List.of("sbatch", "--parsable", "--job-name=exo2micro", "--no-requeue",
        "--array=" + ranges() + (options.atOnce() > 0 ? "%" + options.atOnce() : ""), "--mem=" + megabytes() + "M",
        "--ntasks=1", "--cpus-per-task=" + cores, "--time=" + minutes, "--signal=B:TERM@" + WARNING_SECONDS,
        "--output=" + logs.resolve("%A_%a.txt")));
    command.addAll(options.list());
    command.add(script.toString());
    command.add(String.valueOf(base));
    return command;
  }

  private long megabytes() {
    return (memoryBytes + (1 << 20) - 1) >> 20;
  }

  /** For messages. */
  String summary() {
    return tasks.size() + (tasks.size() == 1 ? " task, " : " tasks, ") + megabytes() + " MB, " + cores
        + (cores == 1 ? " core, " : " cores, ") + minutes + " min each"
        + (options.words().isBlank() ? "" : ", options " + options.words().strip());
  }

  /** {@code 0-4,7,9-10}. */
  private String ranges() {
    List<int[]> runs = new ArrayList<>();
    for (int task : tasks) {
      if (!runs.isEmpty() && runs.get(runs.size() - 1)[1] == task - 1) {
        runs.get(runs.size() - 1)[1] = task;
      } else {
        runs.add(new int[] {task, task});
      }
    }
    return runs.stream().map(r -> r[0] == r[1] ? "" + r[0] : r[0] + "-" + r[1]).collect(Collectors.joining(","));
  }
}
