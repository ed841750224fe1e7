package io.github.exo2micro.bench.timing;

/** Why a case cannot be tried here; no failure of the program. */
final class CannotRun extends Exception {
  private static final long serialVersionUID = 1;

  CannotRun(String reason) {
    super(reason);
  }
}
