package io.github.exo2micro.batch.plan;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.TaskId;
import java.util.Locale;
import java.util.Optional;

/**
 * A Java heap for children that overrides the estimate.
 *
 * @param bytes the heap
 * @param only the one task that it is for; empty = every task
 */
public record ChildHeap(long bytes, Optional<TaskId> only) {

  /** The environment variable that holds one, for machines where the estimate does not fit. */
  public static final String VARIABLE = "EXO2MICRO_CHILD_HEAP";

  /** Less than this and no Java starts. */
  private static final long LEAST = 2L << 20;

  /** Whether it is for that task. */
  public boolean appliesTo(TaskId task) {
    return only.isEmpty() || only.get().equals(task);
  }

  /**
   * What the environment variable {@link #VARIABLE} says; empty when it is not set.
   *
   * @throws RemediableException when it is set to something else
   */
  static Optional<ChildHeap> fromEnvironment() {
    String text = System.getenv(VARIABLE);
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(parse(text));
  }

  /**
   * Reads {@code 2g}, {@code 800m} or {@code CD070/DAPI=800m}.
   *
   * @throws RemediableException when it is none of these
   */
  public static ChildHeap parse(String text) {
    int equals = text.lastIndexOf('=');
    Optional<TaskId> only = Optional.empty();
    if (equals >= 0) {
      int slash = text.lastIndexOf('/', equals);
      if (slash <= 0 || slash == equals - 1) {
        throw refused(text);
      }
      only = Optional.of(new TaskId(text.substring(0, slash).strip(), text.substring(slash + 1, equals).strip()));
    }
    String size = text.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
    if (!size.matches("\\d{1,9}[kmg]")) {
      throw refused(text);
    }
    int shift = switch (size.charAt(size.length() - 1)) {
      case 'k' -> 10;
      case 'm' -> 20;
      default -> 30;
    };
    long bytes = Long.parseLong(size.substring(0, size.length() - 1)) << shift;
    if (bytes < LEAST) {
      throw refused(text);
    }
    return new ChildHeap(bytes, only);
  }

  private static RemediableException refused(String text) {
    return new RemediableException("'" + text + "' is no heap size for children.",
        "a heap is 2m or more: 800m, 2g, or for one task alone CD070/DAPI=800m.", "correct it, or leave it out.");
  }
}
