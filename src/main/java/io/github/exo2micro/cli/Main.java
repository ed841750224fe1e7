package io.github.exo2micro.cli;

/** The program's entry: {@code exo2micro <command> [options]}. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code, whatever threads libraries left behind. */
  public static void main(String[] args) {
    // The script sees whether stderr is a terminal; Java 17 cannot ask for one stream alone.
    boolean terminal = Boolean.getBoolean("exo2micro.terminal");
    int code = new CommandLineProgram(new Console(System.out, System.err, terminal)).run(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }
}
