package io.github.exo2micro.memory;

import java.nio.file.Path;
import java.util.List;

/**
 * What the pre-flight check looks at.
 *
 * @param tasks what would run
 * @param host the kind of process that runs the tasks
 * @param mode the mode's name, for remedies: serial, parallel, subprocess
 * @param workers how many tasks at once, at least 1
 * @param pad the padding in force, px
 * @param format the checkpoint format in force: tiff, fits, both
 * @param peakFactor {@link MemoryEstimate#PEAK_FACTOR_PER_TASK} or the user's own
 * @param machine where it would run
 * @param diskBytes free bytes on the output's disk
 * @param diskPath where that was measured: the nearest existing parent of the output directory
 * @param notes lines about tasks that could not be planned ("header cannot be read")
 */
public record PreflightRequest(List<PlannedTask> tasks, HostKind host, String mode, int workers, int pad,
    String format, double peakFactor, Machine machine, long diskBytes, Path diskPath, List<String> notes) {

  /** Copies the lists. */
  public PreflightRequest {
    tasks = List.copyOf(tasks);
    notes = List.copyOf(notes);
  }
}
