package io.github.exo2micro.app;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.adapter.fiji.FijiHost;
import io.github.exo2micro.adapter.system.ClassArchive;
import io.github.exo2micro.adapter.system.JavaLauncher;
import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.tiff.TiffSource;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The hosts that there are. */
public final class Hosts {

  /** The command with which a complete headless Fiji serves the worker protocol. */
  private static final String SERVING_COMMAND = "io.github.exo2micro.fiji.command.ServeTasks";

  private Hosts() {}

  /** The Fiji whose classes are at hand, with lean children; without one, the command line's own adapters. */
  public static Host here() {
    return FijiHost.find().map(Hosts::fiji).orElseGet(Hosts::embedded);
  }

  private static Host fiji(FijiHost fiji) {
    return new Host(fiji.name(), fiji.source(new TiffSource()), fiji.features(), new OshiProbe(),
        fiji.workers(WorkerMain.class.getName()), HostKind.WORKER);
  }

  /**
   * The same host, with complete headless Fijis for children.
   *
   * @throws RemediableException where there is no complete Fiji
   */
  public static Host withCompleteChildren(Host host) {
    try {
      ProcessLauncher launcher = FijiHost.find().flatMap(fiji -> fiji.complete(SERVING_COMMAND))
          .orElseThrow(() -> new RemediableException("There is no complete Fiji to start children of.",
              "child=fiji was asked for in '" + host.name() + "'.", "choose child=worker, or run inside a Fiji."));
      return new Host(host.name(), host.source(), host.features(), host.probe(), launcher, HostKind.FIJI_WORKER);
    } catch (UncheckedIOException e) {
      throw new RemediableException("The folder of this Fiji cannot be read.", e.getMessage(),
          "choose child=worker, or make the folder readable.", e);
    }
  }

  /**
   * Keeps what this process has loaded for a faster start of the next ones, if it was started for that. After work is
   * done and said.
   */
  public static void keepClasses() {
    PrintStream out = System.out;
    // Java names the file on stdout, where results alone belong.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      ClassArchive.writeIfRecorded();
    } finally {
      System.setOut(out);
    }
  }

  /** What the command line runs on without a Fiji: own TIFF reader, BoofCV, children with this class path. */
  public static Host embedded() {
    return new Host("command line", new TiffSource(), new BoofSift(), new OshiProbe(),
        JavaLauncher.alike(WorkerMain.class.getName()), HostKind.WORKER);
  }
}
