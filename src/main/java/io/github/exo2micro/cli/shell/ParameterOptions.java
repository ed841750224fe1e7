package io.github.exo2micro.cli.shell;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The pipeline's parameters as options, made from {@link ParameterSpec}: the name with dashes. A yes-or-no parameter
 * may stand alone for true.
 */
public final class ParameterOptions {

  private static final String FILE = "--params-file";
  private static final Set<String> YES_OR_NO = Set.of("true", "false", "yes", "no", "on", "off", "1", "0");

  private ParameterOptions() {}

  /** The option of a parameter: {@code --boundary-width}. */
  public static String option(ParameterSpec spec) {
    return "--" + spec.parameter().replace('_', '-');
  }

  public static void addTo(CommandSpec command) {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder().heading("%nPipeline parameters:%n").validate(false)
        .exclusive(false).multiplicity("0..1");
    group.addArg(OptionSpec.builder(FILE).type(Path.class).paramLabel("<file>").description(
        "Take parameters from a JSON or properties file; options on the command line come on top.").build());
    for (ParameterSpec spec : ParameterSpec.values()) {
      OptionSpec.Builder option = OptionSpec.builder(option(spec)).type(String.class).arity("1").paramLabel(label(spec))
          .description(text(spec).replace("%", "%%"));
      if (spec.kind() == ParameterSpec.Kind.BOOLEAN) {
        option.preprocessor(new LoneMeansTrue());
      }
      group.addArg(option.build());
    }
    command.addArgGroup(group.build());
  }

  /** The default as people write it. */
  public static String defaultText(ParameterSpec spec) {
    return spec.kind() == ParameterSpec.Kind.BOOLEAN ? spec.defaultValue().orElseThrow().toString()
        : Parameters.defaults().asMap().get(spec.parameter());
  }

  private static String label(ParameterSpec spec) {
    return switch (spec.kind()) {
      case BOOLEAN -> "<true|false>";
      case INTEGER, OPTIONAL_INTEGER -> "<n>";
      case REAL, OPTIONAL_REAL -> "<x>";
      case CHOICE -> "<" + String.join("|", spec.choices()) + ">";
      case AUTO_REAL -> "<auto|x>";
    };
  }

  private static String text(ParameterSpec spec) {
    return spec.description() + " Default " + defaultText(spec)
        + (spec.unit().isEmpty() ? "" : " " + spec.unit()) + "; stage " + spec.stage() + ".";
  }

  /**
   * The parameters that a command line asks for.
   *
   * @throws ParameterException for an unknown name or a value that is not allowed, in a file too
   */
  public static Parameters of(CommandSpec command) {
    CommandLine.ParseResult parsed = command.commandLine().getParseResult();
    try {
      Map<String, String> values = new LinkedHashMap<>();
      if (parsed.hasMatchedOption(FILE)) {
        Path file = parsed.matchedOptionValue(FILE, null);
        values.putAll(ParameterFile.read(file));
      }
      Parameters parameters = Parameters.of(values);
      for (ParameterSpec spec : ParameterSpec.values()) {
        if (parsed.hasMatchedOption(option(spec))) {
          String value = parsed.matchedOptionValue(option(spec), "");
          parameters = parameters.with(spec, value);
        }
      }
      return parameters;
    } catch (RemediableException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether a command line names any parameter, or a file of them. */
  public static boolean anyGiven(CommandSpec command) {
    CommandLine.ParseResult parsed = command.commandLine().getParseResult();
    return parsed.hasMatchedOption(FILE)
        || Arrays.stream(ParameterSpec.values()).anyMatch(spec -> parsed.hasMatchedOption(option(spec)));
  }

  /** {@code --fine-ecc} alone means {@code --fine-ecc true}, whatever comes next. */
  private static final class LoneMeansTrue implements IParameterPreprocessor {
    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      if (!attached && (args.isEmpty() || !YES_OR_NO.contains(args.peek().toLowerCase(java.util.Locale.ROOT)))) {
        args.push("true");
      }
      return false;
    }
  }
}
