package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exo2micro.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tasks on a real Slurm of two nodes. Needs Debian's slurmctld, slurmd, slurm-client and munge, root, and the
 * starter {@code ../shared/tools/slurm/slurm-here} (or {@code -Dslurm.here=PATH}); says so and is skipped otherwise.
 * The other situations are tried by {@code scripts/cluster-check}.
 */
class SlurmBatchTest {

  private static final Path STARTER = Path.of(System.getProperty("slurm.here", "../shared/tools/slurm/slurm-here"));

  @TempDir
  Path folder;

  private int run(boolean withSlurm, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log.txt").toFile()));
    if (withSlurm) {
      builder.environment().put("SLURM_CONF", folder.resolve("slurm/slurm.conf").toString());
    }
    Process process = builder.start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it hangs: " + String.join(" ", words));
    return process.exitValue();
  }

  private int exo2micro(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return run(true, command.toArray(String[]::new));
  }

  private static void require(boolean there, String what) {
    if (!there) {
      System.err.println("SKIPPED: batches on Slurm are not tested here: " + what);
    }
    assumeTrue(there, what);
  }

  @AfterEach
  void end() throws Exception {
    if (Files.exists(folder.resolve("slurm"))) {
      run(false, STARTER.toString(), "stop", folder.resolve("slurm").toString());
    }
  }

  @Test
  void aBatchOnTwoNodesGivesTheBytesOfSerialMode() throws Exception {
    require(Files.isExecutable(STARTER), "there is no " + STARTER);
    require(Files.isExecutable(Path.of("/usr/sbin/slurmctld")) && Slurm.isHere(), "Slurm is not installed");
    require("root".equals(System.getProperty("user.name")), "it takes root to start nodes");
    require(run(false, STARTER.toString(), "start", folder.resolve("slurm").toString()) == 0,
        "no Slurm could be started: " + Files.readString(folder.resolve("log.txt")));
    assertEquals(0, exo2micro("demo", folder.resolve("d").toString(), "--size", "600x500", "--data-only"), this::log);
    String raw = folder.resolve("d/raw").toString();
    for (String mode : List.of("serial", "slurm")) {
      assertEquals(0,
          exo2micro("batch", "--raw-dir", raw, "--output-dir", folder.resolve(mode).toString(), "--pad", "40",
              "--samples", "Demo01", "--no-pictures", "--threads", "1", "--mode", mode),
          this::log);
    }
    List<Path> differences;
    try (var files = Files.walk(folder.resolve("serial"))) {
      differences = files.filter(f -> f.getFileName().toString().matches("0.*\\.tiff")).toList();
    }
    assertTrue(differences.size() >= 5, differences::toString);
    for (Path file : differences) {
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(folder.resolve("slurm")
          .resolve(folder.resolve("serial").relativize(file).toString())), file::toString);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
