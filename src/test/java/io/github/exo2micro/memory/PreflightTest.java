package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PreflightTest {

  private static final long GB = 1_000_000_000L;
  /** 500 million pixels: 2 GB as float32. */
  private static final ImageSize PADDED = new ImageSize(25_000, 20_000);
  private static final int THREADS = 1;
  private static final long BASE = MemoryEstimate.of(PADDED, HostKind.WORKER, 0, THREADS, false).residentBytes();

  /** With a factor of 1 a task of this size takes 2.4 GB, whatever the base is calibrated to. */
  private static final ImageSize FOR_2_4_GB = new ImageSize(25_000, (int) ((24 * GB / 10 - BASE) / (4 * 25_000)));

  private static Machine machine(long available) {
    return new Machine(64 * GB, available, OptionalLong.empty(), 4 * GB, 8);
  }

  private static Preflight check(int tasks, int workers, double factor, long available, long disk) {
    return check(PADDED, tasks, workers, factor, available, disk);
  }

  private static Preflight check(ImageSize padded, int tasks, int workers, double factor, long available, long disk) {
    PlannedTask task = new PlannedTask("S/D", padded, THREADS, false, 4 * GB, 0);
    return Preflight.of(new PreflightRequest(Collections.nCopies(tasks, task), HostKind.WORKER, "parallel", workers,
        2000, "both", factor, machine(available), disk, Path.of("/data"), List.of()));
  }

  /** A sum that would be too large for a long is the largest long, never less than nothing. */
  @Test
  void refusesWhatNoSumCanHold() {
    PlannedTask task = new PlannedTask("S/D", new ImageSize(Integer.MAX_VALUE, Integer.MAX_VALUE), THREADS, false,
        Long.MAX_VALUE, Long.MAX_VALUE);
    MemoryEstimate estimate = MemoryEstimate.of(task.padded(), HostKind.WORKER, 1000, THREADS, true)
        .plus(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, estimate.residentBytes());
    assertEquals(Long.MAX_VALUE, estimate.heapBytes());
    Preflight check = Preflight
        .of(new PreflightRequest(List.of(task, task), HostKind.WORKER, "parallel", 2, 0, "tiff", 1,
            Machine.supposed(16L << 30, 4), GB, java.nio.file.Path.of("."), List.of()));
    assertEquals(Long.MAX_VALUE, check.diskBytes());
    assertTrue(check.ramBytes() > 0, check.text());
    assertThrows(RamRefusedException.class, check::requireFit);
  }

  /** Bands hold 16 rows at least, of an image of a million pixels' width, too. */
  @Test
  void countsBandsOfVeryWideImages() {
    assertEquals(MemoryEstimate.of(new ImageSize(250_000, 4000), HostKind.WORKER, 0, THREADS, false),
        MemoryEstimate.of(new ImageSize(20_000, 50_000), HostKind.WORKER, 0, THREADS, false));
    assertTrue(MemoryEstimate.of(new ImageSize(1_000_000, 1000), HostKind.WORKER, 0, THREADS, false)
        .residentBytes() > BASE + 150_000_000);
  }

  @Test
  void looksLikeThePagesExample() {
    double factor = (2.76 * GB - BASE) / (4.0 * PADDED.area());
    PlannedTask task = new PlannedTask("S/D", PADDED, THREADS, false, 4_100_000_000L, 0);
    assertEquals("""
        === Pre-flight resource check ===
          RAM: estimated peak 2.8 GB vs 16.0 GB available (17%)  ✓
          Disk: estimated total 4.1 GB vs 412 GB free (1%)  ✓
        =================================""", Preflight.of(new PreflightRequest(List.of(task), HostKind.WORKER,
        "serial", 1, 2000, "tiff", factor, machine(16_000_000_000L), 412 * GB, Path.of("/data"), List.of())).text());
  }

  @Test
  void estimatesByTheFormulaTimesTheTasksAtOnce() {
    Preflight four = check(6, 4, 1, 64 * GB, 1000 * GB);
    assertEquals(4 * (2 * GB + BASE), four.ramBytes());
    assertEquals(24 * GB, four.diskBytes());
    assertEquals(2 * (2 * GB + BASE), check(2, 4, 1, 64 * GB, 1000 * GB).ramBytes(), "two tasks need no four workers");
  }

  @Test
  void hasThreeBandsWithTheirBordersWhereThePageHasThem() {
    long needed = 2 * GB + BASE;
    assertEquals(Preflight.Band.FINE, check(1, 1, 1, needed * 10 / 8, 1000 * GB).ram());
    assertEquals(Preflight.Band.HIGH, check(1, 1, 1, needed * 10 / 8 - 10, 1000 * GB).ram());
    assertEquals(Preflight.Band.HIGH, check(1, 1, 1, needed, 1000 * GB).ram());
    assertEquals(Preflight.Band.EXCEEDED, check(1, 1, 1, needed - 1, 1000 * GB).ram());
    assertEquals(Preflight.Band.FINE, check(1, 1, 1, 64 * GB, 5 * GB).disk());
    assertEquals(Preflight.Band.HIGH, check(1, 1, 1, 64 * GB, 4 * GB).disk());
    assertEquals(Preflight.Band.EXCEEDED, check(1, 1, 1, 64 * GB, 4 * GB - 1).disk());
  }

  @Test
  void warnsAndGoesOnWhenHigh() {
    Preflight high = check(FOR_2_4_GB, 4, 4, 1, 10 * GB, 17 * GB);
    high.requireFit();
    assertEquals("""
        === Pre-flight resource check ===
          RAM: estimated peak 9.6 GB vs 10.0 GB available (96%)  ⚠️ HIGH
               Close other programs, or use fewer workers (now 4).
          Disk: estimated total 16.0 GB vs 17.0 GB free (94%)  ⚠️ HIGH
               Free disk space at /data, or write one checkpoint format only (now both).
        =================================""", high.text());
  }

  @Test
  void refusesTooMuchRamWithFiguresAndNumberedRemedies() {
    Preflight check = check(FOR_2_4_GB, 6, 4, 1, 8 * GB, 1000 * GB);
    assertTrue(check.text().contains("RAM: estimated peak 9.6 GB vs 8.0 GB available (120%)  ❌ EXCEEDS AVAILABLE"),
        check.text());
    RamRefusedException refused = assertThrows(RamRefusedException.class, check::requireFit);
    assertEquals(3, refused.workersThatFit());
    assertEquals(8 * GB, refused.availableBytes());
    assertEquals(
        """
            The estimated peak RAM (9.6 GB) exceeds what is available (8.0 GB, set by this machine's free RAM).
              Evidence: 6 tasks (the largest is S/D, padded 25000 x 20200 px), 4 workers, pad=2000; one task needs 2.4 GB at its peak (factor 1.0 of its padded image, plus the process). At most 3 workers would fit.
              What to do:\s
                1. Use fewer workers (now 4; at most 3 fit).
                2. Use a smaller pad (now 2000 px; try 1000 or 500).
                3. Close other programs to free RAM.
                4. Run anyway with force_run (--force-run; now off). Not recommended: the system may end a task in the middle.""",
        refused.getMessage());
  }

  @Test
  void refusesTooMuchDiskWithItsOwnType() {
    DiskRefusedException refused = assertThrows(DiskRefusedException.class,
        check(6, 1, 0.05, 64 * GB, 10 * GB)::requireFit);
    assertEquals(24 * GB, refused.neededBytes());
    assertEquals(10 * GB, refused.freeBytes());
    assertTrue(refused.getMessage().contains("1. Free 14.0 GB or more at /data"), refused.getMessage());
    assertTrue(refused.getMessage().contains("2. Write one checkpoint format only (now both)"), refused.getMessage());
  }

  @Test
  void countsPassingFilesOnceForEachTaskThatRunsAtOnce() {
    PlannedTask small = new PlannedTask("a", PADDED, THREADS, false, GB, 2 * GB);
    PlannedTask large = new PlannedTask("b", PADDED, THREADS, false, GB, 5 * GB);
    PreflightRequest serial = new PreflightRequest(List.of(small, large, small), HostKind.WORKER, "serial", 1, 0,
        "tiff",
        0, machine(8 * GB), 1000 * GB, Path.of("/data"), List.of());
    assertEquals(3 * GB + 5 * GB, Preflight.of(serial).diskBytes());
  }

  @Test
  void takesTheScarcestLimitAndNamesIt() {
    Machine heap = new Machine(64 * GB, 32 * GB, OptionalLong.of(20 * GB), 2 * GB, 8);
    assertEquals("the container's memory limit", heap.availableFor(HostKind.WORKER).limitedBy());
    assertEquals(20 * GB, heap.availableFor(HostKind.WORKER).bytes());
    assertEquals("this program's Java heap limit (-Xmx)", heap.availableFor(HostKind.IN_PROCESS).limitedBy());
    assertEquals("this machine's free RAM", machine(3 * GB).availableFor(HostKind.IN_PROCESS).limitedBy());
  }

  @Test
  void saysWhatSetsTheLimitAndHowToRaiseIt() {
    Machine boxed = new Machine(64 * GB, 32 * GB, OptionalLong.of(10 * GB), 4 * GB, 8);
    PlannedTask task = new PlannedTask("S/D", FOR_2_4_GB, THREADS, false, GB, 0);
    Preflight high = Preflight
        .of(new PreflightRequest(Collections.nCopies(4, task), HostKind.WORKER, "parallel", 4, 2000,
            "tiff", 1, boxed, 100 * GB, Path.of("/data"), List.of()));
    assertTrue(high.text().contains("\n       Raise the container's memory limit, or use fewer workers (now 4)."),
        high.text());
    assertTrue(high.text().contains("\n  Note: what is available is set by the container's memory limit."),
        high.text());
  }

  @Test
  void namesOnlyRemediesThatHelp() {
    String one = assertThrows(RamRefusedException.class, check(FOR_2_4_GB, 4, 4, 1, 3 * GB, 99 * GB)::requireFit)
        .getMessage();
    assertTrue(one.contains("one task at a time fits, which is what the subprocess mode does"), one);
    String none = assertThrows(RamRefusedException.class, check(FOR_2_4_GB, 4, 4, 1, GB, GB)::requireFit).getMessage();
    assertFalse(none.contains("fewer workers"), none);
    assertTrue(none.contains("The disk would not do either: 16.0 GB of output, 1.0 GB free at /data."), none);
    PlannedTask huge = new PlannedTask("S/D", PADDED, THREADS, false, GB, 0);
    String heap = assertThrows(RamRefusedException.class, Preflight.of(new PreflightRequest(List.of(huge),
        HostKind.IN_PROCESS, "serial", 1, 0, "tiff", 100, machine(64 * GB), 99 * GB, Path.of("/data"),
        List.of()))::requireFit)
        .getMessage();
    assertTrue(heap.contains("1. Use a computer with more RAM: this one has 64.0 GB."), heap);
  }

  @Test
  void givesAChildTheHeapOfTheEstimate() {
    MemoryEstimate estimate = MemoryEstimate.of(PADDED, HostKind.WORKER, 1, THREADS, false);
    assertEquals(2 * GB + BASE - HostKind.WORKER.besidesBytes(), estimate.heapBytes());
  }

  @Test
  void countsThreadsAndCompressionAndLessForSmallImages() {
    MemoryEstimate plain = MemoryEstimate.of(PADDED, HostKind.WORKER, 0, 2, false);
    assertTrue(MemoryEstimate.of(PADDED, HostKind.WORKER, 0, 4, false).heapBytes() > plain.heapBytes());
    assertTrue(MemoryEstimate.of(PADDED, HostKind.WORKER, 0, 2, true).heapBytes() > plain.heapBytes());
    assertTrue(MemoryEstimate.of(new ImageSize(917, 624), HostKind.WORKER, 0, 2, false).heapBytes() < plain.heapBytes()
        - 90_000_000L);
    assertEquals(plain, MemoryEstimate.of(new ImageSize(50_000, 40_000), HostKind.WORKER, 0, 2, false));
  }

  @Test
  void countsTheGarbageThatALargeHeapLetsLieButRefusesNoSmallHeapForIt() {
    ImageSize small = new ImageSize(2960, 2960);
    MemoryEstimate own = MemoryEstimate.of(small, HostKind.IN_PROCESS, 0.035, 2, false);
    assertTrue(own.residentBytes() > 416_000_000L, "a torn pair of this size was measured so");
    assertEquals(0, MemoryEstimate.of(small, HostKind.WORKER, 0.035, 2, false).garbageBytes(), "its heap is cut");
    PlannedTask task = new PlannedTask("S/D", small, 2, false, GB, 0);
    Machine tight = new Machine(64 * GB, 32 * GB, OptionalLong.empty(), own.heapBytes(), 8);
    serial(task, tight).requireFit();
    long least = MemoryEstimate.of(small, HostKind.IN_PROCESS, 0, 2, false).residentBytes();
    Machine roomy = new Machine(64 * GB, 32 * GB, OptionalLong.empty(), GB, 8);
    assertEquals(least, serial(task, roomy).ramBytes(), "all of it where there is room");
    assertEquals(least - own.garbageBytes(), serial(task, tight).ramBytes());
  }

  @Test
  void refusesTooSmallAHeapInSerialModeAndSaysWhichIsEnough() {
    PlannedTask task = new PlannedTask("S/D", PADDED, THREADS, false, GB, 0);
    MemoryEstimate estimate = MemoryEstimate.of(PADDED, HostKind.IN_PROCESS, 0, THREADS, false);
    Machine tight = new Machine(64 * GB, 32 * GB, OptionalLong.empty(), estimate.heapBytes() - 1, 8);
    RamRefusedException refused = assertThrows(RamRefusedException.class, serial(task, tight)::requireFit);
    java.util.regex.Matcher enough = java.util.regex.Pattern.compile("-Xmx(\\d+)m is enough")
        .matcher(refused.getMessage());
    assertTrue(enough.find(), refused.getMessage());
    assertTrue(Long.parseLong(enough.group(1)) << 20 > 1.1 * estimate.heapBytes(), refused.getMessage());
    serial(task, new Machine(64 * GB, 32 * GB, OptionalLong.empty(), estimate.heapBytes(), 8)).requireFit();
  }

  private static Preflight serial(PlannedTask task, Machine machine) {
    return Preflight.of(new PreflightRequest(List.of(task), HostKind.IN_PROCESS, "serial", 1, 0, "tiff", 0, machine,
        1000 * GB, Path.of("/data"), List.of()));
  }

  @Test
  void writesAmountsForPeople() {
    assertEquals(List.of("0 MB", "1 kB", "40 kB", "1 MB", "350 MB", "1.0 GB", "2.8 GB", "99.9 GB", "412 GB", "-1.5 GB"),
        java.util.stream.LongStream
            .of(0, 7, 40_400, 999_600, 350_000_000, 999_900_000, 2_800_000_000L, 99_940_000_000L, 411_900_000_000L,
                -1_500_000_000L)
            .mapToObj(ByteText::of).toList());
  }
}
