package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script with a Java that only tells how it was called. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class StartScriptTest {

  @TempDir
  Path directory;

  private String said = "";

  @BeforeEach
  void makeAProgramThatNeedsNoBuilding() throws Exception {
    Files.createDirectories(directory.resolve("scripts"));
    Files.copy(Path.of("scripts/exo2micro"), directory.resolve("scripts/exo2micro"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(directory.resolve("target/lib"));
    Files.createFile(directory.resolve("target/exo2micro-fiji-1.jar"));
    Files.createDirectories(directory.resolve("jdk/bin"));
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path java = Files.writeString(directory.resolve("jdk/bin/java"),
        "#!/bin/sh\necho \"LC_ALL=${LC_ALL:-}.\" \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
  }

  private int start(Map<String, String> environment, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(directory.resolve("scripts/exo2micro").toString());
    builder.command().addAll(List.of(words));
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("EXO2MICRO_"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
    Process process = builder.redirectErrorStream(true).start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "64", "24m", "65535k", "0g", "1.5g", "0512m", "lots", "", "1t", "99999999999g"})
  void aHeapThatJavaWouldNotTakeIsWrongUsage(String heap) throws Exception {
    assertEquals(2, start(Map.of(), "--heap", heap, "params"), said);
    assertTrue(said.startsWith("exo2micro: --heap") && said.contains("at least 64m") && said.contains("'" + heap + "'"),
        said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"64m", "65536k", "1g", "2G"})
  void aHeapWithItsUnitIsGivenToJava(String heap) throws Exception {
    assertEquals(0, start(Map.of(), "--heap", heap, "params"), said);
    assertTrue(said.contains("-Xmx" + heap), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePlainLocaleBecomesOneThatKnowsUmlauts() throws Exception {
    assertEquals(0, start(Map.of("LC_ALL", "C"), "params"), said);
    assertTrue(said.startsWith("LC_ALL=C.UTF-8."), said);
    assertEquals(0, start(Map.of("LANG", "C"), "params"), said);
    assertTrue(said.startsWith("LC_ALL=C.UTF-8."), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLocaleOfUtf8StaysAsItIs() throws Exception {
    assertEquals(0, start(Map.of("LANG", "C.UTF-8"), "params"), said);
    assertTrue(said.startsWith("LC_ALL=."), said);
    assertFalse(said.contains("locale"), said);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "4, false", "16, false", "undefined, false"})
  void onFewCoresJavaCompilesWithTwoThreads(String cores, boolean two) throws Exception {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    Path getconf = Files.writeString(tools.resolve("getconf"), "#!/bin/sh\necho " + cores + "\n");
    assertTrue(getconf.toFile().setExecutable(true));
    assertEquals(0, start(Map.of("PATH", tools + ":" + System.getenv("PATH")), "params"), said);
    assertEquals(two, said.contains(" -XX:CICompilerCount=2 "), said);
  }

  private Path aJavaWithArchives() throws Exception {
    Files.createDirectories(directory.resolve("jdk/lib/server"));
    Files.createFile(directory.resolve("jdk/lib/server/classes.jsa"));
    return Files.createDirectories(directory.resolve("cache/exo2micro"));
  }

  private Map<String, String> cached() {
    return Map.of("HOME", directory.toString(), "XDG_CACHE_HOME", directory.resolve("cache").toString());
  }

  private Path archiveAskedFor() {
    return Path.of(Arrays.stream(said.split("\\s+")).filter(word -> word.startsWith("-Dexo2micro.class.archive="))
        .findFirst().orElseThrow().replaceFirst(".*=", ""));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRunMakesTheArchiveOfClassesAndEveryCommandStartsWithIt() throws Exception {
    Path cache = aJavaWithArchives();
    assertEquals(0, start(cached(), "status"), said);
    assertFalse(said.contains("RecordDynamicDumpInfo"), said);
    assertEquals(0, start(cached(), "run", "A", "DAPI"), said);
    assertTrue(said.contains("-XX:+RecordDynamicDumpInfo"), said);
    Path prefix = archiveAskedFor();
    assertEquals(cache, prefix.getParent());
    Path cut = Files.write(Path.of(prefix + "-8.jsa"), new byte[7]);
    assertEquals(0, start(cached(), "status"), said);
    assertFalse(said.contains("SharedArchiveFile"), said);
    Files.write(cut, new byte[8]);
    assertEquals(0, start(cached(), "status"), said);
    assertTrue(said.contains("-XX:SharedArchiveFile=" + cut + " -Xshare:auto"), said);
    Files.writeString(directory.resolve("target/lib/another.jar"), "x");
    assertEquals(0, start(cached(), "status"), said);
    assertFalse(said.contains("SharedArchiveFile"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theArchiveOfClassesIsMadeOnlyByRunsInThisProcessAndCanBeSwitchedOff() throws Exception {
    assertEquals(0, start(cached(), "run", "A", "DAPI"), said);
    assertFalse(said.contains("archive"), said);
    aJavaWithArchives();
    assertEquals(0, start(cached(), "batch", "--mode", "parallel"), said);
    assertFalse(said.contains("RecordDynamicDumpInfo"), said);
    Map<String, String> off = new HashMap<>(cached());
    off.put("EXO2MICRO_CLASS_ARCHIVE", "off");
    assertEquals(0, start(off, "run", "A", "DAPI"), said);
    assertFalse(said.contains("archive"), said);
  }
}
