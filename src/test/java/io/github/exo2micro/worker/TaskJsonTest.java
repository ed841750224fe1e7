package io.github.exo2micro.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TaskJsonTest {

  @Test
  void aTaskComesBackAsItWent() {
    TaskRequest task = new TaskRequest(new TaskId("CD 070", "DAPI"), Path.of("raw/a b_pre_DAPI.tif"),
        Path.of("raw/ä_post_DAPI.tif"), Path.of("out"), Parameters.defaults().with(ParameterSpec.PAD, "105"),
        new RunOptions(CheckpointFormat.BOTH, true, true, false, new RunControl(OptionalInt.of(2), 3, true)), 3, true);
    assertEquals(task, TaskJson.task(TaskJson.of(task)));
  }

  @Test
  void everyEndOfAnAttemptComesBackAsItWent() {
    for (TaskAttempt end : List.of(new TaskAttempt.Failed("no such file"), new TaskAttempt.Failed("stale handle", true),
        new TaskAttempt.Died("killed", true), new TaskAttempt.Died("SIGSEGV", false), new TaskAttempt.TimedOut(60),
        new TaskAttempt.Cancelled())) {
      assertEquals(end, TaskJson.attempt(TaskJson.of(end)));
    }
  }

  @Test
  void whatIsNoEndOfAnAttemptIsRefused() {
    JsonObject strange = new JsonObject();
    strange.addProperty("event", "vanished");
    assertThrows(JsonParseException.class, () -> TaskJson.attempt(strange));
  }
}
