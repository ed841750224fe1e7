package io.github.exo2micro.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the results of a run are. */
public final class ResultsFolder {

  @Option(names = "--output-dir", paramLabel = "<dir>", defaultValue = "processed",
      description = "Where the results of a run are. Default: ${DEFAULT-VALUE}.")
  private Path path;

  public Path path() {
    return path;
  }
}
