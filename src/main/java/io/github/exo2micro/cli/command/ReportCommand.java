package io.github.exo2micro.cli.command;

import io.github.exo2micro.cli.option.ResultsFolder;
import io.github.exo2micro.report.BatchReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Makes the report again. */
@picocli.CommandLine.Command(name = "report",
    description = "Make report.html again from what is in the output directory.")
final class ReportCommand extends Command {

  @Mixin
  private ResultsFolder results;

  ReportCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Path page = BatchReport.read(results.path()).writeTo(results.path()).toAbsolutePath().normalize();
    if (json()) {
      console().json(Map.of("report", page.toString()));
    } else {
      console().out().println("Report: " + page);
    }
    return DONE;
  }
}
