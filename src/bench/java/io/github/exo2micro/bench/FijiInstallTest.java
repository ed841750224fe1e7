package io.github.exo2micro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs into folders that look like a Fiji, from the one source file, as scripts/fiji-install does. */
class FijiInstallTest {

  private static final Path SOURCE = Path.of("src/bench/java/io/github/exo2micro/bench/FijiInstall.java");

  @TempDir
  Path folder;
  private Path fiji;
  private Path libraries;
  private Path plugin;

  @BeforeEach
  void makeAFijiAndABuild() throws IOException {
    fiji = Files.createDirectory(folder.resolve("Fiji.app"));
    libraries = Files.createDirectory(folder.resolve("lib"));
    Files.createDirectory(fiji.resolve("jars"));
    Files.createDirectory(fiji.resolve("plugins"));
    for (String name : List.of("scijava-common-2.9", "ij-1.54", "gson-2.10", "picocli-4.7", "jfreechart-1.5",
        "commons-math3-3.6", "jna-5.13.0", "mpicbg-1.5", "formats-api-6", "formats-bsd-6", "slf4j-api-1.7")) {
      jar(fiji.resolve("jars").resolve(name + ".jar"), "there/" + name + ".class");
    }
    for (String name : List.of("oshi-core-6.6", "jna-platform-5.13.0", "nom-tam-fits-1.21", "JTransforms-3.2",
        "JLargeArrays-1.7", "boofcv-feature-1.2")) {
      jar(libraries.resolve(name + ".jar"), "ours/" + name + ".class");
    }
    plugin = folder.resolve("exo2micro-fiji-2.jar");
    jar(plugin, "io/github/exo2micro/Own.class");
  }

  @Test
  void installsThePluginAndWhatThisFijiLacksAlone() throws Exception {
    jar(fiji.resolve("jars/oshi-core-6.4.jar"), "oshi/There.class");
    jar(fiji.resolve("plugins/exo2micro-fiji-1.jar"), "io/github/exo2micro/Own.class");
    String said = install(0);
    assertEquals(List.of("exo2micro-fiji-2.jar"), names(fiji.resolve("plugins")));
    List<String> jars = names(fiji.resolve("jars"));
    assertTrue(jars.containsAll(List.of("jna-platform-5.13.0.jar", "nom-tam-fits-1.21.jar", "JTransforms-3.2.jar",
        "JLargeArrays-1.7.jar", "oshi-core-6.4.jar")), jars.toString());
    assertFalse(jars.contains("oshi-core-6.6.jar") || jars.contains("boofcv-feature-1.2.jar"), jars.toString());
    assertTrue(said.contains("this Fiji has oshi-core-6.4.jar") && said.contains("removed exo2micro-fiji-1.jar"), said);
  }

  @Test
  void aSecondTimeChangesNothing() throws Exception {
    install(0);
    List<String> jars = names(fiji.resolve("jars"));
    install(0);
    assertEquals(jars, names(fiji.resolve("jars")));
  }

  @Test
  void refusesAFolderThatIsNoFiji() throws Exception {
    Files.delete(fiji.resolve("plugins"));
    String said = install(1);
    assertTrue(said.contains("is no Fiji: it has no folders jars and plugins"), said);
  }

  @Test
  void namesTheLibraryThatAnOldFijiLacks() throws Exception {
    Files.delete(fiji.resolve("jars/picocli-4.7.jar"));
    String said = install(1);
    assertTrue(said.contains("has no picocli: it is too old or incomplete"), said);
  }

  @Test
  void installsNothingThatWouldHideAClassOfFiji() throws Exception {
    jar(libraries.resolve("JTransforms-3.2.jar"), "there/gson-2.10.class");
    String said = install(1);
    assertTrue(said.contains("JTransforms-3.2.jar would hide there.gson-2.10 of gson-2.10.jar"), said);
    assertEquals(List.of(), names(fiji.resolve("plugins")));
  }

  @Test
  void refusesNativeCodeOfAnotherVersionThanFijis() throws Exception {
    Files.move(fiji.resolve("jars/jna-5.13.0.jar"), fiji.resolve("jars/jna-5.14.0.jar"));
    String said = install(1);
    assertTrue(said.contains("has jna 5.14.0, but the build has jna-platform 5.13.0"), said);
    assertTrue(said.contains("-Djna-platform.version=5.14.0"), said);
  }

  @Test
  void asksForABuildWhereALibraryIsMissing() throws Exception {
    Files.delete(libraries.resolve("nom-tam-fits-1.21.jar"));
    String said = install(1);
    assertTrue(said.contains("there is no nom-tam-fits in") && said.contains("build first"), said);
  }

  private String install(int code) throws Exception {
    Path said = folder.resolve("said.txt");
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
        "-XX:TieredStopAtLevel=1", SOURCE.toString(), fiji.toString(), plugin.toString(), libraries.toString())
        .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    int found = process.waitFor();
    String text = Files.readString(said);
    assertEquals(code, found, text);
    return text;
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static void jar(Path file, String entry) throws IOException {
    try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.closeEntry();
    }
  }
}
