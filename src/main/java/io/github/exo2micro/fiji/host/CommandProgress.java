package io.github.exo2micro.fiji.host;

import ij.IJ;
import io.github.exo2micro.Progress;
import java.util.concurrent.CancellationException;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/** The progress of a command in Fiji's tool bar, with its red X and ImageJ's Esc key; close it at the end. */
public final class CommandProgress implements Progress, AutoCloseable {

  private static final int PERMILLE = 1000;

  private final Task task;
  private volatile boolean cancelled;

  public CommandProgress(Exo2MicroCommand command, String name) {
    task = command.context().service(TaskService.class).createTask(name);
    task.setProgressMaximum(PERMILLE);
    task.setCancelCallBack(() -> cancelled = true);
    task.start();
    IJ.resetEscape();
  }

  @Override
  public void report(double fraction) {
    if (cancelled || task.isCanceled() || IJ.escapePressed()) {
      throw new CancellationException("cancelled");
    }
    task.setProgressValue(Math.round(PERMILLE * Math.max(0, Math.min(1, fraction))));
  }

  @Override
  public void note(String line) {
    task.setStatusMessage(line);
  }

  @Override
  public void close() {
    task.finish();
  }
}
