package io.github.exo2micro.batch;

import io.github.exo2micro.PlainText;
import io.github.exo2micro.io.FileTrouble;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.task.TaskId;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The run log {@code <output>/.exo2micro_run_log.txt}: every line of a batch with its time stamp, appended and flushed
 * at once, so that a crash loses nothing. What acts on a terminal is shown by its number. Thread-safe.
 */
public final class RunLog implements Closeable {

  /** Its name in the output directory. */
  public static final String FILE_NAME = ".exo2micro_run_log.txt";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private final Optional<BufferedWriter> writer;
  private final String problem;

  private RunLog(Optional<BufferedWriter> writer, String problem) {
    this.writer = writer;
    this.problem = problem;
  }

  /**
   * Opens the log of an output directory, which is made when missing. A link or pipe of its name is set aside. Where it
   * cannot be opened, every write fails: a batch runs without a log rather than not at all.
   */
  public static RunLog open(Path outputDirectory) {
    Path file = outputDirectory.resolve(FILE_NAME);
    try {
      Files.createDirectories(outputDirectory);
      PlainFile.clear(file);
      return new RunLog(Optional.of(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
          StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)), "");
    } catch (IOException e) {
      return new RunLog(Optional.empty(), FileTrouble.of(e, file).getMessage());
    }
  }

  /**
   * Appends one line, or several when the text has line breaks; each gets the stamp and the task's prefix.
   *
   * @throws IOException when the disk fails
   */
  public synchronized void write(Optional<TaskId> task, String text) throws IOException {
    BufferedWriter out = writer.orElseThrow(() -> new IOException(problem));
    String head = LocalDateTime.now().format(STAMP) + "  "
        + task.map(t -> "[" + PlainText.line(t.toString()) + "] ").orElse("");
    for (String line : PlainText.of(text).split("\n", -1)) {
      out.write(head + line);
      out.newLine();
    }
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
  }
}
