package io.github.exo2micro.bench.timing;

import java.nio.file.Path;

/** Where pairs come from, and who judges what was made of them. */
interface Inputs {

  String name();

  /** Bytes that {@link #make} will write at most; 0 when the pair is there. */
  long missingBytes(Case c);

  Pair make(Case c) throws Exception;

  Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception;
}
