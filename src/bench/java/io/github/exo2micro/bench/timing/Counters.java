package io.github.exo2micro.bench.timing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process's counters so far, its children included: CPU s, bytes through system calls, bytes of the disk. */
public record Counters(double cpu, double read, double written, double diskRead, double diskWritten) {
  static final Counters NONE = new Counters(0, 0, 0, 0, 0);
  static final Counters UNKNOWN = new Counters(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  Counters plus(Counters o) {
    return new Counters(cpu + o.cpu, read + o.read, written + o.written, diskRead + o.diskRead,
        diskWritten + o.diskWritten);
  }

  Counters minus(Counters o) {
    return new Counters(cpu - o.cpu, read - o.read, written - o.written, diskRead - o.diskRead,
        diskWritten - o.diskWritten);
  }

  /** Those of /proc/PID/io and the CPU of /proc/PID/stat, given as text. */
  static Counters of(String io, double cpu) {
    return new Counters(cpu, field(io, "rchar"), field(io, "wchar"), field(io, "read_bytes"), field(io, "write_bytes"));
  }

  static double field(String text, String name) {
    Matcher m = Pattern.compile("(?m)^" + name + ":\\s*(\\d+)").matcher(text);
    return m.find() ? Double.parseDouble(m.group(1)) : Double.NaN;
  }
}
