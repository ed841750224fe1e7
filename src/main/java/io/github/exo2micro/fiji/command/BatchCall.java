package io.github.exo2micro.fiji.command;

import ij.IJ;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.fiji.host.BothListeners;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.HeadlessLog;
import io.github.exo2micro.fiji.host.RunningBatch;
import io.github.exo2micro.fiji.host.SummaryTable;
import io.github.exo2micro.fiji.host.TaskBar;
import io.github.exo2micro.fiji.monitor.MonitorWindow;
import io.github.exo2micro.task.TaskId;
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
    return shown(watched(request.outputDirectory(), (listener, token) -> engine.run(request, listener, token)),
        openReport);
  }

  /** As {@link #run}, but the folder's summary and report keep what they say of other tasks. */
  BatchSummary runAdded(BatchRequest request) throws IOException {
    return shown(watched(request.outputDirectory(), (listener, token) -> engine.runAdded(request, listener, token)),
        false);
  }

  private BatchSummary shown(BatchSummary summary, boolean openReport) {
    if (command.isHeadless()) {
      System.out.println(summary.text());
    } else {
      SummaryTable.show(summary);
      if (openReport) {
        open(command.context(), summary.request().outputDirectory().resolve(REPORT));
      }
    }
    return summary;
  }

  /**
   * Does something that listens to a token, with the monitor and the progress around it. The monitor appears once
   * tasks are
   * queued: a run that is refused before shows no empty window, and takes none from the batch that runs.
   */
  @SuppressWarnings("try")
  <T> T watched(Path outputDirectory, Watched<T> work) throws IOException {
    RunningBatch batch = RunningBatch.in(outputDirectory);
    Task task = command.context().service(TaskService.class).createTask("Exo2Micro batch");
    task.setCancelCallBack(batch.token()::cancel);
    task.start();
    try (ShutdownGuard guard = ShutdownGuard.of(batch.token())) {
      BatchListener listener = new BothListeners(batch.state(), new TaskBar(task));
      listener = new BothListeners(listener, new FirstTask(() -> begun(batch)));
      if (command.isHeadless()) {
        listener = new BothListeners(listener, new HeadlessLog());
      }
      return work.run(listener, batch.token());
    } finally {
      command.batches().end(batch);
      task.finish();
    }
  }

  private void begun(RunningBatch batch) {
    command.batches().begin(batch);
    if (!command.isHeadless()) {
      Context context = command.context();
      SwingUtilities.invokeLater(() -> new MonitorWindow(batch, context).open());
    }
  }

  /** Hears of the first task that is queued. */
  private static final class FirstTask implements BatchListener {
    private final Runnable first;
    private boolean isOver;

    FirstTask(Runnable first) {
      this.first = first;
    }

    @Override
    public synchronized void queued(TaskId task) {
      if (!isOver) {
        isOver = true;
        first.run();
      }
    }
  }

  /** A machine without a browser is no failure of the batch. */
  private static void open(Context context, Path report) {
    try {
      if (Files.exists(report)) {
        context.service(PlatformService.class).open(report.toUri().toURL());
      }
    } catch (IOException e) {
      IJ.log("The report is " + report + "; no program to open it was found.");
    }
  }
}
