package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.worker.Children;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.TaskEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task of a plan in a real child process. */
class RowRunTest {

  @TempDir
  Path folder;

  private static final RowRun.Options PLAIN = new RowRun.Options(Optional.empty(), OptionalLong.empty(),
      OptionalInt.empty(), Map.of());

  /** Hears nothing but the first sign of life. */
  private static final class Heard implements TaskEvents {
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void stage(Stage stage, boolean reused) {
      begun.countDown();
    }

    @Override
    public void progress(double fraction) {
      begun.countDown();
    }

    @Override
    public void line(String text) {}
  }

  private RowRun run(TaskPlan plan, RowRun.Options options) {
    return new RowRun(plan, 0, options, Children.launcher("serve", folder), new OshiProbe());
  }

  private RecordedResult ran(String dye, RowRun.Options options) throws Exception {
    TaskPlan plan = Rows.plan(folder, dye);
    RecordedResult result = run(plan, options).run(new Heard());
    assertEquals(result, RecordedResult.of(plan, plan.row(0)).orElseThrow(), "what was returned stands in the file");
    assertFalse(Files.exists(plan.row(0).folder().resolve(TaskLock.FILE_NAME)));
    return result;
  }

  @Test
  void aTaskThatIsDoneLeavesItsResultAndExitsWithZero() throws Exception {
    RecordedResult result = ran("ok", PLAIN);
    assertInstanceOf(TaskAttempt.Completed.class, result.attempt());
    assertEquals(0, ExitCode.of(result.attempt()).code());
  }

  @Test
  void everyEndHasItsExitCode() throws Exception {
    assertEquals(1, ExitCode.of(ran("mendable", PLAIN).attempt()).code());
    assertEquals(137, ExitCode.of(ran("kill9", PLAIN).attempt()).code());
    assertEquals(137, ExitCode.of(ran("heap", PLAIN).attempt()).code());
    assertEquals(75, ExitCode.of(ran("exit5", PLAIN).attempt()).code());
    assertEquals(75, ExitCode.of(new TaskAttempt.Failed("stale file handle", true)).code());
    assertEquals(143, ExitCode.of(new TaskAttempt.Cancelled()).code());
  }

  @Test
  void aLimitBelowWhatJavaItselfTakesIsLackOfMemory() throws Exception {
    RecordedResult result = ran("ok", new RowRun.Options(Optional.empty(), OptionalLong.empty(), OptionalInt.empty(),
        Map.of("SLURM_MEM_PER_NODE", "200")));
    assertEquals(137, ExitCode.of(result.attempt()).code());
  }

  @Test
  void theHeapLiesBelowTheLimit() throws Exception {
    RecordedResult result = ran("ok", new RowRun.Options(Optional.empty(), OptionalLong.of(300_000_000L),
        OptionalInt.empty(), Map.of()));
    assertEquals(300_000_000L - 120_000_000L - RowRun.WATCHER_BYTES, result.heapBytes());
    assertInstanceOf(TaskAttempt.Completed.class, result.attempt());
  }

  @Test
  void aTaskThatHangsIsEndedAfterItsTime() throws Exception {
    RecordedResult result = ran("hang", new RowRun.Options(Optional.empty(), OptionalLong.empty(), OptionalInt.of(1),
        Map.of()));
    assertEquals(new TaskAttempt.TimedOut(1), result.attempt());
  }

  @Test
  void aTaskThatIsStoppedSaysSo() throws Exception {
    TaskPlan plan = Rows.plan(folder, "hang");
    RowRun run = run(plan, PLAIN);
    Heard heard = new Heard();
    CompletableFuture<RecordedResult> result = CompletableFuture.supplyAsync(() -> {
      try {
        return run.run(heard);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    assertTrue(heard.begun.await(60, TimeUnit.SECONDS));
    run.stop();
    assertEquals(new TaskAttempt.Cancelled(), result.get(60, TimeUnit.SECONDS).attempt());
  }

  @Test
  void aRawFileThatChangedSinceThePlanFailsTheTask() throws Exception {
    TaskPlan plan = Rows.plan(folder, "ok");
    Files.writeString(plan.row(0).request().post(), "rewritten since");
    TaskAttempt.Failed failed = assertInstanceOf(TaskAttempt.Failed.class, run(plan, PLAIN).run(new Heard()).attempt());
    assertFalse(failed.passing());
    assertTrue(failed.message().contains("make the plan again"), failed.message());
  }

  @Test
  void aRawFileThatThisNodeDoesNotSeeIsAPassingFault() throws Exception {
    TaskPlan plan = Rows.plan(folder, "ok");
    Files.delete(plan.row(0).request().post());
    assertEquals(75, ExitCode.of(run(plan, PLAIN).run(new Heard()).attempt()).code());
  }

  @Test
  void aScratchFolderWithoutRoomIsAPassingFault() throws Exception {
    TaskPlan small = Rows.plan(folder, "ok");
    PlannedRow row = small.row(0);
    TaskPlan plan = new TaskPlan(small.software(), small.rawDirectory(), small.outputDirectory(), java.util.List.of(
        new PlannedRow(0, row.request(), row.heapBytes(), row.memoryBytes(), 1, Long.MAX_VALUE / 2, 1, row.inputs())),
        small.skipped(), small.notes());
    TaskAttempt.Failed failed = assertInstanceOf(TaskAttempt.Failed.class, run(plan, new RowRun.Options(
        Optional.of(folder.resolve("local")), OptionalLong.empty(), OptionalInt.empty(), Map.of())).run(new Heard())
        .attempt());
    assertTrue(failed.passing());
    assertTrue(failed.message().contains("free"), failed.message());
    assertEquals(0, Files.list(folder.resolve("local")).count(), "nothing may stay on the node");
  }

  @Test
  void aTaskThatAnotherProcessHoldsIsLeftAlone() throws Exception {
    TaskPlan plan = Rows.plan(folder, "ok");
    try (TaskLock other = TaskLock.acquire(plan.row(0).folder(), "9_9")) {
      assertThrows(PassingFaultException.class, () -> run(plan, PLAIN).run(new Heard()));
    }
    assertInstanceOf(RecordedResult.Reading.Missing.class, RecordedResult.of(plan.row(0)));
  }
}
