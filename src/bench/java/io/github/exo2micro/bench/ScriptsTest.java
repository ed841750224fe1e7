package io.github.exo2micro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts start programs that are there: a package that moves takes its script along. */
class ScriptsTest {

  private static final Pattern START = Pattern
      .compile("bench-program\" (?:-\\S+ )*([\\w.]+)");
  private static final Pattern SOURCE = Pattern.compile("\\S*/(src/bench/java/\\S+\\.java)");

  @Test
  void everyProgramThatAScriptStartsHasAMain() throws Exception {
    Map<String, String> programs = new TreeMap<>();
    for (Path script : scripts()) {
      Matcher start = START.matcher(Files.readString(script));
      while (start.find()) {
        String name = start.group(1);
        programs.put(script.getFileName().toString(),
            name.matches(".*\\..*\\..*") ? name : "io.github.exo2micro.bench." + name);
      }
    }
    for (String name : programs.values()) {
      Class.forName(name).getMethod("main", String[].class);
    }
    assertTrue(programs.keySet().containsAll(List.of("benchmark", "calibrate-memory", "chaos", "fuzz", "kills")),
        programs.toString());
  }

  @Test
  void everySourceThatAScriptStartsIsThere() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Path script : scripts()) {
      Matcher source = SOURCE.matcher(Files.readString(script));
      while (source.find()) {
        if (!Files.exists(Path.of(source.group(1)))) {
          missing.add(script + " starts " + source.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void noProgramIsKeptAmongTheScripts() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("scripts"))) {
      assertEquals(List.of(), files.filter(f -> f.toString().endsWith(".java")).toList());
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("scripts"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
