package io.github.exo2micro.fiji.host;

import io.github.exo2micro.batch.CancelToken;
import java.nio.file.Path;

/**
 * A batch that runs, or ran last, in this Fiji.
 *
 * @param outputDirectory where it writes
 * @param state what it told
 * @param token aborts it
 */
public record RunningBatch(Path outputDirectory, BatchState state, CancelToken token) {

  public static RunningBatch in(Path outputDirectory) {
    return new RunningBatch(outputDirectory, new BatchState(), new CancelToken());
  }
}
