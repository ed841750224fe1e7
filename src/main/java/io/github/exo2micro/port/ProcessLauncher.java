package io.github.exo2micro.port;

import java.io.IOException;

/** Starts a child process that speaks the worker protocol on its stdin and stdout. */
public interface ProcessLauncher {

  /** What is started, for the log: "java, 24 jars", "worker of Fiji 2.14.0". */
  String name();

  /**
   * Starts a child; stdin, stdout and stderr are pipes.
   *
   * @param heapBytes the child's Java heap at most (-Xmx)
   * @param threads processor threads that one task in the child may use, at least 1
   * @throws IOException when the process cannot be started
   */
  Process launch(long heapBytes, int threads) throws IOException;
}
