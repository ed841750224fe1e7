package io.github.exo2micro.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have: a console, help, {@code --json} and {@code --debug}. */
@picocli.CommandLine.Command(mixinStandardHelpOptions = true, sortOptions = false, versionProvider = ProgramVersion.class)
abstract class Command implements Callable<Integer> {

  private final Console console;

  @Option(names = "--json", order = 1000, description = "Print the result as JSON on stdout.")
  private boolean json;

  @Option(names = "--debug", order = 1001, description = "Show the stack trace of an error.")
  private boolean debug;

  Command(Console console) {
    this.console = console;
  }

  final Console console() {
    return console;
  }

  final boolean json() {
    return json;
  }

  /** Every command, new. */
  static List<Command> all(Console console) {
    return List.of(new ParamsCommand(console));
  }
}
