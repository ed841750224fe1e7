package io.github.exo2micro.bench.timing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * What a program printed as JSON, read without fear of what is not there. NaN counts as a number, as Python writes it.
 */
record Json(JsonElement value) {

  static final Json EMPTY = new Json(new JsonObject());

  /** An empty object when there is no such file. */
  static Json read(Path file) throws IOException {
    return Files.exists(file) ? parse(Files.readString(file)) : EMPTY;
  }

  /** @throws IllegalArgumentException when it is none */
  static Json parse(String text) {
    try {
      JsonElement value = JsonParser.parseString(text);
      if (value.isJsonObject() || value.isJsonArray()) {
        return new Json(value);
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException("no JSON object or list: " + text.substring(0, Math.min(40, text.length())));
  }

  Json at(String key) {
    return value.isJsonObject() && value.getAsJsonObject().has(key) ? new Json(value.getAsJsonObject().get(key))
        : EMPTY;
  }

  Json first() {
    return value.isJsonArray() && !value.getAsJsonArray().isEmpty() ? new Json(value.getAsJsonArray().get(0)) : EMPTY;
  }

  /** NaN when there is none. */
  double number(String key) {
    return numbers(at(key).value).findFirst().orElse(Double.NaN);
  }

  /** "no status" when there is none. */
  String text(String key) {
    return at(key).value instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "no status";
  }

  /** All numbers of a list, or of a list of lists, in order. */
  double[] numbers() {
    return numbers(value).toArray();
  }

  private static DoubleStream numbers(JsonElement value) {
    if (value.isJsonArray()) {
      return StreamSupport.stream(value.getAsJsonArray().spliterator(), false).flatMapToDouble(Json::numbers);
    }
    boolean number = value instanceof JsonPrimitive word
        && (word.isNumber() || word.getAsString().matches("NaN|-?Infinity"));
    return number ? DoubleStream.of(value.getAsDouble()) : DoubleStream.empty();
  }
}
