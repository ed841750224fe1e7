package io.github.exo2micro.cli.command;

import io.github.exo2micro.Choice;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.cli.shell.Console;
import io.github.exo2micro.cli.shell.ParameterOptions;
import io.github.exo2micro.cli.shell.ProgramVersion;
import io.github.exo2micro.task.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have: a console, an engine, help, {@code --json} and {@code --debug}. */
@picocli.CommandLine.Command(mixinStandardHelpOptions = true, sortOptions = false, abbreviateSynopsis = true,
    versionProvider = ProgramVersion.class)
public abstract class Command implements Callable<Integer> {

  /** Everything that was asked for is done. */
  static final int DONE = picocli.CommandLine.ExitCode.OK;
  /** A task failed, or the check before it refused. */
  public static final int FAILED = 1;
  /** The words were not understood. */
  public static final int USAGE = picocli.CommandLine.ExitCode.USAGE;
  /** Ctrl-C. */
  public static final int ABORTED = BatchSummary.EXIT_ABORTED;

  /** What a command works with; the engine is made when first asked for. */
  public record Context(Console console, Supplier<Engine> engine) {}

  private final Context context;

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", order = 1000, description = "Print the result as JSON on stdout.")
  private boolean json;

  @Option(names = "--debug", order = 1001, description = "Show the stack trace of an error.")
  private boolean debug;

  Command(Context context) {
    this.context = context;
  }

  /** Every command, new. */
  public static List<Command> all(Context context) {
    return List.of(new DemoCommand(context), new BatchCommand(context), new RunCommand(context),
        new PreflightCommand(context), new SurveyCommand(context), new ParamsCommand(context),
        new MemoryCommand(context), new StatusCommand(context),
        new CompareCommand(context), new ZoomCommand(context), new ExportCommand(context),
        new TransformsCommand(context), new ApplyCommand(context), new ReportCommand(context),
        new PlanCommand(context), new TaskCommand(context), new CollectCommand(context));
  }

  /** The word that it is called by. */
  public final String name() {
    return getClass().getAnnotation(picocli.CommandLine.Command.class).name();
  }

  final Console console() {
    return context.console();
  }

  final Engine engine() {
    return context.engine().get();
  }

  final boolean json() {
    return json;
  }

  /** The pipeline's parameters as given, where the command is {@link Parameterised}. */
  final Parameters parameters() {
    return ParameterOptions.of(spec);
  }

  /** The parameters of the run that is meant, where any pipeline parameter was given; else the newest run is meant. */
  final Optional<Parameters> wantedRun() {
    Parameters parameters = parameters();
    return ParameterOptions.anyGiven(spec) ? Optional.of(parameters) : Optional.empty();
  }

  /** Lets a value that is not allowed be wrong usage, not a failed task. */
  final <T> T given(Supplier<T> value) {
    try {
      return value.get();
    } catch (RemediableException e) {
      throw wrong(e.getMessage());
    }
  }

  /** The constant that a word stands for; {@code thing} is what such constants are. */
  final <C extends Enum<C> & Choice> C choice(Class<C> choices, String thing, String word) {
    return Choice.named(choices, word).orElseThrow(() -> wrong("there is no " + thing + " '" + word + "': the " + thing
        + "s are " + String.join(", ", Choice.words(choices)) + "."));
  }

  final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
