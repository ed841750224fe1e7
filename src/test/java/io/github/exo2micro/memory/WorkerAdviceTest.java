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

  @Test
  void warnsOfOneWorkerOfFewTasksAndOfTooManyWorkers() {
    assertEquals(List.of(), WorkerAdvice.warnings(false, 9, 1, gib(8, 2)));
    assertEquals(List.of(), WorkerAdvice.warnings(true, 2, 6, gib(32, 4)));
    assertTrue(WorkerAdvice.warnings(true, 1, 6, gib(32, 4)).get(0).contains("worst of both worlds"));
    assertTrue(WorkerAdvice.warnings(true, 2, 3, gib(32, 4)).get(0).contains("with 3 tasks the serial mode"));
    assertTrue(WorkerAdvice.warnings(true, 8, 9, gib(32, 4)).get(0).contains("8 workers are more than the 2"));
  }

  @Test
  void explainsAMachineToABeginner() {
    String text = MachineText.ofAnother(gib(64, 8), 0.05);
    assertTrue(text.contains("A computer with 68.7 GB RAM and 8 cores."), text);
    assertTrue(text.contains("parallel mode with at most 4 workers"), text);
    assertTrue(text.contains("8 GB: 1 (serial),  16 GB: 1 (serial),  32 GB: 2,  64 GB: 4,  128 GB: 8"), text);
    String own = MachineText.ofThis(gib(16, 8), 0.05);
    assertTrue(own.contains("leave parallel mode off") && own.contains("About This Mac")
        && own.contains("Ctrl+Shift+Esc"), own);
  }
}
