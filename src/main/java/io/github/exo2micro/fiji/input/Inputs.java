package io.github.exo2micro.fiji.input;

import io.github.exo2micro.Choice;
import io.github.exo2micro.RemediableException;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks what the fields of a command hold; a headless Fiji lets everything pass. */
public final class Inputs {

  /** The widget style of an input that is yes or no: a check box. */
  public static final String FLAG = "yes or no";
  /** How a dialog writes yes. */
  public static final String YES = "true";
  /** How a dialog writes no. */
  public static final String NO = "false";

  private Inputs() {}

  /**
   * A folder that was given.
   *
   * @throws RemediableException when none was
   */
  public static Path folder(File value, String key) {
    if (value == null || value.getPath().isBlank()) {
      throw new RemediableException("No " + words(key) + " is given.", key + " is empty.",
          "choose a folder; in a macro write " + key + "=[/path/to/folder].");
    }
    return value.toPath().toAbsolutePath().normalize();
  }

  /** Names, one per line or separated by commas or the two characters {@code \n}; blanks around them do not count. */
  public static List<String> names(String value) {
    return value == null ? List.of()
        : Arrays.stream(value.split("\\R|,|\\\\n")).map(String::strip).filter(s -> !s.isEmpty()).distinct().toList();
  }

  /**
   * A single name.
   *
   * @throws RemediableException when there is none, or more than one
   */
  public static String name(String value, String key) {
    List<String> names = names(value);
    if (names.size() != 1) {
      throw new RemediableException("One " + words(key) + " is wanted.",
          names.isEmpty() ? key + " is empty." : key + " holds " + String.join(", ", names) + ".",
          "give the name of one " + words(key) + ".");
    }
    return names.get(0);
  }

  /**
   * A whole number. Fields of numbers hold text: of a number that is none, Fiji would make 0 or the default in silence.
   *
   * @throws RemediableException when it is no whole number or is out of range
   */
  public static int whole(String value, String key, int least, int most) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException | NullPointerException e) {
      // refused below
    }
    throw refused(value, key, "a whole number from " + least + " to " + most);
  }

  /**
   * A number.
   *
   * @throws RemediableException when it is none or is out of range
   */
  public static double real(String value, String key, double least, double most) {
    try {
      double number = Double.parseDouble(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException | NullPointerException e) {
      // refused below
    }
    throw refused(value, key, "a number from " + least + " to " + most);
  }

  private static RemediableException refused(String value, String key, String allowed) {
    return new RemediableException("The value of " + key + " is not allowed.", key + " is '" + value + "'.",
        "give " + allowed + ".");
  }

  /**
   * Yes or no. Fields of yes and no hold text: of any word but "true" Fiji would make no, in silence.
   *
   * @throws RemediableException when it is neither
   */
  public static boolean flag(String value, String key) {
    String word = value == null ? NO : value.strip().toLowerCase(Locale.ROOT);
    if (List.of(YES, "yes", "1", "on").contains(word)) {
      return true;
    }
    if (List.of(NO, "no", "0", "off", "").contains(word)) {
      return false;
    }
    throw refused(value, key, "yes or no (true and false, 1 and 0, on and off are understood, too)");
  }

  /**
   * One of a few words, in any case.
   *
   * @throws RemediableException when it is none of them
   */
  public static String choice(String value, String key, List<String> choices) {
    String wanted = value == null ? "" : value.strip();
    return choices.stream().filter(c -> c.equalsIgnoreCase(wanted)).findFirst()
        .orElseThrow(() -> refused(wanted, key, "one of " + String.join(", ", choices)));
  }

  /**
   * One of an enum's constants, by its word in any case.
   *
   * @throws RemediableException when it is none of them
   */
  public static <C extends Enum<C> & Choice> C choice(String value, String key, Class<C> choices) {
    return Choice.named(choices, choice(value, key, Choice.words(choices))).orElseThrow();
  }

  private static String words(String key) {
    return key.equals("out") ? "folder" : key.replace("_dir", " folder").replace('_', ' ');
  }
}
