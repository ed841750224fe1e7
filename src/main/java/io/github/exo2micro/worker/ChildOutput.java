package io.github.exo2micro.worker;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes apart what a child writes to stdout and stderr: events of the protocol, and whatever else is printed there.
 * Stages, progress and lines go to the listener of the task that runs, all other events to the supervisor.
 *
 * <p>Each stream is read by a thread of its own; what is kept is bounded.
 */
final class ChildOutput {

  private static final int LONGEST_EVENT = 4 << 20;
  private static final int LONGEST_LINE = 4096;
  /** More lines than this of one task come from a child gone mad; they would only fill the disk. */
  private static final int MOST_LINES_PER_TASK = 20_000;

  private final Consumer<WorkerEvent> supervisor;
  private final LastLines lastLines = new LastLines();
  private volatile Optional<TaskEvents> listener = Optional.empty();
  private int linesOfTask;

  /** @param supervisor gets the events that say how the child and its task are; must not block */
  ChildOutput(Consumer<WorkerEvent> supervisor) {
    this.supervisor = supervisor;
  }

  /** A task begins; what is printed from now on is its own. */
  synchronized void begin(TaskEvents events) {
    lastLines.clear();
    linesOfTask = 0;
    listener = Optional.of(events);
  }

  /** The task has ended; nobody hears what comes now. */
  void end() {
    listener = Optional.empty();
  }

  /** The last lines that were printed outside the protocol since the task began. */
  List<String> lastLines() {
    return lastLines.list();
  }

  /** Adds to the last lines what the supervisor itself has seen. */
  void add(String line) {
    lastLines.add(line);
  }

  /** Reads stdout to its end. */
  void readEvents(InputStream stream) throws IOException {
    read(stream, LONGEST_EVENT, this::eventOrPrinted);
  }

  /** Reads stderr to its end. */
  void readPrinted(InputStream stream) throws IOException {
    read(stream, LONGEST_LINE, this::printed);
  }

  private static void read(InputStream stream, int longest, Consumer<String> into) throws IOException {
    BoundedLines lines = new BoundedLines(stream, longest);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      into.accept(line.get());
    }
  }

  private void eventOrPrinted(String line) {
    int mark = line.lastIndexOf(Protocol.MARK);
    if (mark < 0) {
      printed(line);
      return;
    }
    if (mark > 0) {
      printed(line.substring(0, mark));
    }
    try {
      told(Protocol.decodeEvent(line.substring(mark + 1)));
    } catch (JsonParseException | IllegalStateException | NumberFormatException | NullPointerException e) {
      // Gson's answers to JSON that is not what it should be.
      printed(line);
    }
  }

  private void told(WorkerEvent event) {
    if (event instanceof WorkerEvent.StageBegins stage) {
      listener.ifPresent(l -> l.stage(stage.stage(), stage.reused()));
    } else if (event instanceof WorkerEvent.Fraction fraction) {
      listener.ifPresent(l -> l.progress(fraction.fraction()));
    } else if (event instanceof WorkerEvent.Line line) {
      forward(line.line());
    } else {
      supervisor.accept(event);
    }
  }

  private void printed(String line) {
    String bounded = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
    lastLines.add(bounded);
    if (!bounded.isBlank()) {
      forward(bounded);
    }
  }

  private synchronized void forward(String line) {
    if (linesOfTask < MOST_LINES_PER_TASK) {
      listener.ifPresent(l -> l.line(line));
    } else if (linesOfTask == MOST_LINES_PER_TASK) {
      listener.ifPresent(l -> l.line("(more than " + MOST_LINES_PER_TASK + " lines: the rest is dropped)"));
    }
    linesOfTask = Math.min(linesOfTask, MOST_LINES_PER_TASK) + 1;
  }
}
