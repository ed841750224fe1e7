package io.github.exo2micro.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
      if (Files.size(file) > LARGEST) {
        throw new RemediableException("The parameter file is too large.", file + ": " + Files.size(file) + " bytes.",
            "give a JSON or properties file of parameters.");
      }
      String text = Files.readString(file);
      return text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
    } catch (CharacterCodingException e) {
      throw new RemediableException("The parameter file is not text.", file.toString(),
          "give a JSON or properties file in UTF-8.", e);
    } catch (IOException e) {
      throw new RemediableException("The parameter file cannot be read.",
          file + " (" + e.getClass().getSimpleName() + ").", "give the path of a JSON or properties file.", e);
    }
  }

  private static Map<String, String> json(Path file, String text) {
    try {
      JsonObject object = JsonParser.parseString(text).getAsJsonObject();
      if (object.has("parameters") && object.get("parameters").isJsonObject()) {
        object = object.getAsJsonObject("parameters");
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        JsonElement value = entry.getValue();
        if (!value.isJsonPrimitive() && !value.isJsonNull()) {
          throw new RemediableException("The value of " + entry.getKey() + " is not a number, a word or null.",
              file + ": " + value, "give one value per parameter.");
        }
        values.put(entry.getKey(), value.isJsonNull() ? "none" : value.getAsString());
      }
      return values;
    } catch (JsonParseException e) {
      throw new RemediableException("The parameter file is not valid JSON.", file + ": " + e.getMessage(),
          "mend the file, or write lines of name = value.", e);
    }
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
