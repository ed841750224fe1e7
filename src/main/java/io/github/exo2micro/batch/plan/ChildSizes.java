package io.github.exo2micro.batch.plan;

import io.github.exo2micro.batch.plan.BatchPlanner.Needs;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.util.Map;
import java.util.stream.Stream;

/** How much heap and how many threads a child gets: from the pre-flight estimate, never from the parent's own. */
public final class ChildSizes {

  private final BatchOptions options;
  private final HostKind host;
  private final Map<TaskId, Needs> needs;
  private final int cores;

  /** @param needs of each task whose headers could be read; the others fail by themselves */
  public ChildSizes(BatchOptions options, HostKind host, Map<TaskId, Needs> needs, int cores) {
    this.options = options;
    this.host = host;
    this.needs = needs;
    this.cores = cores;
  }

  /** A child of a pool must be able to run any task; a fresh one its own. */
  public long heapBytes(TaskRequest task, boolean pool, int concurrent) {
    if (options.childHeap().isPresent() && options.childHeap().get().appliesTo(task.task())) {
      return options.childHeap().get().bytes();
    }
    // Of a task whose headers cannot be read nothing is known but that it will say so.
    Needs own = needs.getOrDefault(task.task(), new Needs(new ImageSize(1, 1), 0));
    return (pool && !needs.isEmpty() ? needs.values().stream() : Stream.of(own))
        .mapToLong(
            n -> MemoryEstimate
                .of(n.padded(), host, options.peakFactor(), threads(task, concurrent), task.options().compressed())
                .plus(n.decodingBytes()).heapBytes())
        .max().getAsLong();
  }

  /** A heap that was too small is doubled, unless the user has set it. */
  public long heapForRetry(TaskRequest task, long before, boolean outOfMemory) {
    boolean given = options.childHeap().isPresent() && options.childHeap().get().appliesTo(task.task());
    return outOfMemory && !given ? 2 * before : before;
  }

  /** Threads of one task when {@code concurrent} of them share the processor. */
  public int threads(TaskRequest task, int concurrent) {
    return threads(task, concurrent, cores);
  }

  public static int threads(TaskRequest task, int concurrent, int cores) {
    return Math.max(1, Math.min(task.threads(), cores / concurrent));
  }

  /** The task with no more threads than its share. */
  public TaskRequest limited(TaskRequest t, int concurrent) {
    return t.withThreads(threads(t, concurrent));
  }
}
