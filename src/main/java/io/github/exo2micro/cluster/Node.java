package io.github.exo2micro.cluster;

import io.github.exo2micro.io.TemporaryFile;
import java.util.Map;
import java.util.OptionalLong;

/** What the machine and the scheduler say of the place where a task runs. */
final class Node {

  private static final long MEBI = 1L << 20;

  private Node() {}

  /** This machine's name; Slurm's own name of it where there is one. */
  static String name() {
    String slurm = System.getenv("SLURMD_NODENAME");
    if (slurm != null && !slurm.isBlank()) {
      return slurm;
    }
    return TemporaryFile.hostName();
  }

  /** What the scheduler calls this job: {@code 123_4}, {@code 123}, or "". */
  static String job(Map<String, String> environment) {
    String array = environment.getOrDefault("SLURM_ARRAY_JOB_ID", "");
    if (!array.isEmpty()) {
      return array + "_" + environment.getOrDefault("SLURM_ARRAY_TASK_ID", "");
    }
    return environment.getOrDefault("SLURM_JOB_ID", "");
  }

  /** The memory that Slurm granted this job, bytes; empty without Slurm or without a limit. */
  static OptionalLong granted(Map<String, String> environment) {
    OptionalLong node = number(environment.get("SLURM_MEM_PER_NODE"));
    if (node.isPresent() && node.getAsLong() > 0) {
      return OptionalLong.of(node.getAsLong() * MEBI);
    }
    OptionalLong perCpu = number(environment.get("SLURM_MEM_PER_CPU"));
    OptionalLong cpus = number(environment.get("SLURM_CPUS_PER_TASK"));
    return perCpu.isPresent() && perCpu.getAsLong() > 0
        ? OptionalLong.of(perCpu.getAsLong() * cpus.orElse(1) * MEBI) : OptionalLong.empty();
  }

  private static OptionalLong number(String text) {
    try {
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
