package io.github.exo2micro.memory;

import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.CsvText;
import io.github.exo2micro.io.PlainFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Memory samples as a table on the disk, a row per process and moment, that grows while they come: it is wanted most
 * after the program was killed. A disk that refuses is told of once. Not thread-safe.
 */
final class MemoryCsv {

  private static final String HEAD = "time_s,process,pid,rss_bytes,heap_used_bytes,heap_committed_bytes,heap_max_bytes,available_bytes,label\n";
  /** After so many samples (80 minutes of them) the file is written again from those that the tracker has kept. */
  private static final int MOST_APPENDED = 24_000;

  private final Path file;
  private final long self;
  private final Consumer<String> lines;
  private BufferedWriter out;
  private int appended;
  private boolean broken;

  /**
   * @param self process id of the parent
   * @param lines gets the warning
   */
  MemoryCsv(Path file, long self, Consumer<String> lines) {
    this.file = file;
    this.self = self;
    this.lines = lines;
  }

  /**
   * Appends samples and flushes; the first call begins the file.
   *
   * @param fresh those since the last call
   * @param kept all that are kept, these among them
   */
  void append(List<MemorySample> fresh, Supplier<List<MemorySample>> kept) {
    if (broken || fresh.isEmpty()) {
      return;
    }
    try {
      if (out == null) {
        PlainFile.clear(file);
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        out.write(HEAD);
      } else if (appended >= MOST_APPENDED) {
        appended = 0;
        out.close();
        write(kept.get(), self, file);
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
        return;
      }
      rows(fresh, self, out);
      out.flush();
      appended += fresh.size();
    } catch (IOException e) {
      broken(e);
    }
  }

  /** Writes the table again from what is kept, also after the disk refused before, and ends. */
  void finish(List<MemorySample> kept) {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // What its buffer still held is written again below.
    }
    try {
      write(kept, self, file);
    } catch (IOException e) {
      broken(e);
    }
  }

  private void broken(IOException e) {
    if (!broken) {
      broken = true;
      lines.accept("[mem] WARNING: " + file.getFileName() + " cannot be written (" + e + "); the tasks go on.");
    }
  }

  /** The whole table in one step. */
  static void write(List<MemorySample> samples, long self, Path file) throws IOException {
    StringWriter text = new StringWriter();
    text.write(HEAD);
    rows(samples, self, text);
    PlainFile.clear(file);
    AtomicFile.write(file, text.toString());
  }

  private static void rows(List<MemorySample> samples, long self, Writer out) throws IOException {
    for (MemorySample sample : samples) {
      String time = String.format(Locale.ROOT, "%.3f", sample.seconds());
      String label = CsvText.quoted(sample.label());
      out.write(time + ",parent," + self + ","
          + (sample.residentBytes().isPresent() ? sample.residentBytes().getAsLong() : "") + "," + sample.heapUsed()
          + "," + sample.heapCommitted() + "," + sample.heapMax() + "," + sample.availableBytes() + "," + label
          + "\n");
      for (var child : new TreeMap<>(sample.children()).entrySet()) {
        out.write(time + ",child," + child.getKey() + "," + child.getValue() + ",,,,,\n");
      }
    }
  }
}
