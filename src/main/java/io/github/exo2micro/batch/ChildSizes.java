package io.github.exo2micro.batch;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.pipeline.TaskId;
import io.github.exo2micro.pipeline.TaskRequest;
import java.util.Comparator;
import java.util.Map;

/** How much heap and how many threads a child gets: from the pre-flight estimate, never from the parent's own. */
final class ChildSizes {

  private final BatchOptions options;
  private final HostKind host;
  private final Map<TaskId, ImageSize> padded;
  private final int cores;

  /** @param padded size of each task whose headers could be read; the others fail by themselves */
  ChildSizes(BatchOptions options, HostKind host, Map<TaskId, ImageSize> padded, int cores) {
    this.options = options;
    this.host = host;
    this.padded = padded;
    this.cores = cores;
  }

  /** A child of a pool must be able to run any task; a fresh one its own. */
  long heapBytes(TaskRequest task, boolean pool, int concurrent) {
    if (options.childHeap().isPresent() && options.childHeap().get().appliesTo(task.task())) {
      return options.childHeap().get().bytes();
    }
    // Of a task whose headers cannot be read nothing is known but that it will say so.
    ImageSize own = padded.getOrDefault(task.task(), new ImageSize(1, 1));
    ImageSize size = pool ? padded.values().stream().max(Comparator.comparingLong(ImageSize::area)).orElse(own) : own;
    return MemoryEstimate.of(size, host, options.peakFactor(), threads(task, concurrent), task.compressed())
        .heapBytes();
  }

  /** A heap that was too small is doubled, unless the user has set it. */
  long heapForRetry(TaskRequest task, long before, boolean outOfMemory) {
    boolean given = options.childHeap().isPresent() && options.childHeap().get().appliesTo(task.task());
    return outOfMemory && !given ? 2 * before : before;
  }

  /** Threads of one task when {@code concurrent} of them share the processor. */
  int threads(TaskRequest task, int concurrent) {
    return threads(task, concurrent, cores);
  }

  static int threads(TaskRequest task, int concurrent, int cores) {
    return Math.max(1, Math.min(task.threads(), cores / concurrent));
  }

  /** The task with no more threads than its share. */
  TaskRequest limited(TaskRequest t, int concurrent) {
    return new TaskRequest(t.task(), t.pre(), t.post(), t.outputDirectory(), t.parameters(), t.format(),
        t.compressed(), t.dropIntermediates(), t.pictures(), t.control(), threads(t, concurrent), t.smallFootprint());
  }
}
