package io.github.exo2micro.bench.builds;

import java.util.List;

/** A way of running a batch; every one must give the same results. */
enum Mode {
  SERIAL_1("serial, 1 thread", "--mode", "serial", "--threads", "1"),
  SERIAL_2("serial, 2 threads", "--mode", "serial", "--threads", "2"),
  PARALLEL_1("parallel, 2 workers of 1 thread", "--mode", "parallel", "--workers", "2", "--threads", "1"),
  PARALLEL_2("parallel, 1 worker of 2 threads", "--mode", "parallel", "--workers", "1", "--threads", "2"),
  SUBPROCESS_1("subprocess, 1 thread", "--mode", "subprocess", "--threads", "1"),
  SUBPROCESS_2("subprocess, 2 threads", "--mode", "subprocess", "--threads", "2");

  final String words;
  final List<String> options;

  Mode(String words, String... options) {
    this.words = words;
    this.options = List.of(options);
  }
}
