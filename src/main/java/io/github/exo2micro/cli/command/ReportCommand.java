package io.github.exo2micro.cli.command;

import io.github.exo2micro.report.BatchReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Makes the report again. */
@picocli.CommandLine.Command(name = "report",
    description = "Make report.html again from what is in the output directory.")
final class ReportCommand extends Command {

  @Option(names = "--output-dir", paramLabel = "<dir>", defaultValue = "processed",
      description = "Where the results of a batch are. Default: ${DEFAULT-VALUE}.")
  private Path outputDirectory;

  ReportCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Path page = BatchReport.read(outputDirectory).writeTo(outputDirectory).toAbsolutePath().normalize();
    if (json()) {
      console().json(Map.of("report", page.toString()));
    } else {
      console().out().println("Report: " + page);
    }
    return DONE;
  }
}
