package io.github.exo2micro.worker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of UTF-8 that may be as long as they like: what is beyond the limit is read and dropped. */
final class BoundedLines {

  private final InputStream in;
  private final int limit;

  BoundedLines(InputStream in, int limit) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.limit = limit;
  }

  /** The next line without its break; empty at the end. A last line without a break counts. */
  Optional<String> next() throws IOException {
    byte[] line = new byte[Math.min(limit, 256)];
    int length = 0;
    boolean any = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      any = true;
      if (b == '\n') {
        break;
      }
      if (length == line.length && length < limit) {
        line = java.util.Arrays.copyOf(line, (int) Math.min(limit, 2L * length));
      }
      if (length < line.length) {
        line[length++] = (byte) b;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
  }
}
