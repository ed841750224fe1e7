package io.github.exo2micro.batch;

import io.github.exo2micro.pipeline.TaskId;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The run log {@code <output>/.exo2micro_run_log.txt}: every line of a batch with its time stamp, appended and flushed at
 * once, so that a crash loses nothing. Thread-safe.
 */
public final class RunLog implements Closeable {

  /** Its name in the output directory. */
  public static final String FILE_NAME = ".exo2micro_run_log.txt";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private final BufferedWriter writer;

  private RunLog(BufferedWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens the log of an output directory, which is made when missing.
   *
   * @throws IOException when it cannot be written
   */
  public static RunLog open(Path outputDirectory) throws IOException {
    Files.createDirectories(outputDirectory);
    return new RunLog(Files.newBufferedWriter(outputDirectory.resolve(FILE_NAME), StandardCharsets.UTF_8,
        StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Appends one line, or several when the text has line breaks; each gets the stamp and the task's prefix.
   *
   * @throws IOException when the disk fails
   */
  public synchronized void write(Optional<TaskId> task, String text) throws IOException {
    String head = LocalDateTime.now().format(STAMP) + "  " + task.map(t -> "[" + t + "] ").orElse("");
    for (String line : text.split("\n", -1)) {
      writer.write(head + line);
      writer.newLine();
    }
    writer.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
