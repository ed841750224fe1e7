package io.github.exo2micro.fiji.input;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.util.Optional;

/** Reads parameters that are written as text, {@code name=value}, one per line or separated by commas. */
public final class ParameterLines {

  private ParameterLines() {}

  /** The parameters that the text names, on top of the defaults; empty when it names none. */
  public static Optional<Parameters> given(String text) {
    return Inputs.names(text).isEmpty() ? Optional.empty() : Optional.of(apply(text, Parameters.defaults()));
  }

  /**
   * The given parameters but for those in the text.
   *
   * @throws RemediableException for a line that is no assignment, an unknown name, or a value that is not allowed
   */
  public static Parameters apply(String text, Parameters base) {
    Parameters result = base;
    for (String line : Inputs.names(text)) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new RemediableException("The other parameters cannot be read.", "'" + line + "'.",
            "write name=value, one per line, as in boundary_width=20.");
      }
      result = result.with(ParameterSpec.named(line.substring(0, equals)), line.substring(equals + 1).strip());
    }
    return result;
  }
}
