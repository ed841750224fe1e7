package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerAdviceTest {

  private static Machine gib(double gib, int cores) {
    return Machine.supposed((long) (gib * (1L << 30)), cores);
  }

  @Test
  void followsThePagesTable() {
    assertEquals(List.of(1, 1, 2, 4, 8), Stream.of(8, 16, 32, 64, 128).map(g -> WorkerAdvice.recommended(gib(g, 64)))
        .toList());
    assertEquals(2, WorkerAdvice.recommended(gib(31.2, 16)), "a little of 32 GB is the system's own");
  }

  @Test
  void leavesACoreFree() {
    assertEquals(3, WorkerAdvice.recommended(gib(128, 4)));
    assertEquals(1, WorkerAdvice.recommended(gib(128, 1)));
  }

  private static final long HALF_A_GIGABYTE = 500_000_000;

  private static List<String> warnings(boolean parallel, int workers, int tasks, Machine machine) {
    return WorkerAdvice.warnings(parallel, workers, tasks, machine, HALF_A_GIGABYTE);
  }

  @Test
  void warnsOfOneWorkerOfFewTasksAndOfTooManyWorkers() {
    assertEquals(List.of(), warnings(false, 9, 1, gib(8, 2)));
    assertEquals(List.of(), warnings(true, 2, 6, gib(32, 4)));
    assertTrue(warnings(true, 1, 6, gib(32, 4)).get(0).contains("worst of both worlds"));
    assertTrue(warnings(true, 2, 3, gib(32, 4)).get(0).contains("with 3 tasks the serial mode"));
    assertTrue(warnings(true, 8, 9, gib(32, 4)).get(0).contains("8 workers are more than help on this machine"));
  }

  @Test
  void countsThisProgramsHalfGigabyteBesideTheTable() {
    assertEquals(
        "The original's table says 1 for 17.2 GB RAM; this program needs 0.5 GB per task, so 24 workers fit, and 8 "
            + "make the most of 16 cores.",
        WorkerAdvice.sentence(gib(16, 16), HALF_A_GIGABYTE));
    assertEquals(8, WorkerAdvice.useful(gib(16, 16), HALF_A_GIGABYTE));
    assertEquals(3, WorkerAdvice.useful(gib(2, 16), HALF_A_GIGABYTE), "memory is the limit");
    assertEquals(1, WorkerAdvice.useful(gib(16, 2), HALF_A_GIGABYTE), "two cores are one task's");
    assertEquals(List.of(), warnings(true, 8, 12, gib(16, 16)), "more than the table, but they fit and help");
  }

  @Test
  void saysInSerialModeWhenParallelWouldUseTheMachineBetter() {
    String advice = String.join("", warnings(false, 2, 12, gib(16, 16)));
    assertTrue(
        advice.contains("8 of 16 cores") && advice.contains("parallel mode with 8 workers")
            && advice.contains("0.5 GB"),
        advice);
    assertEquals(List.of(), warnings(false, 2, 12, gib(16, 2)), "on two cores there is nothing to gain");
    assertEquals(List.of(), warnings(false, 2, 3, gib(16, 16)), "too few tasks");
  }

  @Test
  void givesOneTaskTheThreadsThatHelp() {
    assertEquals(List.of(1, 2, 4, 8, 8, 8), Stream.of(1, 2, 4, 8, 16, 64).map(WorkerAdvice::usefulThreads).toList());
  }

  @Test
  void explainsAMachineToABeginner() {
    String text = MachineText.ofAnother(gib(64, 8), 0.05);
    assertTrue(text.contains("A computer with 68.7 GB RAM and 8 cores."), text);
    assertTrue(text.contains("parallel mode with at most 4 workers"), text);
    assertTrue(text.contains("8 GB: 1 (serial),  16 GB: 1 (serial),  32 GB: 2,  64 GB: 4,  128 GB: 8"), text);
    String own = MachineText.ofThis(gib(16, 2), 0.05);
    assertTrue(own.contains("leave parallel mode off") && own.contains("About This Mac")
        && own.contains("Ctrl+Shift+Esc"), own);
  }
}
