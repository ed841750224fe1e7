package io.github.exo2micro.memory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Writes memory samples as a table: a row per process and moment. */
final class MemoryCsv {

  private MemoryCsv() {}

  static void write(List<MemorySample> samples, long self, Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
      out.write("time_s,process,pid,rss_bytes,heap_used_bytes,heap_committed_bytes,heap_max_bytes,"
          + "available_bytes,label\n");
      for (MemorySample sample : samples) {
        String time = String.format(Locale.ROOT, "%.3f", sample.seconds());
        String label = '"' + sample.label().replace("\"", "\"\"") + '"';
        out.write(time + ",parent," + self + ","
            + (sample.residentBytes().isPresent() ? sample.residentBytes().getAsLong() : "") + "," + sample.heapUsed()
            + "," + sample.heapCommitted() + "," + sample.heapMax() + "," + sample.availableBytes() + "," + label
            + "\n");
        for (var child : new TreeMap<>(sample.children()).entrySet()) {
          out.write(time + ",child," + child.getKey() + "," + child.getValue() + ",,,,,\n");
        }
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
