package io.github.exo2micro.fiji;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchRequest;
import io.github.exo2micro.batch.BatchSummary;
import io.github.exo2micro.batch.ShutdownGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.SwingUtilities;
import org.scijava.Context;
import org.scijava.platform.PlatformService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/** One run of a batch from a command: with the monitor, Fiji's tool bar and a results table, or with stderr and stdout. */
final class BatchCall {

  private static final String REPORT = "report.html";

  private final Exo2MicroCommand command;
  private final Engine engine;

  BatchCall(Exo2MicroCommand command, Engine engine) {
    this.command = command;
    this.engine = engine;
  }

  /**
   * Runs it, blocking.
   *
   * @return the exit code of the command line
   */
  @SuppressWarnings("try")
  int run(BatchRequest request, boolean openReport) throws IOException {
    RunningBatch batch = command.batches().begin(request.outputDirectory());
    Context context = command.context();
    Task task = context.service(TaskService.class).createTask("Exo2Micro batch");
    task.setCancelCallBack(batch.token()::cancel);
    task.start();
    BatchSummary summary;
    try (ShutdownGuard guard = ShutdownGuard.of(batch.token())) {
      BatchListener listener = new BothListeners(batch.state(), new TaskBar(task));
      if (command.isHeadless()) {
        listener = new BothListeners(listener, new HeadlessLog());
      } else {
        SwingUtilities.invokeLater(() -> new MonitorWindow(batch).open());
      }
      summary = engine.run(request, listener, batch.token());
    } finally {
      command.batches().end(batch);
      task.finish();
    }
    if (command.isHeadless()) {
      System.out.println(summary.text());
    } else {
      SummaryTable.show(summary);
      if (openReport) {
        open(context, request.outputDirectory().resolve(REPORT));
      }
    }
    return summary.exitCode();
  }

  private static void open(Context context, Path report) throws IOException {
    if (Files.exists(report)) {
      context.service(PlatformService.class).open(report.toUri().toURL());
    }
  }
}
