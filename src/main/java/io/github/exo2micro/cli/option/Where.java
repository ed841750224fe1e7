package io.github.exo2micro.cli.option;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which pairs are meant. */
public final class Where {

  @Option(names = "--raw-dir", paramLabel = "<dir>", defaultValue = "raw",
      description = "One folder per sample with its raw images. Default: ${DEFAULT-VALUE}.")
  private Path rawDirectory;

  @Option(names = "--output-dir", paramLabel = "<dir>", defaultValue = "processed",
      description = "Where all results go. Default: ${DEFAULT-VALUE}.")
  private Path outputDirectory;

  @Option(names = "--samples", split = ",", paramLabel = "<name>",
      description = "Names of sample folders, separated by commas. Default: all found.")
  private List<String> samples = List.of();

  @Option(names = "--dyes", split = ",", paramLabel = "<name>",
      description = "Names of dyes, separated by commas; DAPI is not dapi. Default: all found.")
  private List<String> dyes = List.of();

  public Path rawDirectory() {
    return rawDirectory;
  }

  public Path outputDirectory() {
    return outputDirectory;
  }

  public List<String> samples() {
    return samples;
  }

  public List<String> dyes() {
    return dyes;
  }
}
