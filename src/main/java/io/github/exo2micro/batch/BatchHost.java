package io.github.exo2micro.batch;

import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.TaskRunner;
import java.util.List;

/**
 * What a batch runs on.
 *
 * @param runner runs a task in this process
 * @param launcher starts children
 * @param childKind what kind of process the launcher starts
 * @param source reads the headers of raw images
 * @param probe tells memory
 * @param program the Java command line of the command line program, for a scheduler's jobs: up to and with its class
 */
public record BatchHost(TaskRunner runner, ProcessLauncher launcher, HostKind childKind, ImageSource source,
    MemoryProbe probe, List<String> program) {

  /** Copies the list. */
  public BatchHost {
    program = List.copyOf(program);
  }
}
