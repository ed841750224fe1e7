package io.github.exo2micro.fiji;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchRequest;
import io.github.exo2micro.batch.BatchSummary;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.SwingUtilities;
import org.scijava.Context;
import org.scijava.platform.PlatformService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * One run of a batch from a command: with the monitor, Fiji's tool bar and a results table, or with stderr and stdout.
 */
final class BatchCall {

  private static final String REPORT = "report.html";

  private final Exo2MicroCommand command;
  private final Engine engine;

  BatchCall(Exo2MicroCommand command, Engine engine) {
    this.command = command;
    this.engine = engine;
  }

  /** What is done while the batch is watched. */
  @FunctionalInterface
  interface Watched<T> {
    T run(BatchListener listener, CancelToken token) throws IOException;
  }

  /**
   * Runs a batch, blocking.
   *
   * @return what each task gave
   */
  BatchSummary run(BatchRequest request, boolean openReport) throws IOException {
    BatchSummary summary = watched(request.outputDirectory(),
        (listener, token) -> engine.run(request, listener, token));
    if (command.isHeadless()) {
      System.out.println(summary.text());
    } else {
      SummaryTable.show(summary);
      if (openReport) {
        open(command.context(), request.outputDirectory().resolve(REPORT));
      }
    }
    return summary;
  }

  /** Does something that listens to a token, with the monitor and the progress around it. */
  @SuppressWarnings("try")
  <T> T watched(Path outputDirectory, Watched<T> work) throws IOException {
    RunningBatch batch = command.batches().begin(outputDirectory);
    Task task = command.context().service(TaskService.class).createTask("Exo2Micro batch");
    task.setCancelCallBack(batch.token()::cancel);
    task.start();
    try (ShutdownGuard guard = ShutdownGuard.of(batch.token())) {
      BatchListener listener = new BothListeners(batch.state(), new TaskBar(task));
      if (command.isHeadless()) {
        listener = new BothListeners(listener, new HeadlessLog());
      } else {
        SwingUtilities.invokeLater(() -> new MonitorWindow(batch).open());
      }
      return work.run(listener, batch.token());
    } finally {
      command.batches().end(batch);
      task.finish();
    }
  }

  private static void open(Context context, Path report) throws IOException {
    if (Files.exists(report)) {
      context.service(PlatformService.class).open(report.toUri().toURL());
    }
  }
}
