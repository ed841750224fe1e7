package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cli.option.How;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one pair. */
@picocli.CommandLine.Command(name = "run", description = "Run one sample and dye.")
final class RunCommand extends Command implements Parameterised {

  @Parameters(index = "0", paramLabel = "SAMPLE", description = "The sample's folder.")
  private String sample;

  @Parameters(index = "1", paramLabel = "DYE", description = "The dye's name; DAPI is not dapi.")
  private String dye;

  @Option(names = "--raw-dir", paramLabel = "<dir>", defaultValue = "raw",
      description = "One folder per sample with its raw images. Default: ${DEFAULT-VALUE}.")
  private Path rawDirectory;

  @Option(names = "--output-dir", paramLabel = "<dir>", defaultValue = "processed",
      description = "Where all results go. Default: ${DEFAULT-VALUE}.")
  private Path outputDirectory;

  @Mixin
  private How how;

  RunCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = given(() -> how.selection(rawDirectory, outputDirectory, List.of(sample), List.of(dye),
        parameters()));
    BatchOptions options = given(how::batchOptions).withStrictDyes(true);
    return new BatchRun(console(), json()).run(engine(), selection, options).exitCode();
  }
}
