package io.github.exo2micro.cli.command;

import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.port.MemoryProbe;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that put another machine in this one's place. */
final class OtherMachine {

  @Option(names = "--ram-gb", paramLabel = "<n>", description = "Answer for a machine with so much RAM.")
  private Double ramGb;

  @Option(names = "--cores", paramLabel = "<n>", description = "Answer for a machine with so many cores.")
  private Integer cores;

  /** The machine that is asked about, when it is another. */
  Optional<Machine> machine(MemoryProbe probe) {
    if (ramGb == null && cores == null) {
      return Optional.empty();
    }
    long bytes = ramGb == null ? probe.totalBytes() : Math.round(ramGb * (1L << 30));
    return Optional.of(Machine.supposed(bytes, cores == null ? probe.cores() : cores));
  }

  /** What is wrong with the values. */
  Optional<String> problem() {
    if (ramGb != null && !(ramGb >= 0.5 && ramGb <= 100_000)) {
      return Optional.of("--ram-gb takes a number from 0.5 to 100000, not " + ramGb + ".");
    }
    return cores != null && (cores < 1 || cores > 10_000)
        ? Optional.of("--cores takes a whole number from 1 to 10000, not " + cores + ".") : Optional.empty();
  }
}
