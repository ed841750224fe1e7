package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.Where;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** Runs every pair that is meant. */
@picocli.CommandLine.Command(name = "batch", description = {"Run all pairs, or those of the samples and dyes named.",
    "Resumes: what is done and still fits is not made again."})
final class BatchCommand extends Command implements Parameterised {

  @Mixin
  private Where where;
  @Mixin
  private How how;

  BatchCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = given(() -> how.selection(where.rawDirectory(), where.outputDirectory(), where.samples(),
        where.dyes(), parameters()));
    BatchOptions options = given(how::batchOptions);
    return new BatchRun(console(), json()).run(engine(), selection, options).exitCode();
  }
}
