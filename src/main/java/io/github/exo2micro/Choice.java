package io.github.exo2micro;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A constant that people choose by a word: in an option, a macro's key, a parameter file. */
public interface Choice {

  /** The constant's name in Java. */
  String name();

  /** The word for it: its name in small letters, unless it says otherwise. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words for an enum's constants, in their order. */
  static <C extends Enum<C> & Choice> List<String> words(Class<C> type) {
    return Stream.of(type.getEnumConstants()).map(Choice::word).toList();
  }

  /** The constant of a word, in any case and with blanks around it; empty when there is none. */
  static <C extends Enum<C> & Choice> Optional<C> named(Class<C> type, String word) {
    return Stream.of(type.getEnumConstants()).filter(c -> c.word().equalsIgnoreCase(word.strip())).findFirst();
  }
}
