package io.github.exo2micro.raw;

import io.github.exo2micro.RemediableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can run, what cannot and why.
 *
 * @param layoutProblem why nothing can run at all; then the other lists are empty
 * @param present pairs that can run, in the order asked for, else by name
 * @param skipped pairs that cannot
 * @param warnings about files and folders, by sample
 */
public record Discovery(Optional<LayoutProblem> layoutProblem, List<RawPair> present, List<SkippedPair> skipped,
    List<Warning> warnings) {

  /** Copies the lists. */
  public Discovery {
    present = List.copyOf(present);
    skipped = List.copyOf(skipped);
    warnings = List.copyOf(warnings);
  }

  /**
   * A line about something that stops nothing.
   *
   * @param sample which sample, or empty for the raw directory itself
   * @param text one line
   */
  public record Warning(String sample, String text) {
    /** "sample: text". */
    @Override
    public String toString() {
      return sample.isEmpty() ? text : sample + ": " + text;
    }
  }

  /** Whether anything could run at all. */
  boolean layoutUsable() {
    return layoutProblem.isEmpty();
  }

  /** Pairs that the user named and that cannot run. */
  List<SkippedPair> missing() {
    return skipped.stream().filter(SkippedPair::requested).toList();
  }

  /**
   * The pairs to run.
   *
   * @param strictDyes whether a single missing pair that the user named stops all
   * @throws RemediableException when the layout is not usable, when pairs are missing and {@code strictDyes}, or when
   *     nothing is left to run; lists them all
   */
  public List<RawPair> requireRunnable(boolean strictDyes) {
    if (layoutProblem.isPresent()) {
      throw layoutProblem.get().toException();
    }
    if (strictDyes && !missing().isEmpty()) {
      throw new RemediableException(missing().size() == 1 ? "One pair that was asked for cannot run."
          : missing().size() + " pairs that were asked for cannot run.", list(missing()),
          "fix the names or the files, leave these pairs out, or turn strict dyes off to skip them.");
    }
    if (present.isEmpty()) {
      throw new RemediableException("There is no complete pair of a pre and a post image to run.",
          list(Stream.concat(skipped.stream(), warnings.stream()).toList()), RawLayout.RULES);
    }
    return present;
  }

  private static String list(List<?> lines) {
    return lines.stream().map(line -> "\n    - " + line).collect(Collectors.joining());
  }
}
