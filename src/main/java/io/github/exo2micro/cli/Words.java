package io.github.exo2micro.cli;

import io.github.exo2micro.UnreadableName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words of a command line as numbers and paths; what cannot be read is told in plain words. */
final class Words {

  private Words() {}

  /** Lets a parser and all its commands read words this way. */
  static void readBy(CommandLine line) {
    line.registerConverter(Path.class, Words::path);
    ITypeConverter<Integer> whole = Words::whole;
    line.registerConverter(int.class, whole).registerConverter(Integer.class, whole);
    ITypeConverter<Double> number = Words::number;
    line.registerConverter(double.class, number).registerConverter(Double.class, number);
  }

  private static Path path(String word) {
    if (word.isBlank()) {
      throw new TypeConversionException("it is empty; give a folder or file, . for the folder you are in");
    }
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(UnreadableName.of(e).getMessage());
    }
  }

  private static Integer whole(String word) {
    try {
      return Integer.valueOf(word);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + word + "' is not a whole number");
    }
  }

  private static Double number(String word) {
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + word + "' is not a number");
    }
  }
}
