package io.github.exo2micro.bench.builds;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A build of the program.
 *
 * @param name as the user gave it
 * @param command what its command line's words follow
 */
record Build(String name, List<String> command) {

  private static final String OPTIONS = "/io/github/exo2micro/adapter/system/java.options";

  /**
   * @param given a checkout, which its own start script builds where that is needed; a jar whose libraries lie in
   *     {@code lib} beside it; or a Java class path
   * @param heap like 1g
   * @param work gets the file of Java options that the start script would give
   * @throws IllegalArgumentException when it is none of them
   */
  static Build of(String given, String heap, Path work) throws IOException {
    if (given.contains(File.pathSeparator)) {
      return new Build("class path", java(given, heap, work));
    }
    Path path = Path.of(given).toAbsolutePath().normalize();
    Path script = path.resolve("scripts").resolve("exo2micro");
    if (Files.isRegularFile(script)) {
      return new Build(given, List.of(script.toString(), "--heap", heap));
    }
    if (given.endsWith(".jar") && Files.isRegularFile(path)) {
      return new Build(given,
          java(path + File.pathSeparator + path.resolveSibling("lib") + File.separator + "*", heap, work));
    }
    throw new IllegalArgumentException(
        given + " is no build: give a checkout with scripts/exo2micro in it, or a jar with its"
            + " libraries in lib/ beside it");
  }

  private static List<String> java(String classPath, String heap, Path work) throws IOException {
    Path options = work.resolve("java.options");
    try (InputStream in = Build.class.getResourceAsStream(OPTIONS)) {
      Files.write(options, in.readAllBytes());
    }
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + options, "-Xmx" + heap,
        "-cp",
        classPath, "io.github.exo2micro.cli.Main");
  }

  List<String> command(List<String> words) {
    List<String> all = new ArrayList<>(command);
    all.addAll(words);
    return all;
  }
}
