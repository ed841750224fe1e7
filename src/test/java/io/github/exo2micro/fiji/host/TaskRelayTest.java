package io.github.exo2micro.fiji.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A child's task goes through the public command; what came of it comes out as if it had not. */
class TaskRelayTest {

  private static final TaskId TASK = new TaskId("CD070", "DAPI");
  private static final TaskRequest WANTED = request(Parameters.defaults());
  private static final TaskResult RESULT = new TaskResult(TASK, "complete", List.of(), Optional.empty(),
      Optional.empty(), List.of(), Map.of(), 5, "", "", List.of(), List.of(), Optional.empty(), Optional.empty());

  private final TaskRelay relay = new TaskRelay(WANTED, Progress.none(), (stage, reused) -> {});

  private static TaskRequest request(Parameters parameters) {
    return new TaskRequest(TASK, Path.of("pre.tif"), Path.of("post.tif"), Path.of("out"), parameters,
        RunOptions.DEFAULTS, 2, true);
  }

  @Test
  void theResultIsHandedBack() throws IOException {
    relay.run((request, progress, stages) -> {
      assertEquals(WANTED, request);
      return RESULT;
    }, WANTED);
    assertSame(RESULT, relay.result(Optional.empty()));
  }

  @Test
  void whatTheTaskThrewIsThrownAgainItself() {
    for (Exception thrown : List.of(new IOException("disk"), new CancellationException("stop"),
        new IllegalStateException("bug"))) {
      TaskRelay own = new TaskRelay(WANTED, Progress.none(), (stage, reused) -> {});
      own.run((request, progress, stages) -> {
        if (thrown instanceof IOException io) {
          throw io;
        }
        throw (RuntimeException) thrown;
      }, WANTED);
      assertSame(thrown, assertThrows(Exception.class, () -> own.result(Optional.of("also refused"))));
    }
  }

  @Test
  void aRequestThatTheCommandUnderstoodOtherwiseIsNotRun() {
    AtomicInteger runs = new AtomicInteger();
    relay.run((request, progress, stages) -> {
      runs.incrementAndGet();
      return RESULT;
    }, request(Parameters.defaults().with(ParameterSpec.PAD, 77)));
    IllegalStateException bug = assertThrows(IllegalStateException.class, () -> relay.result(Optional.empty()));
    assertTrue(bug.getMessage().startsWith("the command understood TaskRequest"), bug.getMessage());
    assertEquals(0, runs.get());
  }

  @Test
  void aCommandThatRefusedItsInputsSaysWhy() {
    assertEquals("the command did not run: Sample is empty",
        assertThrows(IllegalStateException.class, () -> relay.result(Optional.of("Sample is empty"))).getMessage());
    assertEquals("the command did not run",
        assertThrows(IllegalStateException.class, () -> relay.result(Optional.empty())).getMessage());
  }
}
