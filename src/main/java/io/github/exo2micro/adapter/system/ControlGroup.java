package io.github.exo2micro.adapter.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The memory limit of a Linux control group (version 2 or 1): what a container still allows. */
final class ControlGroup {

  /** Version 1 writes "no limit" as a number near 2^63. */
  private static final long NO_LIMIT = 1L << 60;

  private final Path proc;
  private final Path root;

  ControlGroup(Path proc, Path root) {
    this.proc = proc;
    this.root = root;
  }

  /**
   * A limited group.
   *
   * @param left bytes that its processes can still take
   * @param limit bytes that all of them may hold
   */
  record Room(long left, long limit) {}

  /** This process's group or the parent that has least left; empty when none is limited. */
  Optional<Room> tightest() {
    Optional<Room> second = least(root, path("0::"), "memory.max", "memory.current", "");
    return second.isPresent() ? second : least(root.resolve("memory"), path(":memory:"), "memory.limit_in_bytes",
        "memory.usage_in_bytes", "total_");
  }

  /** This process's group, relative to the hierarchy's root; "" when unknown. */
  private String path(String hierarchy) {
    try {
      for (String line : Files.readString(proc.resolve("self").resolve("cgroup")).split("\n")) {
        int at = line.indexOf(hierarchy);
        if (at >= 0) {
          return line.substring(at + hierarchy.length()).replaceFirst("^/+", "");
        }
      }
    } catch (IOException e) {
      // No control groups here: the root's own files decide.
      return "";
    }
    return "";
  }

  private static Optional<Room> least(Path root, String own, String limitFile, String usedFile, String prefix) {
    Optional<Room> least = Optional.empty();
    // In a container the path may name the host's folder, which is not there; then the root is the container's own.
    for (Path group = root.resolve(own).normalize(); group != null && group.startsWith(root);
        group = group.getParent()) {
      OptionalLong limit = number(group.resolve(limitFile));
      OptionalLong used = number(group.resolve(usedFile));
      if (limit.isPresent() && used.isPresent() && limit.getAsLong() < NO_LIMIT) {
        // Cached file pages count as used but are given back on demand.
        Path stat = group.resolve("memory.stat");
        long cache = stat(stat, prefix + "inactive_file") + stat(stat, prefix + "active_file");
        long left = Math.max(0, limit.getAsLong() - used.getAsLong() + cache);
        if (least.isEmpty() || left < least.get().left()) {
          least = Optional.of(new Room(left, limit.getAsLong()));
        }
      }
    }
    return least;
  }

  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long stat(Path file, String key) {
    try {
      for (String line : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).split("\n")) {
        if (line.startsWith(key + " ")) {
          return Long.parseLong(line.substring(key.length() + 1).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }
}
