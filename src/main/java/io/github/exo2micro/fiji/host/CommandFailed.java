package io.github.exo2micro.fiji.host;

/**
 * What a program that calls a command without a display gets from {@code CommandService.run(...).get()}, as the cause,
 * when the command fails: the message says what happened, the evidence and what to do. It carries no stack trace, since
 * it reports no bug.
 */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailed(Ending ending) {
    super(ending.message(), null, false, false);
    exitCode = ending.code();
  }

  /** What the command line's exit code would be: 1 failed or refused, 2 an input makes no sense, 130 aborted. */
  public int exitCode() {
    return exitCode;
  }
}
