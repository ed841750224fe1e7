package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said to sbatch and what is understood of squeue, scontrol and sacct. */
class SlurmWordsTest {

  @Test
  void anArrayIsAskedForInRanges() {
    List<String> command = new ArrayRequest(Path.of("/s.sh"), 1000, List.of(0, 1, 2, 7, 9, 10), 500_000_000L, 2, 30,
        Path.of("/log"), new SlurmOptions("--partition=x --comment='two words'", 1, 4, Optional.empty())).command();
    assertTrue(command.contains("--array=0-2,7,9-10%4"), command.toString());
    assertTrue(command.contains("--mem=477M"), command.toString());
    assertTrue(command.contains("--comment=two words"), command.toString());
    assertEquals(List.of("/s.sh", "1000"), command.subList(command.size() - 2, command.size()));
  }

  @Test
  void optionsThatThePlanDecidesAreRefused() {
    for (String words : List.of("--mem=4G", "-p x -c 4", "--array=1", "-t 10", "--time 10")) {
      RemediableException refused = assertThrows(RemediableException.class,
          () -> new SlurmOptions(words, 1, 0, Optional.empty()));
      assertTrue(refused.getMessage().contains("--memory-factor"), refused.getMessage());
    }
    assertThrows(RemediableException.class, () -> new SlurmOptions("--comment='open", 1, 0, Optional.empty()));
    assertThrows(RemediableException.class, () -> new SlurmOptions("", 0, 0, Optional.empty()));
    assertThrows(RemediableException.class, () -> new SlurmOptions("", Double.NaN, 0, Optional.empty()));
  }

  @Test
  void everyStateOfSlurmHasItsMeaning() {
    assertTrue(JobState.of("PENDING", "", 0, 0).isAlive());
    assertTrue(JobState.of("COMPLETING", "", 0, 0).isAlive());
    assertFalse(JobState.of("COMPLETED", "", 0, 0).isAlive());
    assertEquals(JobState.Phase.CANCELLED, JobState.of("CANCELLED by 0", "", 0, 0).phase());
    assertEquals(JobState.Phase.OUT_OF_MEMORY, JobState.of("OUT_OF_MEMORY", "", 0, 125).phase());
    assertEquals(JobState.Phase.NODE_FAILED, JobState.of("NODE_FAIL", "n1", 0, 0).phase());
    assertEquals(JobState.Phase.TIMED_OUT, JobState.of("TIMEOUT", "n1", 0, 15).phase());
    assertTrue(JobState.of("FAILED", "n1", 0, 9).wasKilled());
    assertTrue(JobState.of("FAILED", "n1", 137, 0).wasKilled());
    assertTrue(JobState.of("FAILED", "n1", 78, 0).isNotShared());
    assertTrue(JobState.of("FAILED", "n1", 0, 53).isNotShared());
  }
}
