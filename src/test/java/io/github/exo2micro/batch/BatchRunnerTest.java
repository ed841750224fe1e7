package io.github.exo2micro.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.ChildHeap;
import io.github.exo2micro.batch.plan.SkippedTask;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.FakeProbe;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.memory.RamRefusedException;
import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.worker.Children;
import io.github.exo2micro.worker.ScriptedRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@DisabledOnOs(OS.WINDOWS)
class BatchRunnerTest {

  /** The modes that need no scheduler. */
  private static final List<BatchMode> HERE = List.of(BatchMode.SERIAL, BatchMode.PARALLEL, BatchMode.SUBPROCESS);

  @TempDir
  Path folder;

  /** Remembers the calls in order, and that they never overlap. */
  private static class Heard implements BatchListener {
    final List<String> events = new ArrayList<>();
    final List<BatchProgress> overall = new ArrayList<>();
    private Thread inside;

    private void add(String event) {
      assertEquals(null, inside, "two calls at once");
      inside = Thread.currentThread();
      events.add(event);
      inside = null;
    }

    @Override
    public void queued(TaskId task) {
      add("queued " + task);
    }

    @Override
    public void started(TaskId task, int attempt, String worker) {
      add("started " + task + " attempt " + attempt);
    }

    @Override
    public void stage(TaskId task, Stage stage, boolean reused) {
      add("stage " + stage.number() + " of " + task);
    }

    @Override
    public void log(Optional<TaskId> task, String line) {
      add("log " + task.map(TaskId::toString).orElse("-") + ": " + line);
    }

    @Override
    public void finished(TaskReport report) {
      add("finished " + report.task() + ": " + report.outcome().status().lines().findFirst().orElse(""));
    }

    @Override
    public void overall(BatchProgress progress) {
      overall.add(progress);
    }
  }

  private final Heard heard = new Heard();
  private final CancelToken token = new CancelToken();

  private BatchRunner runner(MemoryProbe probe) {
    return new BatchRunner(new BatchHost(new ScriptedRunner(), Children.launcher("serve", folder), HostKind.WORKER,
        new FakeSource(new ImageSize(613, 227)), probe, List.of()));
  }

