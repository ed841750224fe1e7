package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.WrittenImage;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a task's checkpoints come from: program, algorithms, parameters and files, as their sidecars tell.
 *
 * @param task sample and dye
 * @param parameters in force
 * @param inputs the raw files; empty where they are not known
 */
public record Provenance(TaskId task, Parameters parameters, Optional<TaskInputs> inputs) {

  /** Name and version of this program. */
  public static String software() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return "exo2micro for Fiji " + (version == null ? "(development)" : version);
  }

  /** The algorithm versions of the stages up to this one. */
  public static String algorithms(Stage stage) {
    return IntStream.rangeClosed(1, stage.number()).mapToObj(n -> String.valueOf(Stage.of(n).algorithm()))
        .collect(Collectors.joining("."));
  }

  /**
   * The sidecar of a written image.
   *
   * @param madeFrom the checkpoints that it was made from
   */
  public Sidecar sidecar(Checkpoint checkpoint, ImageSize size, SidecarContent content, List<InputIdentity> madeFrom,
      WrittenImage image) {
    List<Double> warp = content.warp().map(h -> IntStream.range(0, 9).mapToObj(i -> h.at(i / 3, i % 3)).toList())
        .orElse(List.of());
    return new Sidecar(Sidecar.SCHEMA, software(), algorithms(checkpoint.stage()), task.sample(), task.dye(),
        checkpoint.stage().number(), checkpoint.name(), parameters.asMap(),
        inputs.map(TaskInputs::raw).orElse(List.of()), madeFrom, warp, content.alignment(), content.scales(),
        content.facts(), content.seconds(), size.width(), size.height(), image.bytes(), image.modifiedMillis(),
        image.checksum());
  }
}
