package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.port.MemoryProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MemoryTrackerTest {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final FakeProbe probe = new FakeProbe();

  @Test
  void printsThePagesLines() {
    probe.resident = OptionalLong.of(2_340_000_000L);
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.mark("batch start");
      tracker.mark("before CD070/SybrGld");
      probe.resident = OptionalLong.of(14_220_000_000L);
      tracker.markAfterCollection("CD070/SybrGld");
      tracker.summary();
    }
    assertTrue(
        lines.get(0).matches("\\[mem\\]   2\\.34 GB  batch start  \\(heap .* used / .* committed / .* max GB\\)"),
        lines.get(0));
    assertTrue(lines.get(2).startsWith("[mem]  14.22 GB  after gc CD070/SybrGld"), lines.get(2));
    assertEquals(List.of("[mem] === memory summary ===", "[mem] baseline:   2.34 GB",
        "[mem] peak:      14.22 GB  (+11.88 GB)", "[mem] final:     14.22 GB  (+11.88 GB)"), lines.subList(3, 7));
    assertTrue(lines.get(7).startsWith("[mem] WARNING: final RSS is >0.5 GB above baseline. "), lines.get(7));
  }

  @Test
  void seesAPeakBetweenTheMarks() throws Exception {
    CountDownLatch high = new CountDownLatch(1);
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add, sample -> {
      if (sample.residentBytes().orElse(0) == 9_000_000_000L) {
        high.countDown();
      }
    })) {
      tracker.mark("batch start");
      probe.resident = OptionalLong.of(9_000_000_000L);
      high.await();
      probe.resident = OptionalLong.of(300_000_000L);
      tracker.mark("after task");
      tracker.summary();
      assertEquals(9_000_000_000L, tracker.peak(ProcessHandle.current().pid()));
    }
    assertTrue(lines.contains("[mem] peak:       9.00 GB  (+8.70 GB)"), lines.toString());
    assertFalse(String.join("\n", lines).contains("WARNING"), "it came back to its baseline");
  }

  @Test
  void countsAPeakBetweenTwoSamplesForTheWhole() {
    long self = ProcessHandle.current().pid();
    probe.peak = OptionalLong.of(300_000_000L);
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.mark("batch start");
      probe.peak = OptionalLong.of(325_000_000L);
      tracker.restartPeak(self);
      probe.peak = OptionalLong.of(310_000_000L);
      assertEquals(325_000_000L, tracker.peakOfAll(), "what the first task needed is not forgotten");
      tracker.follow(42);
      tracker.taskEnded(42, "CD070/DAPI", 900_000_000L, Optional.empty());
      assertEquals(900_000_000L, tracker.peak(42));
      assertEquals(900_000_000L, tracker.peakOfAll());
      tracker.taskEnded(42, "CD070/FITC", -1, Optional.empty());
      assertEquals(900_000_000L, tracker.peakOfAll());
    }
  }

  @Test
  void warnsOfADeliberateLeakButNotOfOrdinaryWork() {
    MemoryProbe real = new OshiProbe();
    List<byte[]> leak = new ArrayList<>();
    try (MemoryTracker tracker = new MemoryTracker(real, lines::add)) {
      tracker.markAfterCollection("start");
      for (int task = 0; task < 6; task++) {
        leak.add(touched(100 << 20));
        leak.clear();
        tracker.markAfterCollection("ordinary task");
      }
      tracker.summary();
      assertFalse(String.join("\n", lines).contains("WARNING"), String.join("\n", lines));
      for (int task = 0; task < 6; task++) {
        leak.add(touched(100 << 20));
      }
      tracker.markAfterCollection("leaky tasks");
      tracker.summary();
      assertTrue(String.join("\n", lines).contains("WARNING: final RSS is >0.5 GB above baseline"),
          String.join("\n", lines));
      assertEquals(6, leak.size());
    }
  }

  private static byte[] touched(int size) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) 1);
    return bytes;
  }

  @Test
  void warnsOnceWhereThePlatformDoesNotTell() {
    probe.resident = OptionalLong.empty();
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.mark("batch start");
      tracker.mark("before CD070/SybrGld");
      tracker.summary();
      assertEquals(-1, tracker.peak(ProcessHandle.current().pid()));
    }
    assertEquals(List.of("[mem] WARNING: this platform does not tell resident sizes; memory is not followed."), lines);
  }

  @Test
  void followsChildrenOneByOne(@TempDir Path folder) throws Exception {
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.follow(42);
      tracker.mark("two processes");
      assertEquals(600_000_000L, tracker.peakOfAll());
      assertEquals(300_000_000L, tracker.peak(42));
      tracker.forget(42);
      assertEquals(-1, tracker.peak(42));
      tracker.writeCsv(folder.resolve("memory.csv"));
    }
    List<String> rows = Files.readAllLines(folder.resolve("memory.csv"));
    assertEquals(
        "time_s,process,pid,rss_bytes,heap_used_bytes,heap_committed_bytes,heap_max_bytes,available_bytes,label",
        rows.get(0));
    assertTrue(rows.stream().anyMatch(r -> r.matches("\\d+\\.\\d{3},child,42,300000000,,,,,")), rows.toString());
    assertTrue(rows.stream().anyMatch(r -> r.endsWith(",16000000000,\"two processes\"")), rows.toString());
  }

  @Test
  void writesItsTableWhileTheSamplesCome(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("memory.csv");
    Files.writeString(file, "of the batch before\n");
    List<String> whileItRuns;
    List<MemorySample> samples;
    AtomicReference<CountDownLatch> ticks = new AtomicReference<>(new CountDownLatch(0));
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add, sample -> ticks.get().countDown())) {
      tracker.recordTo(file);
      tracker.follow(42);
      tracker.mark("before CD070/DAPI");
      // The third sample from now on is taken when the second has been written.
      ticks.set(new CountDownLatch(3));
      ticks.get().await();
      whileItRuns = Files.readAllLines(file);
      tracker.mark("the end");
      samples = tracker.samples();
    }
    assertTrue(whileItRuns.get(0).startsWith("time_s,process,pid,rss_bytes,"), whileItRuns.toString());
    assertTrue(whileItRuns.stream().anyMatch(r -> r.endsWith(",\"before CD070/DAPI\"")), whileItRuns.toString());
    assertTrue(whileItRuns.stream().anyMatch(r -> r.contains(",child,42,300000000,")), whileItRuns.toString());
    List<String> whole = Files.readAllLines(file);
    assertTrue(whole.stream().anyMatch(r -> r.endsWith(",\"the end\"")), whole.toString());
    assertTrue(whole.stream().filter(r -> r.contains(",parent,")).count() >= samples.size());
    assertEquals(whileItRuns, whole.subList(0, whileItRuns.size()), "the same rows in the same order");
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void boundsItsTableOfALongNight(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("memory.csv");
    MemorySample sample = new MemorySample(1, OptionalLong.of(2), 3, 4, 5, 6, Map.of(), "");
    MemoryCsv csv = new MemoryCsv(file, 7, lines::add);
    List<MemorySample> many = Collections.nCopies(24_000, sample);
    csv.append(many, List::of);
    csv.append(List.of(sample), () -> List.of(sample, sample));
    assertEquals(3, Files.readAllLines(file).size(), "head and what is kept");
    csv.append(List.of(sample), List::of);
    assertEquals(4, Files.readAllLines(file).size(), "and grows again");
  }

  @Test
  void warnsOnceOfADiskThatRefusesItsTable(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("no folder"), "").resolve("memory.csv");
    CountDownLatch ticks = new CountDownLatch(4);
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add, sample -> ticks.countDown())) {
      tracker.recordTo(file);
      ticks.await();
    }
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("[mem] WARNING: memory.csv cannot be written (")
        && lines.get(0).endsWith("; the tasks go on."), lines.get(0));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file.getParent()), left.toList());
    }
  }

  /**
   * Two workers of four tasks each; the first holds {@code growth} bytes more after each, {@code heapShare} of them
   * heap.
   */
  private void workers(long growth, long heapShare) {
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.mark("batch start");
      tracker.follow(4711);
      tracker.follow(4712);
      for (int task = 0; task < 4; task++) {
        HeldMemory grown = HeldMemory.of(400_000_000L + task * growth, 50_000_000L + task * heapShare, 90_000_000L
            + task * heapShare);
        tracker.taskEnded(4711, "S" + task + "/DAPI", 700_000_000L, Optional.of(grown));
        // The second worker's images grow, what it holds afterwards does not.
        tracker.taskEnded(4712, "S" + task + "/FITC", 1_000_000_000L * (task + 1),
            Optional.of(HeldMemory.of(400_000_000L, 50_000_000L, 90_000_000L)));
      }
      tracker.forget(4711);
      tracker.forget(4712);
      tracker.summary();
    }
  }

  private List<String> warnings() {
    return lines.stream().filter(l -> l.contains("WARNING")).toList();
  }

  @Test
  void warnsOfAWorkerThatGrowsFromTaskToTask() {
    workers(200_000_000L, 190_000_000L);
    assertEquals(
        List.of("[mem] WARNING: worker process 4711 holds 0.60 GB more after its last task than after its first, 4 "
            + "tasks in all. Memory is not given back between tasks (Java heap in use +0.57 GB); use the subprocess "
            + "mode, where each task gets a fresh process."),
        warnings());
  }

  @Test
  void warnsOfAWorkerThatGrowsBesideItsHeap() {
    workers(200_000_000L, 0);
    assertEquals(1, warnings().size(), warnings().toString());
  }

  @Test
  void warnsOfNoWorkerThatStaysLevel() {
    workers(0, 0);
    workers(100_000_000L, 90_000_000L);
    assertEquals(List.of(), warnings());
  }

  @Test
  void forgetsWhatAnEarlierProcessOfTheSameIdHeld() {
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      for (int child = 0; child < 2; child++) {
        tracker.follow(4711);
        tracker.taskEnded(4711, "S/DAPI", -1, Optional.of(HeldMemory.of(400_000_000L + child * 900_000_000L, 0, 0)));
        tracker.forget(4711);
      }
      tracker.summary();
    }
    assertEquals(List.of(), warnings());
  }

  @Test
  void tellsThePeaksOfItsChildrenUnderThePagesLines() {
    probe.resident = OptionalLong.of(70_000_000L);
    try (MemoryTracker tracker = new MemoryTracker(probe, lines::add)) {
      tracker.mark("batch start");
      tracker.follow(4711);
      tracker.follow(4712);
      tracker.taskEnded(4711, "CD070/SybrGld", 528_000_000L, Optional.empty());
      tracker.forget(4712);
      tracker.taskEnded(4712, "CD070/DAPI", -1, Optional.empty());
      tracker.summary();
    }
    assertEquals(List.of("[mem] === memory summary ===", "[mem] baseline:   0.07 GB",
        "[mem] peak:       0.07 GB  (+0.00 GB)",
        "[mem] final:      0.07 GB  (+0.00 GB)", "[mem] The sizes above are of this process alone; with its children:",
        "[mem] peak:       0.53 GB  all processes together", "[mem] peak:       0.53 GB  CD070/SybrGld, process 4711",
        "[mem] peak:    unknown     CD070/DAPI, process 4712"), lines.subList(1, lines.size()));
  }
}
