package io.github.exo2micro.app;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.adapter.fiji.FijiHost;
import io.github.exo2micro.adapter.system.JavaLauncher;
import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.tiff.TiffSource;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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

  /** What the command line runs on without a Fiji: own TIFF reader, BoofCV, children with this class path. */
  public static Host embedded() {
    List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty()).map(Path::of).map(Path::toAbsolutePath).toList();
    return new Host("command line", new TiffSource(), new BoofSift(), new OshiProbe(),
        new JavaLauncher(WorkerMain.class.getName(), classPath, List.of(), List.of()), HostKind.WORKER);
  }
}
