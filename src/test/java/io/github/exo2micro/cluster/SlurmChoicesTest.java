package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.worker.TaskAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may say about Slurm, what it is asked to remember, and what a task's end means to it. */
class SlurmChoicesTest {

  private static SlurmOptions words(String words) {
    return new SlurmOptions(words, 1, 0, Optional.empty());
  }

  @Test
  void quotesKeepBlanksTogether() {
    assertEquals(List.of("--account=a b", "-p", "long queue", ""),
        words("--account='a b'  -p \"long queue\"\t''").list());
    assertEquals(List.of(), words("  ").list());
  }

  @Test
  void aQuoteWithoutItsPartnerIsRefused() {
    String message = assertThrows(RemediableException.class, () -> words("--account='a b")).getMessage();
    assertTrue(message.contains("close the quote"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--mem=4G", "--array 1-3", "-a1-3", "--time=10", "-c8", "-c 8", "--requeue", "-o x", "--wrap=ls"})
  void whatThePlanDecidesCannotBeGiven(String option) {
    String message = assertThrows(RemediableException.class, () -> words("--partition=x " + option)).getMessage();
    assertTrue(message.contains("exo2micro sets it itself") && message.contains("--memory-factor"), message);
  }

  @Test
  void optionsThatOnlyBeginAlikeAreTheUsersOwn() {
    assertEquals(List.of("--memory-bind=x", "--timelimit", "-C", "gpu"),
        words("--memory-bind=x --timelimit -C gpu").list());
  }

  @Test
  void factorsAndNumbersOutOfRangeAreNamed() {
    for (double factor : new double[] {0, 0.05, 101, Double.NaN}) {
      assertTrue(
          assertThrows(RemediableException.class, () -> new SlurmOptions("", factor, 0, Optional.empty())).getMessage()
              .contains("memory_factor"));
    }
    assertTrue(assertThrows(RemediableException.class, () -> new SlurmOptions("", 1, -1, Optional.empty())).getMessage()
        .contains("slurm_at_once"));
  }

  @Test
  void submittedArraysAreFoundAgainAfterTheSubmitterDied(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("jobs.json");
    assertEquals(Optional.empty(), SlurmJobs.read(file));
    SlurmJobs jobs = new SlurmJobs("plan-1", List.of(new SlurmJobs.Array(4711, 0, List.of(0, 2, 3), 900),
        new SlurmJobs.Array(4712, 1000, List.of(1000), 1800)));
    jobs.write(file);
    assertEquals(Optional.of(jobs), SlurmJobs.read(file));
    assertEquals(List.of(4711L, 4712L), SlurmJobs.read(file).orElseThrow().numbers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"plan\": \"x\"}"})
  void aFileOfJobsThatCannotBeReadIsNone(String text, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("jobs.json"), text);
    assertEquals(Optional.empty(), SlurmJobs.read(file));
  }

  @Test
  void theExitCodeTellsASchedulerWhetherToTryAgain() {
    assertEquals(ExitCode.FAILED, ExitCode.of(new TaskAttempt.Failed("no image")));
    assertEquals(ExitCode.PASSING, ExitCode.of(new TaskAttempt.Failed("the disk was gone", true)));
    assertEquals(ExitCode.OUT_OF_MEMORY, ExitCode.of(new TaskAttempt.Died("killed", true)));
    assertEquals(ExitCode.PASSING, ExitCode.of(new TaskAttempt.Died("SIGBUS", false)));
    assertEquals(ExitCode.FAILED, ExitCode.of(new TaskAttempt.TimedOut(30)), "it would take too long again");
    assertEquals(List.of(0, 1, 2, 75, 78, 137, 143),
        java.util.stream.Stream.of(ExitCode.values()).map(ExitCode::code).toList());
  }
}
