package io.github.exo2micro.cluster;

import io.github.exo2micro.RemediableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What users may say about Slurm.
 *
 * @param words further options for sbatch, as typed: {@code --partition=x --account=y}
 * @param memoryFactor what is asked for, in planned memory; at least 0.1
 * @param atOnce how many tasks run at once at most; 0 = as many as Slurm lets
 * @param scratch a folder on each node's own disk where tasks work; empty = in the output folder
 */
public record SlurmOptions(String words, double memoryFactor, int atOnce, Optional<Path> scratch) {

  private static final List<String> OURS = List.of("--array", "-a", "--mem", "--mem-per-cpu", "--parsable", "--signal",
      "--output", "-o", "--error", "-e", "--wrap", "--wait", "-W", "--cpus-per-task", "-c", "--time", "-t",
      "--requeue");

  /** Nothing special. */
  public static final SlurmOptions DEFAULTS = new SlurmOptions("", 1, 0, Optional.empty());

  /** @throws RemediableException when a value is out of range or an option is one that the program sets itself */
  public SlurmOptions {
    if (!(memoryFactor >= 0.1 && memoryFactor <= 100)) {
      throw new RemediableException("The value " + memoryFactor + " of memory_factor is not allowed.",
          "it takes a number from 0.1 to 100.", "correct the value, or leave it out.");
    }
    if (atOnce < 0) {
      throw new RemediableException("The value " + atOnce + " of slurm_at_once is not allowed.",
          "it takes a whole number from 1, or 0 for no limit of ours.", "correct the value, or leave it out.");
    }
    for (String word : split(words)) {
      String name = word.startsWith("--") ? word.replaceFirst("=.*", "") : word.replaceFirst("^(-.).*", "$1");
      if (OURS.contains(name)) {
        throw new RemediableException("The Slurm option " + name + " cannot be given.",
            "exo2micro sets it itself, from the plan.",
            "use --memory-factor for memory, --threads for cores, --timeout-per-task for time, --slurm-at-once for the "
                + "number of tasks at once.");
      }
    }
  }

  /** The further options, one word each; quotes keep blanks together. */
  List<String> list() {
    return split(words);
  }

  private static List<String> split(String text) {
    List<String> list = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          list.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new RemediableException("The Slurm options have a quote without its partner.", text, "close the quote.");
    }
    if (begun) {
      list.add(word.toString());
    }
    return list;
  }
}
