package io.github.exo2micro.microbes;

import java.io.IOException;

/** Takes microbes as they are found, in the order of their lowest rows. Called from one thread. */
@FunctionalInterface
public interface MicrobeSink {

  /** @throws IOException when it cannot be stored */
  void take(Microbe microbe) throws IOException;
}
