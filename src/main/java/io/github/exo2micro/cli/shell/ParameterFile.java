package io.github.exo2micro.cli.shell;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A file of parameters: a JSON object of names and values (or one with such an object under {@code parameters}, as a
 * sidecar has), or lines {@code name = value}. Names with underscores or dashes.
 */
final class ParameterFile {

  private static final long LARGEST = 1 << 20;

  private ParameterFile() {}

  /**
   * Reads names and values as text; none of them checked.
   *
   * @throws RemediableException when the file cannot be read or is neither kind
   */
  static Map<String, String> read(Path file) {
    try {
      requireRegular(file);
      if (Files.size(file) > LARGEST) {
        throw new RemediableException("The parameter file is too large.", file + ": " + Files.size(file) + " bytes.",
            "give a JSON or properties file of parameters.");
      }
      String text = Files.readString(file);
      Map<String, String> values = text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
      if (values.isEmpty()) {
        throw new RemediableException("The parameter file names no parameter.",
            file + ": " + Files.size(file) + " bytes.",
            "write lines of name = value, or JSON; 'exo2micro params' lists the names. Or leave --params-file out.");
      }
      return values;
    } catch (CharacterCodingException e) {
      throw new RemediableException("The parameter file is not text.", file.toString(),
          "give a JSON or properties file in UTF-8.", e);
    } catch (IOException e) {
      throw new RemediableException("The parameter file cannot be read.",
          file + " (" + e.getClass().getSimpleName() + ").", "give the path of a JSON or properties file.", e);
    }
  }

  /** A pipe would block for ever, a device never ends. */
  private static void requireRegular(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RemediableException("The parameter file is no file.",
          file + " is " + (Files.isDirectory(file) ? "a folder." : "a pipe or device."),
          "give the path of a JSON or properties file.");
    }
  }

  /** Read as a stream, so that no depth of nesting costs anything. */
  private static Map<String, String> json(Path file, String text) {
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      return object(file, in, true);
    } catch (IOException | IllegalStateException e) {
      throw new RemediableException("The parameter file is not valid JSON.", file + ": " + e.getMessage(),
          "fix the file, or write lines of name = value.", e);
    }
  }

  private static Map<String, String> object(Path file, JsonReader in, boolean outer) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    Optional<String> noValue = Optional.empty();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      JsonToken next = in.peek();
      if (outer && name.equals("parameters") && next == JsonToken.BEGIN_OBJECT) {
        return object(file, in, false);
      }
      switch (next) {
        case NULL -> {
          in.nextNull();
          values.put(name, "none");
        }
        case BOOLEAN -> values.put(name, Boolean.toString(in.nextBoolean()));
        case STRING, NUMBER -> values.put(name, in.nextString());
        default -> {
          noValue = noValue.or(() -> Optional.of(name));
          in.skipValue();
        }
      }
    }
    in.endObject();
    if (outer && in.peek() != JsonToken.END_DOCUMENT) {
      throw new IOException("something follows its last brace");
    }
    noValue.ifPresent(name -> {
      throw new RemediableException("The value of " + name + " is not a number, a word or null.", file.toString(),
          "give one value per parameter.");
    });
    return values;
  }

  private static Map<String, String> properties(Path file, String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new RemediableException("The parameter file cannot be understood.", file + ": " + e.getMessage(),
          "write lines of name = value, or JSON.", e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().stream().sorted().forEach(n -> values.put(n, properties.getProperty(n)));
    return values;
  }
}
