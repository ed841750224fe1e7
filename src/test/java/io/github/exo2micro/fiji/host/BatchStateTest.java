package io.github.exo2micro.fiji.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.fiji.host.TaskTile.Condition;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the monitor window sees of a batch. */
class BatchStateTest {

  private static final TaskId DAPI = new TaskId("CD070", "DAPI");
  private static final TaskId SYBR = new TaskId("CD070", "SybrGld");

  private final BatchState state = new BatchState();

  private TaskTile tile(TaskId task) {
    return state.snapshot().tiles().stream().filter(t -> t.task().equals(task)).findFirst().orElseThrow();
  }

  private static TaskReport report(TaskId task, TaskOutcome outcome) {
    return new TaskReport(task, outcome, 3, -1, 1, List.of());
  }

  @Test
  void tasksStandInTheOrderInWhichTheyWereQueued() {
    state.queued(SYBR);
    state.queued(DAPI);
    state.started(DAPI, 1, "worker 1");
    assertEquals(List.of(SYBR, DAPI), state.snapshot().tiles().stream().map(TaskTile::task).toList());
    assertEquals(new TaskTile(SYBR, Condition.WAITING, "waiting", 0), tile(SYBR));
  }

  @Test
  void aTileFollowsItsTaskFromStartToEnd() {
    state.queued(DAPI);
    state.started(DAPI, 1, "worker 2");
    assertEquals(new TaskTile(DAPI, Condition.RUNNING, "starting in worker 2", 0), tile(DAPI));
    state.progress(DAPI, 0.25);
    state.stage(DAPI, Stage.INTERIOR_ALIGNED, true);
    assertEquals(new TaskTile(DAPI, Condition.RUNNING, "3 fine alignment, reused", 0.25), tile(DAPI));
    state.finished(report(DAPI, new TaskOutcome.Failed("no tissue")));
    assertEquals(new TaskTile(DAPI, Condition.FAILED, "error: no tissue", 1), tile(DAPI));
  }

  @Test
  void aSecondAttemptIsNamedAndBeginsAtNothing() {
    state.queued(DAPI);
    state.started(DAPI, 1, "worker 1");
    state.progress(DAPI, 0.8);
    state.started(DAPI, 2, "worker 1");
    assertEquals(new TaskTile(DAPI, Condition.RUNNING, "starting in worker 1, attempt 2", 0), tile(DAPI));
  }

  @Test
  void everyOutcomeHasItsCondition() {
    Map<TaskOutcome, Condition> conditions = Map.of(new TaskOutcome.Skipped("no pre"), Condition.SKIPPED,
        new TaskOutcome.Cancelled(true), Condition.CANCELLED, new TaskOutcome.Crashed("killed"), Condition.FAILED,
        new TaskOutcome.TimedOut(5), Condition.FAILED);
    conditions.forEach((outcome, condition) -> {
      state.finished(report(DAPI, outcome));
      assertEquals(condition, tile(DAPI).condition(), outcome.status());
      assertEquals(outcome.status(), tile(DAPI).text());
    });
  }

  @Test
  void whatIsToldOfATaskThatNobodyQueuedMakesNoTile() {
    state.progress(DAPI, 0.5);
    state.stage(DAPI, Stage.PADDED, false);
    assertEquals(List.of(), state.snapshot().tiles());
  }

  @Test
  void theLogIsBoundedAndCountsWhatFellOut() {
    for (int i = 0; i < 700; i++) {
      state.log(Optional.empty(), "line " + i);
    }
    BatchState.Snapshot seen = state.snapshot();
    assertEquals(700, seen.linesEver());
    assertEquals("line 699", seen.log().get(seen.log().size() - 1));
    assertEquals(500, seen.log().size());
    assertEquals("line 200", seen.log().get(0));
  }

  @Test
  void eachLineOfAMessageNamesItsTask() {
    state.log(Optional.of(DAPI), "first\nsecond");
    assertEquals(List.of("[CD070/DAPI] first", "[CD070/DAPI] second"), state.snapshot().log());
    assertEquals(2, state.snapshot().linesEver());
  }

  private String memory(OptionalLong own, Map<Long, Long> children) {
    state.memory(new MemorySample(1, own, 0, 0, 0, 3_000_000_000L, children, ""));
    return state.snapshot().memory();
  }

  @Test
  void memoryIsThatOfFijiAndItsWorkersTogether() {
    assertTrue(memory(OptionalLong.of(1_000_000_000L), Map.of(7L, 500_000_000L))
        .matches("1\\.5 GB used by Fiji and 1 worker, 3(\\.0)? GB free"), state.snapshot().memory());
    assertTrue(memory(OptionalLong.of(1_000_000_000L), Map.of(7L, 1L, 8L, 1L)).contains("and 2 workers"));
    assertFalse(memory(OptionalLong.of(1_000_000_000L), Map.of()).contains("worker"));
  }

  @Test
  void memoryThatThePlatformDoesNotTellIsNotShownAsNone() {
    assertTrue(memory(OptionalLong.empty(), Map.of()).matches("3(\\.0)? GB free"), state.snapshot().memory());
  }

  @Test
  void aSnapshotStaysAsItWas() {
    state.queued(DAPI);
    BatchState.Snapshot before = state.snapshot();
    state.finished(report(DAPI, new TaskOutcome.Skipped("there")));
    state.log(Optional.empty(), "more");
    state.overall(new BatchProgress(1, 1, 1, 2, OptionalDouble.empty()));
    state.end();
    assertEquals(Condition.WAITING, before.tiles().get(0).condition());
    assertEquals(List.of(), before.log());
    assertTrue(before.progress().isEmpty());
    assertFalse(before.ended());
    assertTrue(state.snapshot().ended());
    assertEquals(1, state.snapshot().progress().orElseThrow().finished());
  }
}
