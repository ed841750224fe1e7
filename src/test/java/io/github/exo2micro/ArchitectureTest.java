package io.github.exo2micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the arrows of docs/architecture.md: who may import whom, and which library lives in which package. */
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/exo2micro");
  private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+)", Pattern.MULTILINE);
  private static final Pattern OTHER = Pattern
      .compile("(?<![\\w.\"])io\\.github\\.exo2micro\\.[a-z][\\w.]*?\\.[A-Z]\\w*");
  private static final Pattern PUBLIC = Pattern
      .compile("^public (?:\\w+ )*(?:class|record|interface|@interface|enum) ", Pattern.MULTILINE);
  private static final int MOST_TYPES = 24;
  private static final Set<String> VALUES = Set.of("", "image", "geometry");

  /**
   * Package (first part under the root), from the ground up, to those that it may import besides itself and the values.
   */
  private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
      Map.entry("", Set.of()),
      Map.entry("image", Set.of()),
      Map.entry("geometry", Set.of()),
      Map.entry("port", Set.of()),
      Map.entry("io", Set.of("port")),
      Map.entry("tiff", Set.of("port", "io")),
      Map.entry("raw", Set.of("port", "io")),
      Map.entry("registration", Set.of("port")),
      Map.entry("subtraction", Set.of("port")),
      Map.entry("microbes", Set.of("port")),
      Map.entry("demo", Set.of("io")),
      Map.entry("picture", Set.of("task", "subtraction", "io", "microbes")),
      Map.entry("task", Set.of("port", "io", "microbes", "registration")),
      Map.entry("checkpoint", Set.of("task", "picture", "tiff", "io", "raw", "microbes", "registration")),
      Map.entry("export", Set.of("checkpoint", "task", "picture", "tiff", "raw", "port", "io")),
      Map.entry("pipeline",
          Set.of("checkpoint", "task", "picture", "io", "raw", "port", "registration", "subtraction", "microbes")),
      Map.entry("memory", Set.of("port", "io")),
      Map.entry("worker", Set.of("memory", "task", "port", "io")),
      Map.entry("cluster", Set.of("worker", "memory", "checkpoint", "task", "port", "io")),
      Map.entry("report", Set.of("picture", "task", "registration", "microbes", "io")),
      Map.entry("batch", Set.of("report", "cluster", "worker", "memory", "pipeline", "checkpoint", "task", "picture",
          "microbes", "port", "io")),
      Map.entry("adapter", Set.of("port")),
      Map.entry("app", Set.of("adapter", "tiff", "batch", "report", "cluster", "worker", "memory", "pipeline", "export",
          "checkpoint", "task", "picture", "raw", "port", "io")),
      Map.entry("cli",
          Set.of("app", "batch", "report", "cluster", "worker", "memory", "pipeline", "export", "checkpoint",
              "task", "picture", "demo", "raw", "port", "io")),
      Map.entry("fiji",
          Set.of("app", "batch", "report", "cluster", "memory", "pipeline", "export", "checkpoint", "task",
              "picture", "demo", "raw", "microbes", "port", "io")));

  /** A library's package prefix to the only packages that may import it. */
  private static final Map<String, Set<String>> LIBRARIES = Map.of(
      "org.scijava.command.", Set.of("fiji"),
      "org.scijava.ui.", Set.of("fiji"),
      "ij.", Set.of("fiji"),
      "picocli.", Set.of("cli"),
      "mpicbg.imagefeatures.", Set.of("adapter.fiji"),
      "loci.", Set.of("adapter.fiji"),
      "bdv.", Set.of("fiji"),
      "boofcv.", Set.of("adapter.boofcv"),
      "oshi.", Set.of("adapter.system"),
      "org.jfree.", Set.of("picture"));

  @Test
  void importsFollowTheArrows() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      for (String imported : source.others()) {
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
  void noPackagesImportEachOtherInACircle() throws IOException {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (Source source : sources()) {
      for (String imported : source.others()) {
        String target = packageOf(imported.substring("io.github.exo2micro.".length()));
        if (!target.equals(source.packageName())) {
          imports.computeIfAbsent(source.packageName(), p -> new TreeSet<>()).add(target);
        }
      }
    }
    boolean fewer = true;
    while (fewer) {
      fewer = imports.values().removeIf(Set::isEmpty);
      for (Set<String> targets : imports.values()) {
        fewer |= targets.removeIf(t -> !imports.containsKey(t));
      }
    }
    assertEquals(Map.of(), imports, "packages that lead back to themselves");
  }

  @Test
  void aPackageHasAWordAboutItselfAndAtMost24Types() throws IOException {
    List<String> wrong = new ArrayList<>();
    sources().stream().collect(Collectors.groupingBy(Source::packageName)).forEach((name, files) -> {
      if (files.stream().noneMatch(f -> f.path().endsWith("package-info.java"))) {
        wrong.add("no package-info in " + name);
      }
      if (files.size() - 1 > MOST_TYPES) {
        wrong.add(name + " has " + (files.size() - 1) + " types");
      }
    });
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyTypeHasANameOfItsOwn() throws IOException {
    Map<String, Long> names = sources().stream().map(s -> s.path().getFileName().toString())
        .filter(n -> !n.equals("package-info.java"))
        .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    names.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), names);
  }

  /** What no class of another package uses, but the user, an annotation or a program outside of this one. */
  private static final Set<String> FOR_OTHER_PROGRAMS = Set.of("cli.Main", "cli.shell.ProgramVersion",
      "fiji.host.CommandFailed");

  /** Asks the class files, since a type that only passes through is named by no import. */
  @Test
  void aPublicTypeIsUsedByAnotherPackage() throws Exception {
    StringWriter uses = new StringWriter();
    Path classes = Path.of(RemediableException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertEquals(0, ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(uses),
        new PrintWriter(System.err), "-verbose:class", "-filter:none", classes.toString()));
    Set<String> used = new TreeSet<>();
    Matcher use = Pattern.compile("exo2micro\\.(\\S+) +-> io\\.github\\.exo2micro\\.(\\S+)").matcher(uses.toString());
    while (use.find()) {
      if (!packageOf(use.group(1)).equals(packageOf(use.group(2)))) {
        used.add(use.group(2).replaceFirst("\\$.*", ""));
      }
    }
    assertTrue(used.size() > 200, "uses found: " + used.size());
    List<String> idle = sources().stream().filter(Source::isPublic).filter(s -> !s.text().contains("@Plugin("))
        .map(Source::name).filter(name -> !used.contains(name) && !FOR_OTHER_PROGRAMS.contains(name)).toList();
    assertEquals(List.of(), idle, "public types that only their own package uses");
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
    /** The type's name under the root. */
    String name() {
      String simple = path.getFileName().toString().replace(".java", "");
      return packageName.isEmpty() ? simple : packageName + "." + simple;
    }

    boolean isPublic() {
      return PUBLIC.matcher(text).find();
    }

    /** Types of this project in other packages, imported or named in full. */
    Set<String> others() {
      Set<String> found = new TreeSet<>();
      Matcher matcher = OTHER.matcher(text);
      while (matcher.find()) {
        found.add(matcher.group());
      }
      return found;
    }

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

  /** Package of a type's name under the root; "" for a type of the root package. */
  private static String packageOf(String name) {
    int type = 0;
    while (!Character.isUpperCase(name.charAt(type))) {
      type = name.indexOf('.', type) + 1;
    }
    return type == 0 ? "" : name.substring(0, type - 1);
  }
}
