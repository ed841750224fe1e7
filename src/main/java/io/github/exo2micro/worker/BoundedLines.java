package io.github.exo2micro.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of UTF-8 that may be as long as they like: what is beyond the limit is read and dropped. */
final class BoundedLines {

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;

  BoundedLines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** The next line without its break; empty at the end. A last line without a break counts. */
  Optional<String> next() throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    while (true) {
      if (from == to && !fill()) {
        return length == 0 ? Optional.empty() : Optional.of(text(line, length));
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      int taken = Math.min(end - from, limit - length);
      if (length + taken > line.length) {
        line = Arrays.copyOf(line, Math.max(length + taken, 2 * line.length));
      }
      System.arraycopy(buffer, from, line, length, taken);
      length += taken;
      boolean complete = end < to;
      from = complete ? end + 1 : end;
      if (complete) {
        return Optional.of(text(line, length));
      }
    }
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  private static String text(byte[] line, int length) {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }
}
