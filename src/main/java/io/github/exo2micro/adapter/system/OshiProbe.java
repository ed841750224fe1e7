package io.github.exo2micro.adapter.system;

import io.github.exo2micro.port.MemoryProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;

/**
 * Memory as OSHI tells it on every platform, and straight from {@code /proc} on Linux: that costs no native library, so
 * a child starts faster and stays smaller, and it also tells true peaks.
 */
public final class OshiProbe implements MemoryProbe {

  private static final long KILO = 1024;

  private final Path proc;
  private final ControlGroup group;
  private SystemInfo oshi;

  /** The probe of this machine. */
  public OshiProbe() {
    this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /**
   * @param proc where process files are; a folder that is missing stands for another platform than Linux
   * @param groups where control groups are
   */
  OshiProbe(Path proc, Path groups) {
    this.proc = proc;
    this.group = new ControlGroup(proc, groups);
  }

  /** Loaded late: it takes 0.2 to 0.3 s. */
  private synchronized SystemInfo oshi() {
    if (oshi == null) {
      oshi = new SystemInfo();
    }
    return oshi;
  }

  private GlobalMemory memory() {
    return oshi().getHardware().getMemory();
  }

  @Override
  public long totalBytes() {
    OptionalLong total = kilobytes(proc.resolve("meminfo"), "MemTotal:");
    return total.isPresent() ? total.getAsLong() : memory().getTotal();
  }

  @Override
  public long availableBytes() {
    OptionalLong available = kilobytes(proc.resolve("meminfo"), "MemAvailable:");
    return available.isPresent() ? available.getAsLong() : memory().getAvailable();
  }

  @Override
  public OptionalLong containerAvailableBytes() {
    return group.tightest().map(room -> OptionalLong.of(room.left())).orElse(OptionalLong.empty());
  }

  @Override
  public OptionalLong containerLimitBytes() {
    return group.tightest().map(room -> OptionalLong.of(room.limit())).orElse(OptionalLong.empty());
  }

  @Override
  public OptionalLong residentBytes(long pid) {
    if (Files.isDirectory(proc)) {
      return status(pid, "VmRSS:");
    }
    OSProcess process = oshi().getOperatingSystem().getProcess((int) pid);
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.getResidentSetSize());
  }

  private OptionalLong status(long pid, String field) {
    return kilobytes(proc.resolve(Long.toString(pid)).resolve("status"), field);
  }

  @Override
  public OptionalLong peakResidentBytes(long pid) {
    return status(pid, "VmHWM:");
  }

  @Override
  public boolean forgetPeak() {
    try {
      Files.writeString(proc.resolve("self").resolve("clear_refs"), "5");
      return true;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  @Override
  public int cores() {
    // What the scheduler allows this process, containers included; OSHI would count the machine's.
    return Runtime.getRuntime().availableProcessors();
  }

  /** A "Name:   123 kB" line of a file of /proc, in bytes; empty when there is no such file or line. */
  private static OptionalLong kilobytes(Path file, String field) {
    try {
      // Not Files.lines: a file of /proc has no length.
      String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
      int at = text.indexOf(field);
      if (at < 0) {
        return OptionalLong.empty();
      }
      // By hand: this runs several times a second, and an expression would have to be compiled for it.
      int from = at + field.length();
      while (Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      int to = from;
      while (to < text.length() && Character.isDigit(text.charAt(to))) {
        to++;
      }
      return OptionalLong.of(Long.parseLong(text, from, to, 10) * KILO);
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return OptionalLong.empty();
    }
  }
}
