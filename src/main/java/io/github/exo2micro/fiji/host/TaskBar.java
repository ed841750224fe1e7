package io.github.exo2micro.fiji.host;

import io.github.exo2micro.Durations;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchProgress;
import org.scijava.task.Task;

/** Passes a batch's progress on to Fiji's tool bar and its Tasks window. */
public final class TaskBar implements BatchListener {

  private static final int PERMILLE = 1000;

  private final Task task;

  /** @param task started by who makes it, and finished, whatever happens */
  public TaskBar(Task task) {
    this.task = task;
    task.setProgressMaximum(PERMILLE);
  }

  @Override
  public void overall(BatchProgress progress) {
    task.setProgressValue(Math.round(PERMILLE * progress.fraction()));
    task.setStatusMessage(progress.finished() + " of " + progress.total() + " tasks"
        + (progress.secondsLeft().isPresent()
            ? ", about " + Durations.clock(progress.secondsLeft().getAsDouble()) + " left" : ""));
  }
}
