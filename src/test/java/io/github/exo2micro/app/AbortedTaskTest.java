package io.github.exo2micro.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real task that is aborted in the middle of each stage in this process. */
@Timeout(300)
class AbortedTaskTest {

  private static final ImageSize SIZE = new ImageSize(613, 527);

  @TempDir
  Path folder;

  @Test
  void leavesASummaryAndNoHalfWrittenFileWhereverItIsAbortedAndGoesOnFromThere() throws Exception {
    makeRaw();
    Engine engine = new Engine(Hosts.embedded());
    for (Stage stage : Stage.values()) {
      Aborting aborting = new Aborting(stage);
      BatchSummary summary = run(engine, aborting, aborting.token);
      assertEquals(List.of("cancelled"), statuses(summary), "aborted in " + stage);
      assertEquals(130, summary.exitCode());
      assertTrue(Files.readString(out().resolve("batch_summary.json")).contains("cancelled"));
      Files.delete(out().resolve("batch_summary.json"));
      assertEquals(List.of(), halfWritten(), "aborted in " + stage);
      assertFalse(Thread.currentThread().isInterrupted());
      assertEquals(Math.max(0, stage.number() - 2), aborting.reused, "what the run before had finished is kept");
    }
    assertEquals(List.of("complete"), statuses(run(engine, new BatchListener() {}, new CancelToken())));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private void makeRaw() throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      new DemoData(new TileSweep(executor, 2)).write(folder, DemoPair.of("S", "DAPI", 3, SIZE, SIZE, 1.5, 1.01, 6, -6,
          1.2, false), Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  private BatchSummary run(Engine engine, BatchListener listener, CancelToken token) throws IOException {
    Selection selection = Selection.all(folder.resolve("raw"), out()).with(Parameters.of(Map.of("pad", "50")));
    return engine.run(engine.plan(selection, BatchOptions.defaults().withForceRun(true)), listener, token);
  }

  private static List<String> statuses(BatchSummary summary) {
    return summary.reports().stream().map(r -> r.outcome().status()).toList();
  }

  private List<Path> halfWritten() throws IOException {
    try (Stream<Path> files = Files.walk(out())) {
      return files.filter(f -> f.getFileName().toString().matches(".*(exo2micro-part|\\.tmp$).*")).toList();
    }
  }

  /** Aborts at the first progress inside a stage, from whichever of its threads reports it. */
  private static final class Aborting implements BatchListener {

    private final CancelToken token = new CancelToken();
    private final Stage where;
    private int reused;
    private boolean inside;

    Aborting(Stage where) {
      this.where = where;
    }

    @Override
    public void stage(TaskId task, Stage stage, boolean isReused) {
      inside = stage == where && !isReused;
      reused = isReused ? stage.number() : reused;
    }

    @Override
    public void progress(TaskId task, double fraction) {
      if (inside) {
        inside = false;
        token.cancel();
      }
    }
  }
}
