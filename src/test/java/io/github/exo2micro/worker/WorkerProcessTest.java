package io.github.exo2micro.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class WorkerProcessTest {

  private static final long HEAP = 48L << 20;

  @TempDir
  Path folder;

  /** Remembers what it hears; the hooks let a test act in the middle of a task. */
  private static final class Heard implements TaskEvents {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<String> stages = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch secondStage = new CountDownLatch(1);

    @Override
    public void stage(Stage stage, boolean reused) {
      stages.add(stage + (reused ? " reused" : ""));
      if (stage == Stage.ICP_ALIGNED) {
        secondStage.countDown();
      }
    }

    @Override
    public void progress(double fraction) {
      lines.add("progress " + fraction);
    }

    @Override
    public void line(String text) {
      lines.add(text);
    }
  }

  private final Heard heard = new Heard();

  private WorkerProcess start(String manners) throws Exception {
    Duration startLimit = Duration.ofSeconds(manners.equals("deaf") ? 2 : 30);
    return WorkerProcess.start(Children.launcher(manners, folder),
        new WorkerSettings(HEAP, 1, startLimit, Duration.ofSeconds(1)));
  }

  private TaskRequest task(String dye) {
    return Children.task("S1", dye, folder.resolve("out"));
  }

  private TaskAttempt run(WorkerProcess worker, String dye, int timeout) throws InterruptedException {
    return worker.run(task(dye), Optional.empty(), timeout == 0 ? OptionalInt.empty() : OptionalInt.of(timeout), heard);
  }

  private TaskAttempt alone(String manners, String dye, int timeout) throws Exception {
    try (WorkerProcess worker = start(manners)) {
      TaskAttempt attempt = run(worker, dye, timeout);
      boolean good = attempt instanceof TaskAttempt.Completed || attempt instanceof TaskAttempt.Failed;
      assertEquals(good, worker.isUsable());
      return attempt;
    }
  }

  @Test
  void runsManyTasksInOneChildAndHearsWhatHappens() throws Exception {
    try (WorkerProcess worker = start("serve")) {
      TaskAttempt first = run(worker, "reused", 0);
      assertEquals("complete", assertInstanceOf(TaskAttempt.Completed.class, first).result().status());
      assertEquals(List.of("PADDED reused", "ICP_ALIGNED"), heard.stages);
      assertEquals(List.of("progress 0.25", "note of S1/reused with 2 threads"), heard.lines);
      TaskAttempt second = run(worker, "ok", 0);
      TaskAttempt.Completed completed = assertInstanceOf(TaskAttempt.Completed.class, second);
      assertEquals(1.25, completed.result().scales().get(0).scale());
      assertEquals(9, completed.result().warp().size());
      assertTrue(completed.result().warp().get(5).isNaN(), "what is not a number survives the journey");
      assertEquals(1.5, completed.result().seconds().get(2));
      assertTrue(worker.isUsable());
      assertTrue(worker.peakBytes() > 20_000_000, "a JVM of " + worker.peakBytes() + " bytes");
    }
  }

  @Test
  void leavesNoProcessBehindWhenClosed() throws Exception {
    WorkerProcess worker = start("serve");
    run(worker, "ok", 0);
    long pid = worker.pid();
    worker.close();
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void tellsTheMessageOfAMendableFailureAndLivesOn() throws Exception {
    try (WorkerProcess worker = start("serve")) {
      assertEquals(
          new TaskAttempt.Failed("The pair does not match.\n  Evidence: 3 matches\n  What to do: check the files"),
          run(worker, "mendable", 0));
      assertInstanceOf(TaskAttempt.Completed.class, run(worker, "ok", 0));
    }
  }

  @Test
  void namesABugAndKeepsItsTraceInTheLog() throws Exception {
    assertEquals(
        new TaskAttempt.Failed("internal error: java.lang.IllegalStateException: offending value 42 (the run log "
            + "holds the details)"),
        alone("serve", "bug", 0));
    assertTrue(heard.lines.stream().anyMatch(l -> l.contains("ScriptedRunner.act")), heard.lines.toString());
  }

  @Test
  void namesAKillByOthers() throws Exception {
    assertEquals(new TaskAttempt.Died("subprocess killed (likely OOM)", true), alone("serve", "kill9", 0));
  }

  @Test
  void namesAnExhaustedHeapWithItsSizeAndTheRemedy() throws Exception {
    assertEquals(
        new TaskAttempt.Died("out of memory (Java heap of 50 MB exhausted); raise it with a larger peak factor "
            + "(--peak-factor) or EXO2MICRO_CHILD_HEAP=96m", true),
        alone("serve", "heap", 0));
  }

  @Test
  void namesOtherSignals() throws Exception {
    assertEquals(new TaskAttempt.Died("subprocess ended by SIGTERM (exit code 143)", false), alone("serve", "term", 0));
    TaskAttempt crash = alone("serve", "segv", 0);
    String reason = assertInstanceOf(TaskAttempt.Died.class, crash).reason();
    assertTrue(reason.startsWith("subprocess ended by SIGABRT (exit code 134)"), reason);
  }

  @Test
  void namesAnExitCodeAndTheLastLine() throws Exception {
    assertEquals(
        new TaskAttempt.Died("subprocess ended without a result (exit code 5); its last line: I leave with five",
            false),
        alone("serve", "exit5", 0));
  }

  @Test
  void takesASilentExitForACrash() throws Exception {
    TaskAttempt.Died crash = new TaskAttempt.Died("subprocess ended without a result (exit code 0)", false);
    assertEquals(crash, alone("silent", "ok", 0));
    assertEquals(crash, alone("serve", "exit0", 0));
  }

  @Test
  void endsAChildThatTakesTooLong() throws Exception {
    assertEquals(new TaskAttempt.TimedOut(1), alone("serve", "hang", 1));
    assertEquals(new TaskAttempt.TimedOut(1), alone("serve", "wedged", 1));
    assertEquals(new TaskAttempt.TimedOut(1), alone("ready-then-deaf", "ok", 1));
  }

  @Test
  void endsAChildThatIsNeverReady() throws Exception {
    assertEquals(new TaskAttempt.Died("subprocess did not get ready within 2 s", false), alone("deaf", "ok", 0));
  }

  @Test
  void endsWhatAChildHasStarted() throws Exception {
    assertEquals(new TaskAttempt.TimedOut(2), alone("serve", "brood", 2));
    String note = heard.lines.stream().filter(l -> l.startsWith("grandchild ")).findFirst().orElseThrow();
    Optional<ProcessHandle> grandchild = ProcessHandle.of(Long.parseLong(note.substring("grandchild ".length())));
    if (grandchild.isPresent()) {
      grandchild.get().onExit().get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void swallowsAFloodAndKeepsABoundedPart() throws Exception {
    assertInstanceOf(TaskAttempt.Completed.class, alone("serve", "flood", 0));
    assertTrue(heard.lines.size() < 20_010, heard.lines.size() + " lines");
    assertEquals("(more than 20000 lines: the rest is dropped)", heard.lines.get(heard.lines.size() - 1));
  }

  @Test
  void readsTheProtocolBetweenRubbish() throws Exception {
    assertInstanceOf(TaskAttempt.Completed.class, alone("babble", "rubbish", 0));
    assertTrue(heard.lines.containsAll(List.of("rubbish on stderr", "rubbish on stdout")), heard.lines.toString());
    assertInstanceOf(TaskAttempt.Completed.class, alone("nonsense", "ok", 0));
    assertTrue(heard.stages.size() == 4, heard.stages.toString());
  }

  @Test
  void survivesALineWithoutEnd() throws Exception {
    assertInstanceOf(TaskAttempt.Completed.class, alone("endless-line", "ok", 0));
    assertTrue(heard.lines.stream().allMatch(l -> l.length() <= 4096));
  }

  @Test
  void cancelsATaskThatListensAndOneThatDoesNot() throws Exception {
    for (String dye : List.of("hang", "wedged")) {
      Heard own = new Heard();
      try (WorkerProcess worker = start("serve")) {
        Thread other = new Thread(() -> {
          try {
            own.secondStage.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          worker.cancel();
        });
        other.start();
        assertEquals(new TaskAttempt.Cancelled(), worker.run(task(dye), Optional.empty(), OptionalInt.empty(), own));
        assertFalse(worker.isUsable());
      }
    }
  }

  @Test
  void endsWithinSecondsWhenItsParentIsKilled() throws Exception {
    Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        String.join(":", io.github.exo2micro.adapter.system.JavaLauncher.classPathOf(List.of(WorkerLoop.class,
            RudeChild.class, com.google.gson.Gson.class)).stream().map(Path::toString).toList()),
        MortalParent.class.getName(), folder.toString()).redirectError(folder.resolve("parent.err").toFile()).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(parent.getInputStream()));
    String line = out.readLine();
    assertTrue(line != null && line.startsWith("child "), line + " " + Files.readString(folder.resolve("parent.err")));
    ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length()))).orElseThrow();
    assertTrue(child.isAlive());
    parent.destroyForcibly().waitFor();
    child.onExit().get(8, TimeUnit.SECONDS);
  }
}
