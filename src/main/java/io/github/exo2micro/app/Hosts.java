package io.github.exo2micro.app;

import io.github.exo2micro.adapter.embedded.BoofSift;
import io.github.exo2micro.adapter.embedded.JavaLauncher;
import io.github.exo2micro.adapter.embedded.OshiProbe;
import io.github.exo2micro.adapter.embedded.TiffSource;
import io.github.exo2micro.adapter.fiji.FijiHost;
import io.github.exo2micro.memory.HostKind;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The hosts that there are. */
public final class Hosts {

  private Hosts() {}

  /** What a program outside Fiji runs on: the jars of a Fiji where they are on the class path, else the embedded ones. */
  public static Host commandLine() {
    Host embedded = embedded();
    return FijiHost.find().map(fiji -> new Host(fiji.name(), fiji.source(embedded.source()), fiji.features(),
        embedded.probe(), fiji.workers(WorkerMain.class.getName()), HostKind.WORKER)).orElse(embedded);
  }

  /** What the command line runs on without a Fiji: own TIFF reader, BoofCV, children with this class path. */
  public static Host embedded() {
    List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty()).map(Path::of).map(Path::toAbsolutePath).toList();
    return new Host("command line", new TiffSource(), new BoofSift(), new OshiProbe(),
        new JavaLauncher(WorkerMain.class.getName(), classPath, List.of(), List.of()), HostKind.WORKER);
  }
}
