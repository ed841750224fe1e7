package io.github.exo2micro.fiji.dialog;

import io.github.exo2micro.fiji.input.DialogNews;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * Keeps a dialog's estimate and choices up to date while it is being filled in: a moment after the last change, in a
 * thread of its own, so that a slow disk never makes typing wait. Called on the event thread.
 */
public final class DialogUpdates {

  private static final int QUIET_MILLIS = 300;

  private final CommandDialog dialog;
  private final Function<Map<String, String>, DialogNews> news;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
    Thread thread = new Thread(work, "exo2micro-estimate");
    thread.setDaemon(true);
    return thread;
  });
  private final Timer timer = new Timer(QUIET_MILLIS, e -> start());
  private boolean isClosed;
  private long asked;

  /** @param news called in a thread of its own, one call at a time, with all values of the dialog */
  public DialogUpdates(CommandDialog dialog, Function<Map<String, String>, DialogNews> news) {
    this.dialog = dialog;
    this.news = news;
    timer.setRepeats(false);
  }

  /** Something is other than it was. */
  public void changed() {
    if (!isClosed) {
      timer.restart();
    }
  }

  private void start() {
    Map<String, String> values = dialog.values();
    long number = ++asked;
    executor.execute(() -> {
      DialogNews found = news.apply(values);
      SwingUtilities.invokeLater(() -> {
        if (!isClosed && number == asked) {
          dialog.show(found);
        }
      });
    });
  }

  /** The dialog is over; what still runs is waited for, since it reads the command's inputs. */
  public void close() {
    isClosed = true;
    timer.stop();
    executor.shutdown();
    try {
      executor.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
