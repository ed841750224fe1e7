package io.github.exo2micro.batch.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.plan.BatchPlanner.Needs;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildSizesTest {

  private static final TaskId SMALL = new TaskId("small", "D");
  private static final TaskId LARGE = new TaskId("large", "D");

  private static TaskRequest task(TaskId id, int threads) {
    Path path = Path.of("x");
    return new TaskRequest(id, path, path, path, Parameters.defaults(), RunOptions.DEFAULTS, threads, false);
  }

  private static ChildSizes sizes(Optional<ChildHeap> heap) {
    return new ChildSizes(BatchOptions.defaults().withChildHeap(heap), HostKind.WORKER, Map.of(SMALL,
        new Needs(new ImageSize(3000, 2400), 0), LARGE, new Needs(new ImageSize(34_000, 29_000), 50 << 20)), 8);
  }

  @Test
  void aChildOfAPoolCanRunAnyTaskAndAFreshOneItsOwn() {
    ChildSizes sizes = sizes(Optional.empty());
    long own = sizes.heapBytes(task(SMALL, 2), false, 1);
    long large = sizes.heapBytes(task(LARGE, 2), false, 1);
    assertTrue(own < large, own + " < " + large);
    assertEquals(large, sizes.heapBytes(task(SMALL, 2), true, 1));
  }

  @Test
  void aTaskWhoseHeadersCannotBeReadGetsEnoughToSaySo() {
    long unknown = sizes(Optional.empty()).heapBytes(task(new TaskId("?", "D"), 2), false, 1);
    assertTrue(unknown > 16 << 20, "" + unknown);
  }

  @Test
  void theUsersOwnHeapGoesFirstAndIsNotDoubled() {
    ChildSizes all = sizes(Optional.of(new ChildHeap(77 << 20, Optional.empty())));
    assertEquals(77 << 20, all.heapBytes(task(LARGE, 2), true, 4));
    assertEquals(77 << 20, all.heapForRetry(task(LARGE, 2), 77 << 20, true));
    ChildSizes one = sizes(Optional.of(new ChildHeap(77 << 20, Optional.of(SMALL))));
    assertTrue(one.heapBytes(task(LARGE, 2), false, 1) != 77 << 20);
    assertEquals(2000, one.heapForRetry(task(LARGE, 2), 1000, true));
    assertEquals(1000, one.heapForRetry(task(LARGE, 2), 1000, false), "more heap mends no other death");
  }

  @Test
  void threadsAreSharedByTheTasksThatRunAtOnce() {
    ChildSizes sizes = sizes(Optional.empty());
    assertEquals(6, sizes.threads(task(SMALL, 6), 1));
    assertEquals(2, sizes.threads(task(SMALL, 6), 4));
    assertEquals(1, sizes.threads(task(SMALL, 6), 20), "every task has one");
    assertEquals(2, sizes.limited(task(SMALL, 6), 4).threads());
  }
}
