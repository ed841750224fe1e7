package io.github.exo2micro.cli;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.UnreadableName;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.cli.command.Command;
import io.github.exo2micro.cli.command.Parameterised;
import io.github.exo2micro.cli.shell.Console;
import io.github.exo2micro.cli.shell.ParameterOptions;
import io.github.exo2micro.io.FileTrouble;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The whole command line as a function. Exit codes: 0 done, 1 a task failed or was refused, or a status found something
 * damaged or missing, 2 wrong usage, 130 aborted.
 *
 * <p>An error is told by its message alone; a stack trace appears for a bug, and with {@code --debug}. With {@code
 * --json} stdout holds one JSON object whatever happens: the result, or one with an {@code error}.
 */
final class CommandLineProgram {

  private static final String JSON = "--json";

  private final Console console;
  private final Supplier<Engine> engine;

  /** @param engine made when a command needs it, so that help is quick */
  CommandLineProgram(Console console, Supplier<Engine> engine) {
    this.console = console;
    this.engine = engine;
  }

  /** Runs a command without a terminal: results to {@code out}, the rest to {@code err}. */
  public static int run(Supplier<Engine> engine, PrintStream out, PrintStream err, String... args) {
    return new CommandLineProgram(new Console(out, err, false), engine).run(args);
  }

  int run(String... args) {
    CommandLine line = commandLine(needed(args));
    if (args.length == 0) {
      line.usage(console.err());
      return Command.USAGE;
    }
    return line.execute(args);
  }

  /** The parser with all commands; every command that runs the pipeline has the pipeline's parameters as options. */
  CommandLine commandLine() {
    return commandLine(all());
  }

  private List<Command> all() {
    return Command.all(new Command.Context(console, engine));
  }

  /** The command that the first word names, since describing all of them takes a fifth of a second; else all. */
  private List<Command> needed(String... args) {
    List<Command> named = all().stream().filter(command -> args.length > 0 && command.name().equals(args[0])).toList();
    return named.isEmpty() ? all() : named;
  }

  private CommandLine commandLine(List<Command> commands) {
    CommandLine line = new CommandLine(new Exo2Micro());
    for (Command command : commands) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(command);
      if (command instanceof Parameterised) {
        ParameterOptions.addTo(spec);
      }
      line.addSubcommand(spec.name(), new CommandLine(spec));
    }
    Words.readBy(line);
    line.setOut(new PrintWriter(console.out(), true));
    line.setErr(new PrintWriter(console.err(), true));
    line.setUsageHelpWidth(110);
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> failure(e, parsed));
    return line;
  }

  private int wrongUsage(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    console.err().println("exo2micro: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, console.err());
    console.err().println("Try '" + command + " --help'.");
    if (Arrays.asList(args).contains(JSON)) {
      console.jsonError(e.getMessage(), e, Command.USAGE);
    }
    return Command.USAGE;
  }

  private int failure(Exception e, CommandLine.ParseResult parsed) {
    boolean aborted = e instanceof CancellationException;
    boolean known = aborted || e instanceof RemediableException || e instanceof InvalidPathException
        || e instanceof IOException;
    String message = aborted ? "aborted. What is finished is kept; the same command picks up where it left off."
        : known ? remediable(e).getMessage() : "this is a bug, please report it with the lines below.";
    console.err().println("exo2micro: " + message);
    if (!known || given(parsed, "--debug")) {
      e.printStackTrace(console.err());
    }
    int code = aborted ? Command.ABORTED : Command.FAILED;
    if (given(parsed, JSON)) {
      console.jsonError(known ? message : "a bug: " + e, aborted || !known ? e : remediable(e), code);
    }
    return code;
  }

  private static RemediableException remediable(Exception e) {
    return e instanceof RemediableException known ? known
        : e instanceof InvalidPathException invalid ? UnreadableName.of(invalid) : FileTrouble.of((IOException) e);
  }

  private static boolean given(CommandLine.ParseResult parsed, String option) {
    CommandLine.ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return deepest.originalArgs().contains(option);
  }
}
