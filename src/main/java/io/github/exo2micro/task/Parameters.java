package io.github.exo2micro.task;

import io.github.exo2micro.port.ImageChoice;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A full set of the pipeline's parameters, each valid for itself. Immutable; {@link #with} gives a changed copy.
 */
public final class Parameters {

  private static final Parameters DEFAULTS = new Parameters(new EnumMap<>(ParameterSpec.class));

  /** What differs from the default; {@code Optional.empty()} stands for none. */
  private final EnumMap<ParameterSpec, Optional<Object>> changed;

  private Parameters(EnumMap<ParameterSpec, Optional<Object>> changed) {
    this.changed = changed;
  }

  /** Every parameter at its default. */
  public static Parameters defaults() {
    return DEFAULTS;
  }

  /**
   * The defaults but for the named ones.
   *
   * @param values name to value as text, {@code snake_case} or with dashes
   * @throws io.github.exo2micro.RemediableException for an unknown name or a value that is not allowed
   */
  public static Parameters of(Map<String, String> values) {
    Parameters result = DEFAULTS;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      result = result.with(ParameterSpec.named(entry.getKey()), entry.getValue());
    }
    return result;
  }

  /**
   * A copy with one parameter changed.
   *
   * @throws io.github.exo2micro.RemediableException when the value is not allowed
   */
  public Parameters with(ParameterSpec spec, String value) {
    return set(spec, spec.parse(value));
  }

  /** A copy with one parameter changed; the value is a number or a boolean. */
  public Parameters with(ParameterSpec spec, Object value) {
    return value instanceof String text ? with(spec, text) : set(spec, Optional.of(spec.requireValid(value)));
  }

  private Parameters set(ParameterSpec spec, Optional<Object> value) {
    EnumMap<ParameterSpec, Optional<Object>> copy = new EnumMap<>(changed);
    if (value.equals(spec.defaultValue())) {
      copy.remove(spec);
    } else {
      copy.put(spec, value);
    }
    return new Parameters(copy);
  }

  /** The value of a parameter, empty for none. */
  public Optional<Object> value(ParameterSpec spec) {
    return changed.getOrDefault(spec, spec.defaultValue());
  }

  /** The value of a whole-number parameter. */
  public int integer(ParameterSpec spec) {
    return (Integer) value(spec).orElseThrow();
  }

  /** The value of a number parameter. */
  public double real(ParameterSpec spec) {
    return ((Number) value(spec).orElseThrow()).doubleValue();
  }

  /** The value of a number parameter that may be none. */
  public Optional<Double> optionalReal(ParameterSpec spec) {
    return value(spec).map(v -> ((Number) v).doubleValue());
  }

  /** The value of a whole-number parameter that may be none. */
  OptionalInt optionalInteger(ParameterSpec spec) {
    return value(spec).map(v -> OptionalInt.of((Integer) v)).orElse(OptionalInt.empty());
  }

  /** Which image of a raw file with several is wanted. */
  public ImageChoice imageChoice() {
    return new ImageChoice(optionalInteger(ParameterSpec.PAGE), optionalInteger(ParameterSpec.CHANNEL),
        optionalInteger(ParameterSpec.SERIES));
  }

  /** The value of a yes-or-no parameter. */
  public boolean flag(ParameterSpec spec) {
    return (Boolean) value(spec).orElseThrow();
  }

  /**
   * The value of a parameter that is a choice.
   *
   * @throws ClassCastException when it is a choice of another type
   */
  public <E extends Enum<E>> E choice(ParameterSpec spec, Class<E> type) {
    return type.cast(value(spec).orElseThrow());
  }

  /**
   * Name to value as text, of those that differ from their default and take part in {@code stage} or an earlier one.
   */
  public Map<String, String> changedUpTo(int stage) {
    Map<String, String> result = new LinkedHashMap<>();
    changed.forEach((spec, value) -> {
      if (spec.stage() <= stage) {
        result.put(spec.parameter(), spec.text(value));
      }
    });
    return result;
  }

  /** Every parameter with its value as text, in registry order: what goes into a sidecar or a request. */
  public Map<String, String> asMap() {
    Map<String, String> result = new LinkedHashMap<>();
    for (ParameterSpec spec : ParameterSpec.values()) {
      result.put(spec.parameter(), spec.text(value(spec)));
    }
    return result;
  }

  /** The file-name suffix of a stage's checkpoints; "" for a default run. */
  public String suffix(int stage) {
    StringBuilder text = new StringBuilder();
    changed.forEach((spec, value) -> {
      if (spec.stage() <= stage) {
        text.append('_').append(spec.abbreviation()).append(spec.text(value));
      }
    });
    return text.toString();
  }

  /**
   * Reads a suffix back.
   *
   * @param suffix as {@link #suffix} wrote it
   * @return the parameters, or empty when it is no suffix
   */
  public static Optional<Parameters> ofSuffix(String suffix) {
    Parameters result = DEFAULTS;
    if (suffix.isEmpty()) {
      return Optional.of(result);
    }
    if (suffix.charAt(0) != '_') {
      return Optional.empty();
    }
    for (String part : suffix.substring(1).split("_", -1)) {
      ParameterSpec longest = null;
      for (ParameterSpec spec : ParameterSpec.values()) {
        if (part.startsWith(spec.abbreviation())
            && (longest == null || spec.abbreviation().length() > longest.abbreviation().length())) {
          longest = spec;
        }
      }
      if (longest == null) {
        return Optional.empty();
      }
      try {
        result = result.with(longest, part.substring(longest.abbreviation().length()));
      } catch (io.github.exo2micro.RemediableException e) {
        return Optional.empty();
      }
    }
    return Optional.of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters p && changed.equals(p.changed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(changed);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
