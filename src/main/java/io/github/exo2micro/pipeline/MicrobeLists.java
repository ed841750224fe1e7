package io.github.exo2micro.pipeline;

import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;

/** The lists of microbes of one task and one set of parameters: where they are, and whether they fit what is there. */
public final class MicrobeLists {

  private final CheckpointStore store;
  private final Parameters parameters;

  /** @param store the task's checkpoints, with those parameters */
  public MicrobeLists(CheckpointStore store, Parameters parameters) {
    this.store = store;
    this.parameters = parameters;
  }

  /** Whether a complete run has them. */
  public static boolean areWanted(TaskRequest request) {
    return request.options().control().toStage() == Stage.DIFFERENCE.number()
        && request.parameters().flag(ParameterSpec.DETECT);
  }

  /** Whether they are there, whole by their lengths, and made from the checkpoints that are there now. */
  public boolean areCurrent() throws IOException {
    return MicrobeStage.judge(store, parameters, false).record().isPresent();
  }
}
