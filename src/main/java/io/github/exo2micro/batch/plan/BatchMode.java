package io.github.exo2micro.batch.plan;

import io.github.exo2micro.Choice;
import io.github.exo2micro.RemediableException;

/** How a batch runs its tasks. */
public enum BatchMode implements Choice {
  /** One after another in this process. */
  SERIAL,
  /** A pool of worker processes, each alive for many tasks. */
  PARALLEL,
  /** A fresh process per task, one at a time, gone before the next starts. */
  SUBPROCESS,
  /** Arrays of Slurm, on other machines. */
  SLURM;

  /**
   * The mode of that name, in any case.
   *
   * @throws RemediableException when there is none; lists the valid ones
   */
  public static BatchMode named(String word) {
    return Choice.named(BatchMode.class, word)
        .orElseThrow(() -> new RemediableException("There is no mode named '" + word + "'.",
            "the modes are serial, parallel, subprocess and slurm.", "choose one of them; serial is the default."));
  }
}
