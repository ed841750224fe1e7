package io.github.exo2micro.task;

import io.github.exo2micro.RemediableException;
import java.util.OptionalInt;

/**
 * Which stages run again.
 *
 * @param fromStage the first stage to run again, 1 to 4; empty = resume: reuse all that is intact
 * @param toStage the last stage to run, 1 to 4
 * @param force make everything again
 */
public record RunControl(OptionalInt fromStage, int toStage, boolean force) {

  /** @throws RemediableException when a stage is not 1 to 4 or from is after to */
  public RunControl {
    if (toStage < 1 || toStage > 4 || fromStage.isPresent() && (fromStage.getAsInt() < 1
        || fromStage.getAsInt() > toStage)) {
      throw new RemediableException("These stages cannot be run.",
          "from stage " + (fromStage.isPresent() ? fromStage.getAsInt() : "(resume)") + " to stage " + toStage + ".",
          "give stages from 1 to 4, from not after to.");
    }
  }

  /** Resume, to the end. */
  public static RunControl resume() {
    return new RunControl(OptionalInt.empty(), 4, false);
  }
}
