package io.github.exo2micro.fiji;

import io.github.exo2micro.RemediableException;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Checks what the fields of a command hold; a headless Fiji lets everything pass. */
final class Inputs {

  private Inputs() {}

  /**
   * A folder that was given.
   *
   * @throws RemediableException when none was
   */
  static Path folder(File value, String key) {
    if (value == null || value.getPath().isBlank()) {
      throw new RemediableException("No " + words(key) + " is given.", key + " is empty.",
          "choose a folder; in a macro write " + key + "=[/path/to/folder].");
    }
    return value.toPath().toAbsolutePath().normalize();
  }

  /** Names, one per line or separated by commas or the two characters {@code \n}; blanks around them do not count. */
  static List<String> names(String value) {
    return value == null ? List.of()
        : Arrays.stream(value.split("\\R|,|\\\\n")).map(String::strip).filter(s -> !s.isEmpty()).distinct().toList();
  }

  /**
   * A single name.
   *
   * @throws RemediableException when there is none, or more than one
   */
  static String name(String value, String key) {
    List<String> names = names(value);
    if (names.size() != 1) {
      throw new RemediableException("One " + words(key) + " is wanted.",
          names.isEmpty() ? key + " is empty." : key + " holds " + String.join(", ", names) + ".",
          "give the name of one " + words(key) + ".");
    }
    return names.get(0);
  }

  /**
   * A whole number.
   *
   * @throws RemediableException when it was no number or is out of range
   */
  static int whole(Integer value, String key, int least, int most) {
    if (value == null || value < least || value > most) {
      throw new RemediableException("The value of " + key + " is not allowed.",
          key + (value == null ? " is not a whole number." : " is " + value + "."),
          "give a whole number from " + least + " to " + most + ".");
    }
    return value;
  }

  /**
   * A number.
   *
   * @throws RemediableException when it was none or is out of range
   */
  static double real(Double value, String key, double least, double most) {
    if (value == null || !(value >= least && value <= most)) {
      throw new RemediableException("The value of " + key + " is not allowed.",
          key + (value == null ? " is not a number." : " is " + value + "."),
          "give a number from " + least + " to " + most + ".");
    }
    return value;
  }

  /** Yes or no; what is neither counts as no, as Fiji has it. */
  static boolean flag(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /**
   * One of a few words, in any case.
   *
   * @throws RemediableException when it is none of them
   */
  static String choice(String value, String key, List<String> choices) {
    String wanted = value == null ? "" : value.strip();
    return choices.stream().filter(c -> c.equalsIgnoreCase(wanted)).findFirst()
        .orElseThrow(() -> new RemediableException("The value of " + key + " is not allowed.",
            key + " is '" + wanted + "'.", "choose one of " + String.join(", ", choices) + "."));
  }

  private static String words(String key) {
    return key.replace("_dir", " folder").replace('_', ' ');
  }
}
