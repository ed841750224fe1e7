package io.github.exo2micro.cli.shell;

import io.github.exo2micro.Durations;
import io.github.exo2micro.Progress;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Shows what goes on, on stderr: log lines as they come and, on a terminal, one line below them that is redrawn, with
 * the part done, the tasks and the time left.
 */
public final class ProgressLine implements BatchListener, AutoCloseable {

  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 200_000_000L;

  private final Console console;
  private String shown = "";
  private String doing = "";
  private long drawn = System.nanoTime() - 2 * REDRAW_NANOS;
  private Optional<Preflight> checked = Optional.empty();

  public ProgressLine(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void preflight(Preflight check) {
    checked = Optional.of(check);
  }

  /** What the check before the tasks found, once it is done. */
  public synchronized Optional<Preflight> checked() {
    return checked;
  }

  @Override
  public synchronized void log(Optional<TaskId> task, String line) {
    if (task.isEmpty() && (line.startsWith("=== Batch summary") || line.startsWith("refused: "))) {
      return; // The command tells it itself: the result on stdout, a refusal as its error.
    }
    erase();
    String prefix = task.map(t -> "[" + t + "] ").orElse("");
    line.lines().forEach(one -> console.err().println(prefix + one));
    redraw();
  }

  @Override
  public synchronized void stage(TaskId task, Stage stage, boolean reused) {
    doing = task + " stage " + stage.number();
  }

  @Override
  public synchronized void overall(BatchProgress progress) {
    draw(progress.fraction(), progress.finished() + "/" + progress.total() + " tasks",
        progress.secondsLeft().isPresent() ? Durations.left(progress.secondsLeft().getAsDouble()) + " left" : "",
        doing);
  }

  /** A progress for a step of one command; throws when the token is cancelled. */
  public Progress step(String name, CancelToken token) {
    long begin = System.nanoTime();
    return new Progress() {
      @Override
      public void report(double fraction) {
        if (token.isCancelled()) {
          throw new CancellationException();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        synchronized (ProgressLine.this) {
          if (System.nanoTime() - drawn > REDRAW_NANOS) {
            draw(fraction, name,
                fraction > 0.02 && seconds > 2 ? Durations.left(seconds / fraction * (1 - fraction)) + " left"
                    : "",
                "");
          }
        }
      }

      @Override
      public void note(String line) {
        log(Optional.empty(), line);
      }
    };
  }

  private void draw(double fraction, String count, String left, String what) {
    int full = (int) Math.round(WIDTH * Math.max(0, Math.min(1, fraction)));
    StringBuilder line = new StringBuilder("[").append("#".repeat(full)).append(".".repeat(WIDTH - full)).append("] ")
        .append(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * fraction, count));
    for (String part : new String[] {left, what}) {
      line.append(part.isEmpty() ? "" : "  " + part);
    }
    erase();
    shown = line.length() > 100 ? line.substring(0, 100) : line.toString();
    drawn = System.nanoTime();
    redraw();
  }

  private void redraw() {
    if (console.terminal()) {
      console.err().print(shown);
      console.err().flush();
    }
  }

  private void erase() {
    if (console.terminal() && !shown.isEmpty()) {
      console.err().control("\r" + " ".repeat(shown.length()) + "\r");
    }
  }

  /** Takes the line away. */
  @Override
  public synchronized void close() {
    erase();
    shown = "";
    if (console.terminal()) {
      console.err().flush();
    }
  }
}
