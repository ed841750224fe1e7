package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.adapter.system.JavaLauncher;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.ProcessLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a Fiji gives: its mpicbg, its Bio-Formats and its processes. Ask {@link #find} first; nothing here can be
 * touched where a Fiji's classes are missing.
 */
public final class FijiHost {

  private static final List<String> NEEDED = List.of("mpicbg.imagefeatures.FloatArray2DSIFT",
      "loci.formats.ImageReader");
  private static final String LAUNCHED = "net.imagej.Main";

  private final ClassLoader loader;

  private FijiHost(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The Fiji whose classes are at hand, whether it is running or only its jars are on the class path.
   *
   * @return empty when mpicbg or Bio-Formats is missing
   */
  public static Optional<FijiHost> find() {
    ClassLoader loader = FijiHost.class.getClassLoader();
    for (String name : NEEDED) {
      if (!isThere(name, loader)) {
        return Optional.empty();
      }
    }
    return Optional.of(new FijiHost(loader));
  }

  private static boolean isThere(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** "Fiji 2.14.0", or "jars of Fiji at /opt/Fiji.app" where it is not running. */
  public String name() {
    try {
      return "Fiji" + HostVersion.of(Class.forName(LAUNCHED, false, loader));
    } catch (ClassNotFoundException e) {
      return "jars of Fiji" + directory().map(d -> " at " + d).orElse("");
    }
  }

  /** Its folder, where its jars lie in it as usual. */
  Optional<Path> directory() {
    return FijiClassPath.fijiDirectory(loader);
  }

  /** @param embedded reads the pixels of plain TIFFs */
  public ImageSource source(ImageSource embedded) {
    return new HostImageSource(new BioFormatsSource(), embedded);
  }

  /** mpicbg's SIFT. */
  public FeatureExtractor features() {
    return new MpicbgSift();
  }

  /**
   * Starts lean children: the same Java and only those jars of this Fiji that a task needs.
   *
   * @param mainClass serves the worker protocol
   */
  public ProcessLauncher workers(String mainClass) {
    List<Path> jars = FijiClassPath.lean(loader);
    return named("worker of " + name() + ", " + jars.size() + " jars",
        JavaLauncher.archived(mainClass, jars));
  }

  /**
   * Starts complete headless Fijis that run a command.
   *
   * @param commandClass a SciJava command that serves the worker protocol
   * @return empty when the Fiji's folder is not known
   * @throws UncheckedIOException when it cannot be read
   */
  public Optional<ProcessLauncher> complete(String commandClass) {
    Optional<Path> found = directory();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path fiji = found.get();
    List<Path> jars = new ArrayList<>(FijiClassPath.own(loader));
    for (Path folder : List.of(fiji.resolve("jars"), fiji.resolve("jars").resolve("bio-formats"),
        fiji.resolve("plugins"))) {
      jars.addAll(jarsIn(folder));
    }
    List<String> options = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED", "-Dplugins.dir=" + fiji, "-Dimagej.dir=" + fiji,
        "-Dij.dir=" + fiji, "-Dscijava.log.level=warn");
    return Optional.of(named("headless " + name() + ", " + jars.size() + " jars",
        new JavaLauncher(LAUNCHED, jars, options, List.of("--headless", "--run", "command:" + commandClass))));
  }

  private static List<Path> jarsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessLauncher named(String name, ProcessLauncher launcher) {
    return new ProcessLauncher() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Process launch(long heapBytes, int threads) throws IOException {
        return launcher.launch(heapBytes, threads);
      }

      @Override
      public List<String> command(String mainClass, long heapBytes) {
        return launcher.command(mainClass, heapBytes);
      }
    };
  }
}
