package io.github.exo2micro.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few lines that a child printed outside the protocol: evidence when it dies. Thread-safe. */
final class LastLines {

  private static final int MOST = 20;
  private static final int LONGEST = 400;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    // A crashing JVM frames its report with lines of "#" alone.
    if (line.chars().noneMatch(Character::isLetterOrDigit)) {
      return;
    }
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }

  synchronized List<String> list() {
    return List.copyOf(lines);
  }

  synchronized void clear() {
    lines.clear();
  }
}
