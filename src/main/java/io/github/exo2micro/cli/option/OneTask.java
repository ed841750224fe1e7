package io.github.exo2micro.cli.option;

import io.github.exo2micro.task.TaskId;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The words that name one task whose results are there: SAMPLE DYE, and in which folder. */
public final class OneTask {

  @Parameters(index = "0", paramLabel = "SAMPLE", description = "The sample's folder.")
  private String sample;

  @Parameters(index = "1", paramLabel = "DYE", description = "The dye's name.")
  private String dye;

  @Mixin
  private ResultsFolder results;

  public TaskId id() {
    return new TaskId(sample, dye);
  }

  public Path outputDirectory() {
    return results.path();
  }
}
