package io.github.exo2micro.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.worker.TaskAttempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the end of an attempt means for the batch. */
class OutcomesTest {

  @Test
  void aResultTakesThePeakOfTheProcessThatRanIt() {
    TaskResult result = new TaskResult(new TaskId("S", "D"), "complete", List.of(), Optional.empty(), Optional.empty(),
        List.of(), Map.of(2, 1.5), -1, "SIFT", "TIFF", List.of("a warning"), List.of("a.tiff"), Optional.empty(),
        Optional.empty());
    TaskOutcome.Done done = assertInstanceOf(TaskOutcome.Done.class,
        Outcomes.of(new TaskAttempt.Completed(result), 700));
    assertEquals(700, done.result().peakBytes());
    assertEquals(List.of("a warning"), done.result().warnings());
    assertEquals(Map.of(2, 1.5), done.result().seconds());
  }

  @Test
  void everyOtherEndKeepsItsReason() {
    assertEquals(new TaskOutcome.Failed("no image"), Outcomes.of(new TaskAttempt.Failed("no image"), 1));
    assertEquals(new TaskOutcome.Crashed("killed"), Outcomes.of(new TaskAttempt.Died("killed", true), 1));
    assertEquals(new TaskOutcome.TimedOut(30), Outcomes.of(new TaskAttempt.TimedOut(30), 1));
    assertEquals(new TaskOutcome.Cancelled(true), Outcomes.of(new TaskAttempt.Cancelled(), 1));
  }
}
