package io.github.exo2micro.cli.command;

import io.github.exo2micro.cli.shell.ParameterOptions;
import io.github.exo2micro.task.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the parameter table. */
@picocli.CommandLine.Command(name = "params",
    description = "Show the pipeline's parameters: defaults, ranges, meaning.")
final class ParamsCommand extends Command {

  ParamsCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() {
    if (json()) {
      console().json(Map.of("parameters", rows()));
    } else {
      console().out().print(table());
    }
    return DONE;
  }

  private static List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ParameterSpec spec : ParameterSpec.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", spec.parameter());
      row.put("option", ParameterOptions.option(spec));
      row.put("abbreviation", spec.abbreviation());
      row.put("kind", spec.kind().name().toLowerCase(Locale.ROOT));
      row.put("default", spec.defaultValue().orElse("none"));
      row.put("minimum", spec.minimum());
      row.put("maximum", spec.maximum());
      row.put("unit", spec.unit());
      row.put("stage", spec.stage());
      row.put("description", spec.description());
      rows.add(row);
    }
    return rows;
  }

  private static String table() {
    StringBuilder text = new StringBuilder();
    String format = "%-26s %-6s %-5s %-8s %s%n";
    text.append(String.format(Locale.ROOT, format, "name", "abbrev", "stage", "default", "meaning"));
    text.append("-".repeat(110)).append(System.lineSeparator());
    for (ParameterSpec spec : ParameterSpec.values()) {
      text.append(String.format(Locale.ROOT, format, spec.parameter(), spec.abbreviation(), spec.stage(),
          ParameterOptions.defaultText(spec), spec.description()));
      text.append(String.format(Locale.ROOT, format, "", "", "", "", "(" + spec.range() + ")"));
    }
    return text.toString();
  }
}
