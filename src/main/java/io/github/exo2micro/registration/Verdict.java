package io.github.exo2micro.registration;

/** Whether a step's alignment is taken, and why, with the figures. A rejection is a result, not an error. */
public sealed interface Verdict {

  /** One sentence for people. */
  String reason();

  /** Whether the alignment is taken. */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /** The alignment is taken. */
  record Accepted(String reason) implements Verdict {}

  /** The alignment is not taken: the earlier one stays. */
  record Rejected(String reason) implements Verdict {}
}
