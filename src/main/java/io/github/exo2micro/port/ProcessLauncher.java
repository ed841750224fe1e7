package io.github.exo2micro.port;

import java.io.IOException;
import java.util.List;

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

  /**
   * The command line of another main class with the same Java and class path, for a scheduler's script: all words up to
   * and with the class.
   *
   * @param mainClass what is started
   * @param heapBytes its Java heap at most (-Xmx)
   */
  List<String> command(String mainClass, long heapBytes);
}