  private BatchRunner runner() {
    return runner(new OshiProbe());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private BatchRequest request(BatchOptions options, String... dyes) {
    List<TaskRequest> tasks = new ArrayList<>();
    for (int i = 0; i < dyes.length; i++) {
      tasks.add(Children.task("S" + (i + 1), dyes[i], out()));
    }
    return new BatchRequest(folder, out(), tasks, List.of(), options);
  }

  private static BatchOptions options(BatchMode mode) {
    return BatchOptions.defaults().withMode(mode).withWorkers(2)
        .withChildHeap(Optional.of(new ChildHeap(48L << 20, Optional.empty())));
  }

  private List<String> statuses(BatchSummary summary) {
    return summary.reports().stream().map(r -> r.outcome().status().lines().findFirst().orElse("")).toList();
  }

  @Test
  void givesTheSameFilesInEveryMode() throws Exception {
    byte[] first = new byte[0];
    for (BatchMode mode : HERE) {
      BatchSummary summary = runner().run(request(options(mode), "ok", "ok", "rubbish"), heard, token);
      assertEquals(List.of("complete", "complete", "complete"), statuses(summary), mode.word());
      assertEquals(0, summary.exitCode());
      assertEquals(mode != BatchMode.SERIAL, summary.text().contains("of all processes, this program with them, "),
          summary.text());
      byte[] content = Files.readAllBytes(out().resolve("S2_ok.out"));
      if (mode != BatchMode.SERIAL) {
        assertArrayEquals(first, content);
      }
      first = content;
      assertTrue(summary.reports().stream().allMatch(r -> r.peakBytes() > 10_000_000), "real peaks in " + mode);
      Files.delete(out().resolve("S2_ok.out"));
    }
  }

  @Test
  void aVariantLeavesTheSummaryOfTheBatchBefore() throws Exception {
    runner().run(request(options(BatchMode.SERIAL), "ok", "ok"), heard, token);
    List<Path> told = List.of(out().resolve("batch_summary.csv"), out().resolve("batch_summary.json"),
        out().resolve("report.html"), out().resolve("report.json"));
    List<String> before = new ArrayList<>();
    for (Path file : told) {
      before.add(Files.readString(file));
    }
    BatchSummary variant = runner().runAsVariant(request(options(BatchMode.SERIAL), "ok"), heard, token);
    assertEquals(List.of("complete"), statuses(variant));
    for (int i = 0; i < told.size(); i++) {
      assertEquals(before.get(i), Files.readString(told.get(i)), told.get(i).toString());
    }
  }

  @Test
  void goesOnWhenChildrenDieAndNamesEachDeath() throws Exception {
    for (BatchMode mode : List.of(BatchMode.PARALLEL, BatchMode.SUBPROCESS)) {
      BatchSummary summary = runner().run(request(options(mode).withTimeoutSeconds(4), "ok", "kill9", "heap", "hang",
          "ok", "mendable"), heard, token);
      assertEquals(List.of("complete", "error: subprocess killed (likely OOM)",
          "error: out of memory (Java heap of 50 MB exhausted); raise it with a larger peak factor (--peak-factor) or "
              + "EXO2MICRO_CHILD_HEAP=96m",
          "error: subprocess timed out after 4 s", "complete", "error: The pair does not match."), statuses(summary),
          mode.word());
      assertEquals(1, summary.exitCode());
    }
  }

  @Test
  void keepsAPoolsChildForManyTasksAndAFreshOneForOne() throws Exception {
    for (BatchMode mode : List.of(BatchMode.PARALLEL, BatchMode.SUBPROCESS)) {
      Heard own = new Heard();
      runner().run(request(options(mode), "ok", "ok", "ok", "ok", "ok"), own, token);
      long children = own.events.stream().filter(e -> e.contains(": begins in process"))
          .map(e -> e.substring(e.indexOf("process"))).distinct().count();
      assertEquals(mode == BatchMode.PARALLEL ? 2 : 5, children);
    }
  }

  @Test
  void retriesAKilledTaskAloneAfterTheOthers() throws Exception {
    BatchSummary summary = runner().run(request(options(BatchMode.PARALLEL).withRetries(1), "kill9once", "ok", "ok",
        "heapunlessfrugal"), heard, token);
    assertEquals(List.of("complete", "complete", "complete", "complete"), statuses(summary));
    assertEquals(List.of(2, 1, 1, 2), summary.reports().stream().map(TaskReport::attempts).toList());
    int lastOther = Math.max(heard.events.indexOf("finished S2/ok: complete"),
        heard.events.indexOf("finished S3/ok: complete"));
    assertTrue(heard.events.indexOf("started S1/kill9once attempt 2") > lastOther, heard.events.toString());
    int first = heard.events.indexOf("started S1/kill9once attempt 2");
    int second = heard.events.indexOf("started S4/heapunlessfrugal attempt 2");
    int between = heard.events.indexOf(first < second ? "finished S1/kill9once: complete"
        : "finished S4/heapunlessfrugal: complete");
    assertTrue(between < Math.max(first, second), "retries run one at a time");
  }

  @Test
  void doesNotRetryUnlessAsked() throws Exception {
    BatchSummary summary = runner().run(request(options(BatchMode.SUBPROCESS), "kill9once"), heard, token);
    assertEquals(List.of("error: subprocess killed (likely OOM)"), statuses(summary));
    assertTrue(
        summary.text().contains("error: subprocess killed (likely OOM)\n        What to do: start the same command"
            + " again with fewer tasks at once"),
        summary.text());
  }

  @Test
  void abortsEndsItsChildrenAndKeepsWhatIsFinished() throws Exception {
    for (BatchMode mode : HERE) {
      CancelToken own = new CancelToken();
      Heard hearsAndAborts = new Heard() {
        @Override
        public void stage(TaskId task, Stage stage, boolean reused) {
          super.stage(task, stage, reused);
          if (task.dye().equals("hang") && stage == Stage.ICP_ALIGNED) {
            own.cancel();
          }
        }
      };
      BatchSummary summary = runner().run(request(options(mode).withWorkers(1), "ok", "hang", "ok"), hearsAndAborts,
          own);
      assertEquals(List.of("complete", "cancelled", "cancelled before it began"), statuses(summary), mode.word());
      assertEquals(130, summary.exitCode());
      assertTrue(summary.text().contains("ABORTED"), summary.text());
      assertTrue(Files.exists(out().resolve("S1_ok.out")));
    }
    assertEquals(0, ProcessHandle.current().descendants().filter(p -> p.info().commandLine().orElse("")
        .contains("RudeChild")).count());
  }

  @Test
  void abortsATaskThatReportsNothingAndWaits() throws Exception {
    for (BatchMode mode : HERE) {
      CancelToken own = new CancelToken();
      Heard hearsAndAborts = new Heard() {
        @Override
        public void stage(TaskId task, Stage stage, boolean reused) {
          super.stage(task, stage, reused);
          if (stage == Stage.ICP_ALIGNED) {
            new Thread(own::cancel).start();
          }
        }
      };
      BatchSummary summary = runner().run(request(options(mode).withWorkers(1), "waits", "ok"), hearsAndAborts, own);
      assertEquals(List.of("cancelled", "cancelled before it began"), statuses(summary), mode.word());
      assertTrue(Files.exists(out().resolve("batch_summary.json")), "an interrupted thread can write no file");
      Files.delete(out().resolve("batch_summary.json"));
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void refusesAPlanThatDoesNotFitBeforeAnyTask() throws Exception {
    FakeProbe poor = new FakeProbe();
    poor.available = 100_000_000L;
    RamRefusedException refused = assertThrows(RamRefusedException.class,
        () -> runner(poor).run(request(options(BatchMode.PARALLEL), "ok", "ok"), heard, token));
    assertEquals(0, refused.workersThatFit());
    assertFalse(Files.exists(out().resolve("S1_ok.out")));
    BatchSummary forced = runner(poor).run(request(options(BatchMode.PARALLEL).withForceRun(true)
        .withWatchdog(Optional.of(new WatchdogSettings(Long.MAX_VALUE, 5))), "ok", "ok"), heard, token);
    assertEquals(0, forced.exitCode(), "the watchdog ended what force_run let begin");
    assertTrue(heard.events.stream().anyMatch(e -> e.startsWith("log -: The memory watchdog is off for this run")));
    assertTrue(heard.events.stream().anyMatch(e -> e.startsWith("log -: WARNING, going on because of force_run")));
  }

  @Test
  void endsATaskInsteadOfLettingTheMachineSwap() throws Exception {
    FakeProbe low = new FakeProbe();
    low.available = 490_000_000L;
    BatchSummary summary = runner(low).run(request(BatchOptions.defaults(), "ok"), heard, token);
    assertEquals(List.of("error: The machine ran out of memory before stage 1 of S1/ok."), statuses(summary));
    BatchSummary child = runner().run(request(options(BatchMode.SUBPROCESS).withWatchdog(Optional.of(
        new WatchdogSettings(Long.MAX_VALUE, 5))), "ok"), heard, token);
    assertEquals(List.of("error: The machine ran out of memory before stage 1 of S1/ok."), statuses(child));
  }

  @Test
  void failsABatchWithMissingPairsWhenStrictAndSkipsThemWhenNot() throws Exception {
    BatchRequest strict = new BatchRequest(folder, out(), List.of(Children.task("S1", "ok", out())),
        List.of(new SkippedTask(new TaskId("S2", "DAPI"), "the post image is missing"),
            new SkippedTask(new TaskId("S3", "DAPI"), "no such dye")),
        options(BatchMode.SERIAL));
    RemediableException refused = assertThrows(RemediableException.class, () -> runner().run(strict, heard, token));
    assertTrue(refused.getMessage().contains("S2/DAPI: the post image is missing")
        && refused.getMessage().contains("S3/DAPI: no such dye"), refused.getMessage());
    BatchSummary summary = runner().run(new BatchRequest(folder, out(), strict.tasks(), strict.skipped(),
        options(BatchMode.SERIAL).withStrictDyes(false)), heard, token);
    assertEquals(List.of("complete", "skipped: the post image is missing", "skipped: no such dye"), statuses(summary));
    assertEquals(0, summary.exitCode());
  }

  @Test
  void refusesTheSameTaskTwice() {
    TaskRequest task = Children.task("S1", "ok", out());
    assertThrows(RemediableException.class, () -> runner().run(new BatchRequest(folder, out(), List.of(task, task),
        List.of(), options(BatchMode.SERIAL)), heard, token));
  }

  @Test
  void writesLogAndSummaryFiles() throws Exception {
    runner().run(request(options(BatchMode.SUBPROCESS).withMemoryDebug(true), "ok", "exit5"), heard, token);
    String log = Files.readString(out().resolve(RunLog.FILE_NAME));
    assertTrue(log.lines().anyMatch(l -> l.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  \\[S1/ok\\] "
        + "note of S1/ok with 2 threads")), log);
    assertTrue(log.contains("[S2/exit5] I leave with five"), log);
    assertTrue(log.contains("=== Pre-flight resource check ===") && log.contains("[mem] === memory summary ==="), log);
    List<String> csv = Files.readAllLines(out().resolve("batch_summary.csv"));
    assertEquals(3, csv.size());
    assertTrue(csv.get(1).startsWith("\"S1\",\"ok\",\"complete\",1.25000,,,"), csv.get(1));
    JsonObject json = JsonParser.parseString(Files.readString(out().resolve("batch_summary.json"))).getAsJsonObject();
    assertEquals(1, json.get("exit_code").getAsInt());
    JsonObject done = json.getAsJsonArray("tasks").get(0).getAsJsonObject().getAsJsonObject("result");
    assertTrue(done.getAsJsonArray("warp").get(5).isJsonNull(), "JSON knows no NaN");
    assertTrue(done.get("peakBytes").getAsLong() > 10_000_000);
    JsonObject failed = json.getAsJsonArray("tasks").get(1).getAsJsonObject();
    assertEquals("Crashed", failed.get("outcome").getAsString());
    assertEquals("I leave with five", failed.getAsJsonArray("last_lines").get(0).getAsString());
    try (Stream<String> rows = Files.lines(out().resolve("memory.csv"))) {
      assertTrue(rows.anyMatch(row -> row.contains(",child,")), "each child's memory is in the table");
    }
  }

  @Test
  void showsEveryFullMessageUnderProblems() throws Exception {
    BatchSummary summary = runner().run(request(options(BatchMode.SERIAL), "ok", "mendable"), heard, token);
    String text = summary.text();
    assertTrue(text.contains("S1      ok        1.2500  -         "), text);
    assertTrue(text.contains("1 done, 1 failed in "), text);
    assertTrue(text.contains("PROBLEMS\n  S2/mendable: error: The pair does not match.\n        Evidence: 3 matches\n"
        + "        What to do: check the files\n"), text);
  }

  @Test
  void growsItsProgressToOneAndWeighsTasks() throws Exception {
    runner().run(request(options(BatchMode.SERIAL), "ok", "ok", "ok"), heard, token);
    for (int i = 1; i < heard.overall.size(); i++) {
      assertTrue(heard.overall.get(i).fraction() >= heard.overall.get(i - 1).fraction());
    }
    BatchProgress last = heard.overall.get(heard.overall.size() - 1);
    assertEquals(1.0, last.fraction(), 1e-9);
    assertEquals(3, last.finished());
    assertEquals(0.0, last.secondsLeft().orElseThrow(), 1e-9);
  }

  @Test
  void goesOnWhenItsListenerFails() throws Exception {
    BatchListener broken = new BatchListener() {
      @Override
      public void stage(TaskId task, Stage stage, boolean reused) {
        throw new IllegalStateException("no window any more");
      }
    };
    for (BatchMode mode : List.of(BatchMode.SERIAL, BatchMode.SUBPROCESS)) {
      BatchSummary summary = runner().run(request(options(mode), "ok"), broken, token);
      assertEquals(List.of("complete"), statuses(summary), mode.word());
    }
    assertTrue(Files.readString(out().resolve(RunLog.FILE_NAME)).contains("the listener failed: "
        + "java.lang.IllegalStateException: no window any more"));
  }

  @Test
  void marksTaskBoundariesAmongItsMemorySamples() throws Exception {
    BatchSummary summary = runner().run(request(options(BatchMode.SERIAL), "ok", "ok"), heard, token);
    assertEquals(List.of("before S1/ok", "after S1/ok", "before S2/ok", "after S2/ok"),
        summary.memory().stream().map(MemorySample::label).filter(l -> !l.isEmpty()).toList());
  }

  /** A machine whose own peak is above every sample, as it is when a task's buffers come and go between two of them. */
  private static FakeProbe sharpPeak() {
    FakeProbe probe = new FakeProbe();
    probe.resident = OptionalLong.of(294_000_000L);
    probe.peak = OptionalLong.of(325_000_000L);
    return probe;
  }

  @Test
  void tellsATotalPeakNotBelowThatOfATask() throws Exception {
    for (BatchMode mode : HERE) {
      BatchSummary summary = runner(mode == BatchMode.SERIAL ? sharpPeak() : new OshiProbe())
          .run(request(options(mode), "ok", "ok"), heard, token);
      long largest = summary.reports().stream().mapToLong(TaskReport::peakBytes).max().orElseThrow();
      assertTrue(summary.peakBytes() >= largest, mode + ": " + summary.peakBytes() + " < " + largest);
      if (mode == BatchMode.SERIAL) {
        assertEquals(325_000_000L, largest);
        assertTrue(summary.text().contains("peak memory 325 MB"), summary.text());
        assertTrue(Files.readString(out().resolve("batch_summary.json")).contains("\"peak_bytes\": 325000000"));
      }
    }
  }

  @Test
  void warnsOfAPoolWorkerThatKeepsItsMemory() throws Exception {
    BatchOptions options = options(BatchMode.PARALLEL).withWorkers(1).withMemoryDebug(true)
        .withChildHeap(Optional.of(new ChildHeap(3L << 29, Optional.empty())));
    runner().run(request(options, "ok", "ok", "ok"), heard, token);
    assertFalse(String.join("\n", heard.events).contains("WARNING: worker process"), heard.events.toString());
    runner().run(request(options, "leak", "leak", "leak"), heard, token);
    String said = String.join("\n", heard.events);
    assertTrue(
        Pattern.compile("WARNING: worker process \\d+ holds 0\\.6\\d GB more after its last task").matcher(said).find(),
        said);
    assertTrue(Pattern.compile("\\[mem\\] peak: +\\d\\.\\d\\d GB  S3/leak, process \\d+").matcher(said).find(), said);
  }

  @Test
  void aFolderInPlaceOfTheMemoryTableIsSetAside() throws Exception {
    Files.createDirectories(out().resolve("memory.csv").resolve("in the way"));
    BatchSummary summary = runner().run(request(options(BatchMode.SERIAL).withMemoryDebug(true), "ok"), heard, token);
    assertEquals(List.of("complete"), statuses(summary));
    assertTrue(Files.exists(out().resolve("batch_summary.csv")));
    assertTrue(Files.isRegularFile(out().resolve("memory.csv")));
    assertTrue(Files.exists(out().resolve("memory.csv.damaged").resolve("in the way")));
  }

  @Test
  void sharesTheCoresAmongWorkers() throws Exception {
    FakeProbe two = new FakeProbe();
    two.cores = 2;
    runner(two).run(request(options(BatchMode.PARALLEL).withWatchdog(Optional.empty()), "ok", "ok"), heard, token);
    assertTrue(heard.events.contains("log S1/ok: note of S1/ok with 1 threads"), heard.events.toString());
  }

  @Test
  void theSummaryIsThereFromMemoryWhereItsFilesCannotBeWritten() throws Exception {
    Heard spoiling = new Heard() {
      @Override
      public void finished(TaskReport report) {
        super.finished(report);
        spoil();
      }
    };
    BatchSummary summary = runner().run(request(options(BatchMode.SERIAL).withMemoryDebug(true), "ok"), spoiling,
        token);
    assertEquals(List.of("complete"), statuses(summary));
    assertEquals(1, summary.exitCode(), "the files are missing");
    assertTrue(summary.text().contains("S1") && summary.text().contains("complete"), summary.text());
    assertTrue(summary.text().contains("WARNING: not written: batch_summary.csv"), summary.text());
    JsonObject json = JsonParser.parseString(summary.json()).getAsJsonObject();
    assertEquals("complete", json.getAsJsonArray("tasks").get(0).getAsJsonObject().get("status").getAsString());
    assertEquals(1, json.getAsJsonArray("unwritten").size());
    assertEquals(1, spoiling.events.stream().filter(e -> e.contains("memory.csv cannot be written")).count());
  }

  /** Puts a file where the output folder was, as a disk that went away would. */
  private void spoil() {
    try (Stream<Path> files = Files.walk(out())) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      Files.writeString(out(), "");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void noLinkInTheOutputFolderIsWrittenThrough() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createDirectories(out());
    List<String> names = List.of("batch_summary.csv", "batch_summary.json", "batch_summary.csv.part", "memory.csv",
        "memory.csv.part", "report.html", "report.json", ".exo2micro.lock", RunLog.FILE_NAME);
    for (String name : names) {
      Files.createSymbolicLink(out().resolve(name), victim);
    }
    try (io.github.exo2micro.io.OutputLock held = io.github.exo2micro.io.OutputLock.acquire(out())) {
      runner().run(request(options(BatchMode.SERIAL).withMemoryDebug(true), "ok"), heard, token);
    }
    assertEquals("precious", Files.readString(victim));
    for (String name : names) {
      boolean unused = name.endsWith(".part");
      assertEquals(unused, Files.isSymbolicLink(out().resolve(name)), name);
    }
    assertTrue(Files.readString(out().resolve("batch_summary.csv")).contains("complete"));
  }

  @Test
  @org.junit.jupiter.api.Timeout(60)
  void aPipeInPlaceOfTheLogBlocksNobody() throws Exception {
    Files.createDirectories(out());
    for (String name : List.of(RunLog.FILE_NAME, "memory.csv", ".exo2micro.lock")) {
      org.junit.jupiter.api.Assumptions.assumeTrue(
          new ProcessBuilder("mkfifo", out().resolve(name).toString()).start().waitFor() == 0);
    }
    try (io.github.exo2micro.io.OutputLock held = io.github.exo2micro.io.OutputLock.acquire(out())) {
      runner().run(request(options(BatchMode.SERIAL).withMemoryDebug(true), "ok"), heard, token);
    }
    assertTrue(Files.readString(out().resolve(RunLog.FILE_NAME)).contains("complete"));
  }

  @Test
  void whatActsOnATerminalOrASpreadsheetIsHarmlessInLogAndTable() throws Exception {
    TaskRequest task = Children.task("=S1", "ok", out());
    BatchRequest request = new BatchRequest(folder, out(), List.of(task), List.of(new SkippedTask(
        new TaskId("\u001b[31mred", "@dye"), "no \u0007bell")), options(BatchMode.SERIAL).withStrictDyes(false));
    BatchSummary summary = runner().run(request, heard, token);
    String log = Files.readString(out().resolve(RunLog.FILE_NAME));
    String csv = Files.readString(out().resolve("batch_summary.csv"));
    for (String text : List.of(log, csv, summary.text(), Files.readString(out().resolve("report.html")))) {
      assertFalse(text.contains("\u001b") || text.contains("\u0007"), text);
      assertTrue(text.contains("\\u001b[31mred"), text);
    }
    assertTrue(csv.contains("\"'=S1\"") && csv.contains("\"'@dye\""), csv);
  }

  @Test
  void nothingHalfWrittenIsLeftWhoeverBeganIt() throws Exception {
    Path tiff = Files.createDirectories(out().resolve("S1/ok/tiff"));
    Path mine;
    try (io.github.exo2micro.io.TemporaryFile t = io.github.exo2micro.io.TemporaryFile.beside(tiff.resolve("x.tiff"))) {
      mine = t.path();
    }
    Path ofTheSummary = out().resolve(mine.getFileName());
    Files.writeString(mine, "half");
    Files.writeString(ofTheSummary, "half");
    runner().run(request(options(BatchMode.SERIAL), "ok"), heard, token);
    assertFalse(Files.exists(mine));
    assertFalse(Files.exists(ofTheSummary));
  }
}
