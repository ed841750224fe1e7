package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.Where;
import io.github.exo2micro.cluster.TaskPlan;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans tasks for schedulers. */
@picocli.CommandLine.Command(name = "plan", description = {
    "Plan tasks for a scheduler: a row per pair with the memory, cores, disk and time that it needs, from the "
        + "headers alone.",
    "'task' runs one row, 'collect' makes summary and report of all."})
final class PlanCommand extends Command implements Parameterised {

  @Mixin
  private Where where;
  @Mixin
  private How how;

  @Option(names = "--out", paramLabel = "<file>",
      description = "Write the plan to this file, as JSON, which 'task' and 'collect' "
          + "read; on stdout comes the table.")
  private Path out;

  @Option(names = "--tsv", description = "Print the rows as a table with tabs; the default.")
  private boolean tsv;

  PlanCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (tsv && json()) {
      throw wrong("--tsv and --json exclude each other; --out FILE writes the plan as JSON in any case.");
    }
    Selection selection = given(() -> how.selection(where.rawDirectory(), where.outputDirectory(), where.samples(),
        where.dyes(), parameters()));
    BatchOptions options = given(how::batchOptions);
    TaskPlan plan = engine().clusterPlan(selection, options);
    plan.notes().forEach(note -> console().err().println("⚠ " + note));
    plan.skipped().forEach(s -> console().err().println("skipped " + s.sample() + "/" + s.dye() + ": " + s.reason()));
    if (out != null) {
      plan.write(out.toAbsolutePath());
    }
    if (json()) {
      console().jsonText(plan.json());
    } else {
      console().out().print(plan.tsv());
      console().out().flush();
    }
    return DONE;
  }
}
