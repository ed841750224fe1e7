package io.github.exo2micro.app;

import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which tasks to run and with what: what a dialog or a command line is asked for.
 *
 * @param rawDirectory one folder per sample, each with pre and post images; made absolute
 * @param outputDirectory the root of all outputs; made absolute
 * @param samples names of samples; empty = all found
 * @param dyes names of dyes; empty = all found
 * @param parameters the pipeline's parameters
 * @param options what is written, and which stages run
 * @param threads processor threads per task at most; empty = all cores
 */
public record Selection(Path rawDirectory, Path outputDirectory, List<String> samples, List<String> dyes,
    Parameters parameters, RunOptions options, OptionalInt threads) {

  /** Copies the lists, and makes the folders absolute: {@code .} is the folder that the program was started in. */
  public Selection {
    rawDirectory = rawDirectory.toAbsolutePath().normalize();
    outputDirectory = outputDirectory.toAbsolutePath().normalize();
    samples = List.copyOf(samples);
    dyes = List.copyOf(dyes);
  }

  /** Everything found in the raw directory, with all defaults. */
  public static Selection all(Path rawDirectory, Path outputDirectory) {
    return new Selection(rawDirectory, outputDirectory, List.of(), List.of(), Parameters.defaults(),
        RunOptions.DEFAULTS, OptionalInt.empty());
  }

  /** A copy for these samples and dyes; empty = all found. */
  public Selection of(List<String> wantedSamples, List<String> wantedDyes) {
    return new Selection(rawDirectory, outputDirectory, wantedSamples, wantedDyes, parameters, options, threads);
  }

  /** A copy with other parameters. */
  public Selection with(Parameters value) {
    return new Selection(rawDirectory, outputDirectory, samples, dyes, value, options, threads);
  }

  /** A copy with other options. */
  public Selection with(RunOptions value) {
    return new Selection(rawDirectory, outputDirectory, samples, dyes, parameters, value, threads);
  }

  /** A copy with at most so many threads per task; 0 = all cores. */
  public Selection withThreads(int value) {
    return new Selection(rawDirectory, outputDirectory, samples, dyes, parameters, options,
        value == 0 ? OptionalInt.empty() : OptionalInt.of(value));
  }
}
