package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointStatus;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.MicrobeFiles;
import io.github.exo2micro.checkpoint.MicrobeRecord;
import io.github.exo2micro.checkpoint.StagePicture;
import io.github.exo2micro.checkpoint.StatusLine;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of a task's checkpoints and pictures are there for its parameters.
 *
 * @param task sample and dye
 * @param lines one per file that a complete run has
 * @param problem why they cannot be listed: the raw files, or the folder, cannot be read
 */
public record TaskStatus(TaskId task, List<StatusLine> lines, Optional<String> problem) {

  /** Copies the list. */
  public TaskStatus {
    lines = List.copyOf(lines);
  }

  /** Whether nothing is missing or damaged. What was dropped on purpose, or is only out of date, counts as nothing. */
  public boolean isWhole() {
    return problem.isEmpty() && lines.stream().allMatch(l -> l.state() != StatusLine.State.MISSING
        && l.state() != StatusLine.State.DAMAGED);
  }

  /**
   * Looks at every file that a complete run of this task has. Changes nothing.
   *
   * @param source reads the raw headers, which say how large the checkpoints are
   * @param verify compare the checksum of all pixels, which reads every checkpoint; without, only headers, lengths and
   *     times are looked at
   * @throws io.github.exo2micro.RemediableException when the raw files cannot be read
   */
  public static TaskStatus of(TaskRequest request, ImageSource source, boolean verify, Progress progress)
      throws IOException {
    ImageSize padded = source.header(request.pre(), request.parameters().imageChoice()).size()
        .union(source.header(request.post(), request.parameters().imageChoice()).size())
        .padded(request.parameters().integer(ParameterSpec.PAD));
    CheckpointStore store = CheckpointStore.of(request, padded);
    List<StatusLine> lines = new ArrayList<>(
        CheckpointStatus.of(store, request.parameters(),
            request.options().pictures() ? pictures(store, request.parameters()) : List.of(), verify, progress));
    if (request.parameters().flag(ParameterSpec.DETECT)) {
      lines.add(microbes(store, request.parameters(), verify));
    }
    return new TaskStatus(request.task(), lines, Optional.empty());
  }

  private static StatusLine microbes(CheckpointStore store, Parameters parameters, boolean verify) throws IOException {
    MicrobeRecord.Judged judged = MicrobeStage.judge(store, parameters, verify);
    return new StatusLine(StatusLine.Kind.LIST, "microbes", MicrobeFiles.table(store.folder(), parameters),
        judged.state(),
        judged.record().map(r -> r.summary().count() + " found, " + r.summary().chance() + " by chance")
            .orElse(judged.reason()));
  }

  private static List<String> pictures(CheckpointStore store, Parameters parameters) throws IOException {
    return names(StagePicture.owed(store), parameters);
  }

  /** The names of the pictures that a complete run with these parameters has whatever it finds. */
  static List<String> pictures(Parameters parameters) {
    return names(StagePicture.all(parameters), parameters);
  }

  private static List<String> names(List<StagePicture> pictures, Parameters parameters) {
    List<String> names = new ArrayList<>(pictures.stream().map(StagePicture::name).toList());
    if (parameters.flag(ParameterSpec.DETECT)) {
      names.addAll(MicrobeFiles.PICTURES);
    }
    return names;
  }
}
