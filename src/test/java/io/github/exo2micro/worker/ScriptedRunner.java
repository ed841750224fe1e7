package io.github.exo2micro.worker;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A runner whose task does what its dye is called; a good one writes a file whose content depends on the task alone.
 */
public final class ScriptedRunner implements TaskRunner {

  private static final List<byte[]> LEAKED = new ArrayList<>();

  /** The file that a good task writes. */
  public static Path output(TaskRequest task) {
    return task.outputDirectory().resolve(task.task().sample() + "_" + task.task().dye() + ".out");
  }

  /** Counts the attempts at a task over all processes. */
  public static Path attempts(TaskRequest task) {
    return task.outputDirectory().resolve(task.task().sample() + "_" + task.task().dye() + ".attempts");
  }

  @Override
  public TaskResult run(TaskRequest task, Progress progress, StageListener stages) throws IOException {
    Files.createDirectories(task.outputDirectory());
    Path attempts = attempts(task);
    int attempt = Files.exists(attempts) ? Files.readString(attempts).length() + 1 : 1;
    Files.writeString(attempts, "x".repeat(attempt));
    String wish = task.task().dye();
    stages.begins(Stage.PADDED, wish.equals("reused"));
    progress.report(0.25);
    progress.note("note of " + task.task() + " with " + task.threads() + " threads");
    stages.begins(Stage.ICP_ALIGNED, false);
    act(wish, attempt, task, progress);
    Files.writeString(output(task), "result of " + task.task());
    return new TaskResult(task.task(), "complete",
        List.of(new ScaleSummary(ScaleKind.MOFFAT, 1.25, 0.01, Optional.of(0.5), "")),
        Optional.empty(), Optional.empty(), List.of(1.0, 0.0, 0.5, 0.0, 1.0, Double.NaN, 0.0, 0.0, 1.0),
        Map.of(1, 0.5, 2, 1.5), -1, "fake",
        "fake", List.of(), List.of(output(task).toString()), Optional.empty(), Optional.empty());
  }

  private static void act(String wish, int attempt, TaskRequest task, Progress progress) throws IOException {
    switch (wish) {
      case "kill9" -> signal("KILL");
      case "kill9once" -> {
        if (attempt == 1) {
          signal("KILL");
        }
      }
      case "segv" -> signal("SEGV");
      case "term" -> signal("TERM");
      case "heap" -> eat();
      case "heapunlessfrugal" -> {
        if (!task.smallFootprint()) {
          eat();
        }
      }
      case "leak" -> {
        byte[] kept = new byte[300 << 20];
        Arrays.fill(kept, (byte) 1);
        LEAKED.add(kept);
      }
      case "exit5" -> {
        System.err.println("I leave with five");
        System.exit(5);
      }
      case "exit0" -> Runtime.getRuntime().halt(0);
      case "mendable" -> throw new RemediableException("The pair does not match.", "3 matches", "check the files");
      case "bug" -> throw new IllegalStateException("offending value 42");
      case "hang" -> hang(progress, true);
      case "waits" -> waitForOthers();
      case "wedged" -> hang(progress, false);
      case "brood" -> {
        Process child = new ProcessBuilder("sleep", "1000").inheritIO().start();
        progress.note("grandchild " + child.pid());
        hang(progress, false);
      }
      case "flood" -> flood();
      case "rubbish" -> {
        System.err.println("rubbish on stderr");
        System.out.println("rubbish on stdout");
      }
      default -> {
      }
    }
  }

  private static void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid())).start();
    hang(Progress.none(), false);
  }

  private static void eat() {
    List<byte[]> eaten = new ArrayList<>();
    while (true) {
      eaten.add(new byte[1 << 20]);
    }
  }

  /** As a stage waits for its threads: it reports nothing meanwhile, but can be interrupted. */
  private static void waitForOthers() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void hang(Progress progress, boolean listens) {
    Object never = new Object();
    while (true) {
      synchronized (never) {
        try {
          never.wait(20);
        } catch (InterruptedException e) {
          continue;
        }
      }
      if (listens) {
        progress.report(0.5);
      }
    }
  }

  private static void flood() {
    String line = "f".repeat(300);
    for (int i = 0; i < 25_000; i++) {
      System.err.println(line);
    }
  }
}
