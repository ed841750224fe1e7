package io.github.exo2micro.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How values become JSON and come back: one set of rules for sidecars, results, plans, reports and the words between
 * processes. An empty {@link Optional} is left out, an empty {@link OptionalDouble} is −1 (what may be absent is never
 * negative, and earlier versions wrote it so), NaN and infinities are written as such, text stays as it is.
 */
public final class Json {

  private Json() {}

  /** On one line. */
  public static Gson line() {
    return builder().create();
  }

  /** For files that people may open. */
  public static Gson pages() {
    return builder().setPrettyPrinting().create();
  }

  /** For files that other programs read: JSON has no NaN, so what is no number is null, and so is what is absent. */
  public static Gson strict() {
    JsonSerializer<Double> finite = (value, type, context) -> Double.isFinite(value) ? new JsonPrimitive(value)
        : JsonNull.INSTANCE;
    return builder().setPrettyPrinting().serializeNulls().registerTypeAdapter(Double.class, finite)
        .registerTypeAdapter(double.class, finite).create();
  }

  private static GsonBuilder builder() {
    return new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues()
        .registerTypeAdapterFactory(new OptionalFactory()).registerTypeAdapter(OptionalDouble.class, new Measured());
  }

  /** A figure that may not have been measured. */
  private static final class Measured extends TypeAdapter<OptionalDouble> {

    @Override
    public void write(JsonWriter out, OptionalDouble value) throws IOException {
      out.value(value.orElse(-1));
    }

    @Override
    public OptionalDouble read(JsonReader in) throws IOException {
      double value = in.nextDouble();
      return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  /** Adapters of {@code Optional<T>}: the value, or nothing. */
  private static final class OptionalFactory implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // T is Optional<Object>, as the raw type says
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (type.getRawType() != Optional.class) {
        return null;
      }
      Type content = type.getType() instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
      TypeToken<?> token = TypeToken.get(content);
      boolean list = Collection.class.isAssignableFrom(token.getRawType()) || token.getRawType().isArray();
      return (TypeAdapter<T>) new OptionalAdapter<>(gson.getAdapter(token), list);
    }
  }

  private static final class OptionalAdapter<E> extends TypeAdapter<Optional<E>> {

    private final TypeAdapter<E> content;
    private final boolean list;

    private OptionalAdapter(TypeAdapter<?> content, boolean list) {
      @SuppressWarnings("unchecked") // made for the type argument of the Optional
      TypeAdapter<E> known = (TypeAdapter<E>) content;
      this.content = known;
      this.list = list;
    }

    @Override
    public void write(JsonWriter out, Optional<E> value) throws IOException {
      if (value == null || value.isEmpty()) {
        out.nullValue();
      } else {
        content.write(out, value.get());
      }
    }

    /**
     * A list of one or none is taken, too, where the value is no list: so earlier versions wrote what may be absent.
     */
    @Override
    public Optional<E> read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return Optional.empty();
      }
      if (list || in.peek() != JsonToken.BEGIN_ARRAY) {
        return Optional.of(content.read(in));
      }
      in.beginArray();
      Optional<E> first = in.hasNext() ? Optional.of(content.read(in)) : Optional.empty();
      in.endArray();
      return first;
    }
  }
}
