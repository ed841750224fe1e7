package io.github.exo2micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the arrows of docs/architecture.md: who may import whom, and which library lives in which package. */
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/exo2micro");
  private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+)", Pattern.MULTILINE);
  private static final Set<String> VALUES = Set.of("", "image", "geometry");
  private static final Set<String> SCIENCE = Set.of("raw", "registration", "subtraction", "microbes", "diagnostics",
      "io");

  /** Package (first part under the root) to the packages that it may import besides itself and the values. */
  private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
      Map.entry("", Set.of()),
      Map.entry("image", Set.of()),
      Map.entry("geometry", Set.of()),
      Map.entry("port", Set.of()),
      Map.entry("raw", Set.of("port", "io")),
      Map.entry("registration", Set.of("port")),
      Map.entry("subtraction", Set.of("port")),
      Map.entry("microbes", Set.of("port")),
      Map.entry("diagnostics", Set.of("port", "io", "microbes")),
      Map.entry("io", Set.of("port")),
      Map.entry("memory", Set.of("port", "io")),
      Map.entry("pipeline", union(SCIENCE, Set.of("port"))),
      Map.entry("worker", Set.of("port", "memory", "pipeline", "io")),
      Map.entry("cluster", Set.of("port", "memory", "pipeline", "worker", "io")),
      Map.entry("batch", union(SCIENCE, Set.of("port", "memory", "pipeline", "worker", "cluster"))),
      Map.entry("adapter", Set.of("port", "raw", "io")),
      Map.entry("demo", Set.of("io")),
      Map.entry("app",
          union(SCIENCE, Set.of("port", "memory", "pipeline", "worker", "cluster", "batch", "adapter", "demo"))),
      Map.entry("cli",
          union(SCIENCE, Set.of("port", "memory", "pipeline", "worker", "cluster", "batch", "app", "demo"))),
      Map.entry("fiji", union(SCIENCE, Set.of("port", "memory", "pipeline", "cluster", "batch", "app", "demo"))));

  /** A library's package prefix to the only packages that may import it. */
  private static final Map<String, Set<String>> LIBRARIES = Map.of(
      "org.scijava.command.", Set.of("fiji"),
      "org.scijava.ui.", Set.of("fiji"),
      "ij.", Set.of("fiji"),
      "picocli.", Set.of("cli"),
      "mpicbg.imagefeatures.", Set.of("adapter.fiji"),
      "loci.", Set.of("adapter.fiji"),
      "bdv.", Set.of("fiji"),
      "boofcv.", Set.of("adapter.embedded"),
      "oshi.", Set.of("adapter.embedded"),
      "org.jfree.", Set.of("diagnostics"));

  @Test
  void importsFollowTheArrows() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      for (String imported : source.imports()) {
        if (!imported.startsWith("io.github.exo2micro.")) {
          continue;
        }
        String target = firstPart(imported.substring("io.github.exo2micro.".length()));
        String own = firstPackage(source.packageName());
        Set<String> allowed = ARROWS.get(own);
        assertTrue(allowed != null, "package " + own + " is not on the map");
        if (!target.equals(own) && !VALUES.contains(target) && !allowed.contains(target)) {
          wrong.add(source.path() + " imports " + imported);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void eachLibraryLivesInOnePackage() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      for (String imported : source.imports()) {
        LIBRARIES.forEach((prefix, homes) -> {
          if (imported.startsWith(prefix) && homes.stream().noneMatch(h -> source.packageName().startsWith(h))) {
            wrong.add(source.path() + " imports " + imported);
          }
        });
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void onlyTheEdgesPrint() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      boolean edge = Set.of("cli", "worker", "fiji", "app").contains(firstPackage(source.packageName()));
      if (!edge && Pattern.compile("System\\.(out|err)").matcher(source.text()).find()) {
        wrong.add(source.path().toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  private record Source(Path path, String packageName, String text) {
    List<String> imports() {
      List<String> found = new ArrayList<>();
      Matcher matcher = IMPORT.matcher(text);
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
      return found;
    }
  }

  private static List<Source> sources() throws IOException {
    List<Source> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path path : files.filter(p -> p.toString().endsWith(".java")).sorted().toList()) {
        Path folder = SOURCES.relativize(path).getParent();
        String name = folder == null ? "" : folder.toString().replace(java.io.File.separatorChar, '.');
        all.add(new Source(path, name, Files.readString(path)));
      }
    }
    assertTrue(all.size() > 20, "sources found: " + all.size());
    return all;
  }

  private static String firstPackage(String packageName) {
    int dot = packageName.indexOf('.');
    return dot < 0 ? packageName : packageName.substring(0, dot);
  }

  /** First package of an imported name; "" for a type of the root package. */
  private static String firstPart(String name) {
    String part = firstPackage(name);
    return Character.isUpperCase(part.charAt(0)) ? "" : part;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new java.util.HashSet<>(a);
    all.addAll(b);
    return all;
  }
}
