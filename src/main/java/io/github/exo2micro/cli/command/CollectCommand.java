package io.github.exo2micro.cli.command;

import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.cluster.TaskPlan;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Makes the summary and the report of a plan. */
@picocli.CommandLine.Command(name = "collect", description = {
    "Make summary and report of a plan's tasks from their result files; says which are missing, and why.",
    "Exit codes: 0 all are done, 1 some failed or are missing."})
final class CollectCommand extends Command {

  @Option(names = "--plan", paramLabel = "<file>", description = "What 'plan --out' wrote.")
  private Path plan;

  CollectCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (plan == null) {
      throw wrong("--plan is needed: whose tasks?");
    }
    BatchSummary summary = engine().collect(TaskPlan.read(plan.toAbsolutePath()));
    new BatchRun(console(), json()).show(summary);
    return summary.exitCode();
  }
}
