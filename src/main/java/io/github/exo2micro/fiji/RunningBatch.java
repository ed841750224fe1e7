package io.github.exo2micro.fiji;

import io.github.exo2micro.batch.CancelToken;
import java.nio.file.Path;

/**
 * A batch that runs, or ran last, in this Fiji.
 *
 * @param outputDirectory where it writes
 * @param state what it told
 * @param token aborts it
 */
record RunningBatch(Path outputDirectory, BatchState state, CancelToken token) {

  static RunningBatch in(Path outputDirectory) {
    return new RunningBatch(outputDirectory, new BatchState(), new CancelToken());
  }
}
