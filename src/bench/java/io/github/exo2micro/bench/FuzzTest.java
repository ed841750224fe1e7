package io.github.exo2micro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Fuzz} in a Java of its own with a heap of 256 MB: no file that is read may need more. */
@DisabledOnOs(OS.WINDOWS)
class FuzzTest {

  /** 500, or what the profile {@code nightly} sets. */
  private static final int MUTANTS = Integer.getInteger("exo2micro.fuzz.mutants", 500);
  private static final long SEED = Long.getLong("exo2micro.fuzz.seed", 20261126);

  @Test
  void noDamagedFileEndsInAnythingButPixelsOrAMessage(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said.txt");
    Process run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")),
        Fuzz.class.getName(),
        folder.resolve("work").toString(), Integer.toString(MUTANTS), Long.toString(SEED))
        .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = run.waitFor(2 + MUTANTS / 100, TimeUnit.MINUTES);
    run.destroyForcibly();
    String text = Files.readString(said);
    assertTrue(ended, "no end:\n" + text);
    assertEquals(0, run.exitValue(), text);
    assertTrue(text.contains("no mutant ended otherwise"), text);
    System.out.println(text);
  }
}
