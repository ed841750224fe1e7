package io.github.exo2micro.adapter.system;

import io.github.exo2micro.port.ProcessLauncher;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Starts a child with the Java of this process and a given class path.
 *
 * <p>The child's own options: it exits with 3 when its heap is exhausted; besides, those in {@code java.options}, which
 * the command line has, too. Lean children start with the {@link ClassArchive} of their class path, which the first
 * makes.
 */
public final class JavaLauncher implements ProcessLauncher {

  /** Windows allows 32 767 characters for the whole command; beyond this the class path goes into a file. */
  private static final int LONGEST_CLASS_PATH = 8000;
  /** Java refuses to begin with more heap than its limit, and the common options begin with 64 MiB. */
  private static final int SMALLEST_USUAL_HEAP_MIB = 64;
  /** A Java argument file that the command line's script reads, too, so that both run tasks alike. */
  private static final List<String> COMMON = options("java.options");

  /**
   * With fewer cores Java compiles with one thread, which the task's own threads hold up: what waits to be compiled
   * runs in the interpreter meanwhile. The start script has the same rule.
   */
  private static final int FEW_CORES = 4;
  private static final String TWO_COMPILERS = "-XX:CICompilerCount=2";

  private final String name;
  private final String mainClass;
  private final List<Path> classPath;
  private final List<String> options;
  private final List<String> arguments;
  private final Optional<ClassArchive> archive;
  private final AtomicBoolean archiveAsked = new AtomicBoolean();

  /**
   * @param mainClass the worker's main class
   * @param classPath jars and class folders
   * @param options further Java options, before the class path
   * @param arguments of the main class
   */
  public JavaLauncher(String mainClass, List<Path> classPath, List<String> options, List<String> arguments) {
    this(mainClass, classPath, options, arguments, Optional.empty());
  }

  private JavaLauncher(String mainClass, List<Path> classPath, List<String> options, List<String> arguments,
      Optional<ClassArchive> archive) {
    this.archive = archive;
    this.name = "java, " + classPath.size() + " jars";
    this.mainClass = mainClass;
    this.classPath = List.copyOf(classPath);
    this.options = List.copyOf(options);
    this.arguments = List.copyOf(arguments);
  }

  /** Lean children of a class path of jars, which start with the archive of its classes. */
  public static JavaLauncher archived(String mainClass, List<Path> classPath) {
    return new JavaLauncher(mainClass, classPath, List.of(), List.of(), ClassArchive.of(classPath));
  }

  /** Children with the class path of this process; both share one archive of classes. */
  public static JavaLauncher alike(String mainClass) {
    List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty()).map(Path::of).map(Path::toAbsolutePath).toList();
    return new JavaLauncher(mainClass, classPath, List.of(), List.of(),
        ClassArchive.given().or(() -> ClassArchive.of(classPath)));
  }

  /**
   * The jars or folders from which classes were loaded: a class path that holds them. {@code java.class.path} would not
   * do: in a Fiji it can hold the launcher alone.
   *
   * @param anchors one class per jar
   * @throws IllegalArgumentException when a class does not tell where it is from
   */
  public static List<Path> classPathOf(List<Class<?>> anchors) {
    Set<Path> paths = new LinkedHashSet<>();
    for (Class<?> anchor : anchors) {
      CodeSource source = anchor.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new IllegalArgumentException(anchor + " does not tell where it is from");
      }
      try {
        paths.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(anchor + " is from " + source.getLocation(), e);
      }
    }
    return List.copyOf(paths);
  }

  private static List<String> options(String resource) {
    try (InputStream in = JavaLauncher.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Process launch(long heapBytes, int threads) throws IOException {
    List<String> command = java(heapBytes, cores());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "exo2micro-crash-%p.log"));
    command.addAll(archiveOptions());
    command.addAll(options);
    command.addAll(classPathOptions());
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Variables with Java options would print a line each time and could undo the heap set here.
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
    // glibc keeps an arena per thread otherwise, which only adds to the resident size.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private List<String> archiveOptions() {
    if (archive.isEmpty()) {
      return List.of();
    }
    List<String> use = archive.get().use();
    return use.isEmpty() && archiveAsked.compareAndSet(false, true) ? archive.get().make() : use;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static List<String> java(long heapBytes, int cores) {
    List<String> command = new ArrayList<>();
    boolean windows = File.separatorChar == '\\';
    command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString());
    command.addAll(COMMON);
    if (cores < FEW_CORES) {
      command.add(TWO_COMPILERS);
    }
    command.add("-Xmx" + Math.max(2, heapBytes >> 20) + "m");
    if (heapBytes >> 20 < SMALLEST_USUAL_HEAP_MIB) {
      command.add("-Xms2m");
    }
    return command;
  }

  @Override
  public List<String> command(String otherClass, long heapBytes) {
    return command(otherClass, heapBytes, cores());
  }

  /** The same on a machine with so many cores. */
  List<String> command(String otherClass, long heapBytes, int cores) {
    List<String> command = java(heapBytes, cores);
    command.add("-cp");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(otherClass);
    return command;
  }

  private List<String> classPathOptions() throws IOException {
    String joined = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    if (joined.length() <= LONGEST_CLASS_PATH) {
      return List.of("-cp", joined);
    }
    Path file = Files.createTempFile("exo2micro-classpath-", ".txt");
    file.toFile().deleteOnExit();
    // In an argument file a backslash escapes and quotes keep blanks together.
    Files.writeString(file, "-cp\n\"" + joined.replace("\\", "\\\\") + "\"\n", StandardCharsets.UTF_8);
    return List.of("@" + file);
  }
}
