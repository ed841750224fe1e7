package io.github.exo2micro.adapter.fiji;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Fiji that the tests were given with {@code -Dfiji.dir=…} (or the environment's {@code FIJI_DIR}), and the
 * adapters loaded against its jars; the ports are those of the test's own class path.
 */
public final class HostFiji extends URLClassLoader {

  private static final String ADAPTERS = "io.github.exo2micro.adapter.fiji.";

  private HostFiji(URL[] jars) {
    super(jars, HostFiji.class.getClassLoader());
  }

  /** Where it is, if one was given. */
  public static Optional<Path> directory() {
    String given = System.getProperty("fiji.dir", System.getenv().getOrDefault("FIJI_DIR", ""));
    return given.isBlank() ? Optional.empty() : Optional.of(Path.of(given));
  }

  /** Where it is; skips the calling test, with a line that says so, when none was given. */
  public static Path require(String test) {
    Optional<Path> directory = directory();
    if (directory.isEmpty()) {
      System.out.println("SKIPPED " + test + ": it needs a Fiji, give one with -Dfiji.dir=/path/to/Fiji.app");
    }
    Assumptions.assumeTrue(directory.isPresent(), "no Fiji given with -Dfiji.dir");
    return directory.orElseThrow();
  }

  /** A loader over the adapters and the jars of a Fiji. */
  public static HostFiji open(Path fiji) {
    try {
      List<URL> urls = new ArrayList<>();
      urls.add(BioFormatsSource.class.getProtectionDomain().getCodeSource().getLocation());
      for (Path jar : jars(fiji)) {
        urls.add(jar.toUri().toURL());
      }
      return new HostFiji(urls.toArray(URL[]::new));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** All jars of a Fiji's {@code jars} folder. */
  public static List<Path> jars(Path fiji) {
    try (Stream<Path> all = Files.walk(fiji.resolve("jars"), 2)) {
      return all.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An adapter by its simple name, made without arguments. */
  public <T> T adapter(String simpleName, Class<T> port) {
    try {
      return port.cast(loadClass(ADAPTERS + simpleName).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(ADAPTERS)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
    return super.loadClass(name, resolve);
  }
}
