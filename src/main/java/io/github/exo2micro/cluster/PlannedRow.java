package io.github.exo2micro.cluster;

import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.task.TaskRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * One task of a plan, with what it needs of the machine that will run it.
 *
 * @param index its number in the plan, from 0
 * @param request what to do; paths as every node sees them
 * @param heapBytes Java heap of the process that runs it, by the estimate
 * @param memoryBytes what to ask a scheduler for: that process, the one that watches it, and room for the page cache
 * @param cores processor cores that it can use
 * @param diskBytes what it adds to the disk at most while it runs
 * @param seconds expected wall time on two cores, roughly
 * @param inputs the raw files, pre and post, as they were when the plan was made
 */
public record PlannedRow(int index, TaskRequest request, long heapBytes, long memoryBytes, int cores, long diskBytes,
    long seconds, List<InputIdentity> inputs) {

  /** Copies the list. */
  public PlannedRow {
    inputs = List.copyOf(inputs);
  }

  /** The task's own folder in the shared output. */
  Path folder() {
    return new TaskFolder(request.outputDirectory(), request.task()).root();
  }
}
