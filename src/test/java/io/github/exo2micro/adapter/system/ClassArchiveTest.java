package io.github.exo2micro.adapter.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an archive of classes is made of, and a Java that makes one and starts with it. */
@Timeout(120)
class ClassArchiveTest {

  @TempDir
  Path directory;

  private Path jar() throws IOException {
    Path jar = directory.resolve("child.jar");
    try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out)) {
      for (Class<?> type : List.of(ClassArchive.class, ArchivedChild.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry(name));
        try (InputStream in = type.getResourceAsStream("/" + name)) {
          in.transferTo(zip);
        }
      }
    }
    return jar;
  }

  private String run(Path jar, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString(), ArchivedChild.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private ClassArchive archive(Path jar) {
    return ClassArchive.in(directory.resolve("cache"), List.of(jar)).orElseThrow();
  }

  private List<String> showingLoads(ClassArchive archive) {
    List<String> options = new ArrayList<>(archive.use());
    options.add("-Xlog:class+load=info:file=" + directory.resolve("loads.txt"));
    return options;
  }

  private boolean cameFromTheArchive() throws IOException {
    return Files.readAllLines(directory.resolve("loads.txt")).stream()
        .anyMatch(line -> line.contains(ArchivedChild.class.getName()) && line.contains("shared objects file"));
  }

  @Test
  void theFirstProcessMakesItAndTheNextStartsWithIt() throws Exception {
    assumeTrue(ClassArchive.of(List.of(jar())).isPresent(), "this Java knows no archives, or they are switched off");
    Path jar = jar();
    assertEquals(List.of(), archive(jar).use());
    assertEquals("ran\n", run(jar, archive(jar).make()));
    Path file = archive(jar).file().orElseThrow();
    assertTrue(file.getFileName().toString().endsWith("-" + Files.size(file) + ".jsa"), file.toString());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
    assertEquals("ran\n", run(jar, showingLoads(archive(jar))));
    assertTrue(cameFromTheArchive());
  }

  @Test
  void anArchiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
    assumeTrue(ClassArchive.of(List.of(jar())).isPresent(), "this Java knows no archives, or they are switched off");
    Path jar = jar();
    run(jar, archive(jar).make());
    List<String> old = showingLoads(archive(jar));
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertEquals("ran\n", run(jar, old));
    assertFalse(cameFromTheArchive());
    assertEquals(List.of(), archive(jar).use());
  }

  @Test
  void ofOldArchivesTheNewestThreeStay() throws Exception {
    assumeTrue(ClassArchive.of(List.of(jar())).isPresent(), "this Java knows no archives, or they are switched off");
    Path jar = jar();
    Path cache = Files.createDirectory(directory.resolve("cache"));
    for (int days = 0; days < 6; days++) {
      Path old = Files.createFile(cache.resolve("classes-of-day-" + days));
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }
    run(jar, archive(jar).make());
    assertTrue(archive(jar).file().isPresent());
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(List.of("classes-of-day-0", "classes-of-day-1", "classes-of-day-2"),
          files.map(file -> file.getFileName().toString()).filter(name -> name.contains("day")).sorted().toList());
    }
  }

  @Test
  void anArchiveThatWasCutShortIsNotUsed() throws Exception {
    Path jar = jar();
    Path cache = Files.createDirectory(directory.resolve("cache"));
    String prefix = archive(jar).make().stream().filter(option -> option.startsWith("-Dexo2micro.class.archive="))
        .findFirst().orElseThrow().replaceFirst(".*=", "");
    Files.write(Path.of(prefix + "-20.jsa"), new byte[19]);
    assertEquals(Optional.empty(), archive(jar).file());
    Files.write(Path.of(prefix + "-20.jsa"), new byte[20]);
    assertEquals(Optional.of(Path.of(prefix + "-20.jsa")), archive(jar).file());
    assertEquals(cache, archive(jar).file().orElseThrow().getParent());
  }

  @Test
  void classesInFoldersHaveNone() throws Exception {
    assertEquals(Optional.empty(), ClassArchive.in(directory, List.of(jar(), directory)));
    assertEquals(Optional.empty(), ClassArchive.in(directory, List.of(directory.resolve("missing.jar"))));
  }

  @Test
  void itLiesWhereTheSystemKeepsWhatCanBeMadeAgain() {
    assertEquals(Optional.of(Path.of("/home/u/.cache/exo2micro")),
        ClassArchive.cacheFolder("Linux", Map.of(), "/home/u"));
    assertEquals(Optional.of(Path.of("/c/exo2micro")),
        ClassArchive.cacheFolder("Linux", Map.of("XDG_CACHE_HOME", "/c"), "/home/u"));
    assertEquals(Optional.of(Path.of("/home/u/.cache/exo2micro")),
        ClassArchive.cacheFolder("Linux", Map.of("XDG_CACHE_HOME", "relative"), "/home/u"));
    assertEquals(Optional.of(Path.of("/Users/u/Library/Caches/exo2micro")),
        ClassArchive.cacheFolder("Mac OS X", Map.of(), "/Users/u"));
    assertEquals(Optional.of(Path.of("/local", "exo2micro")),
        ClassArchive.cacheFolder("Windows 11", Map.of("LOCALAPPDATA", "/local"), "/home/u"));
    assertEquals(Optional.empty(), ClassArchive.cacheFolder("Windows 11", Map.of(), "/home/u"));
    assertEquals(Optional.empty(), ClassArchive.cacheFolder("Linux", Map.of(), "/"));
    assertEquals(Optional.empty(), ClassArchive.cacheFolder("Linux", Map.of(), "?"));
  }
}
