package io.github.exo2micro.fiji.input;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import java.util.List;
import java.util.OptionalInt;

/** Reads the fields that several run dialogs share. */
public final class RunFields {

  /** The choice that takes over whatever is there. */
  public static final String RESUME = "resume";

  private static final List<String> STAGES = List.of("1", "2", "3", "4");

  private RunFields() {}

  /** @throws RemediableException when it is no format */
  public static CheckpointFormat format(String word) {
    return Inputs.choice(word, "checkpoint_format", CheckpointFormat.class);
  }

  /** @throws RemediableException when the stages make no sense */
  public static RunControl control(String fromStage, String toStage, String force) {
    String from = Inputs.choice(fromStage, "from_stage", List.of(RESUME, "1", "2", "3", "4"));
    int to = Integer.parseInt(Inputs.choice(toStage, "to_stage", STAGES));
    return new RunControl(from.equals(RESUME) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(from)), to,
        Inputs.flag(force, "force"));
  }

  /**
   * Sets a parameter from a field: text, or yes or no.
   *
   * @throws RemediableException when the value is not allowed
   */
  public static Parameters with(Parameters parameters, ParameterSpec spec, Object value) {
    return parameters.with(spec, value == null ? "" : value.toString());
  }
}
