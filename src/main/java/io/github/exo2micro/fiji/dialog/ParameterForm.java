package io.github.exo2micro.fiji.dialog;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.fiji.input.Labels;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/**
 * The parameters of the pipeline as fields, made from {@link ParameterSpec}: what a dialog shows in place of the text
 * {@code name=value} that a macro gives. A parameter that the table gains is here by itself.
 */
final class ParameterForm implements DialogField {

  private final Map<ParameterSpec, DialogField> fields = new EnumMap<>(ParameterSpec.class);
  private final DialogField text;

  /**
   * @param without names of parameters that have inputs of their own
   * @param text what a macro gives; shown when it cannot be put into fields
   */
  ParameterForm(List<String> without, DialogField text, Runnable changed) {
    this.text = text;
    for (ParameterSpec spec : ParameterSpec.values()) {
      if (!without.contains(spec.parameter())) {
        fields.put(spec, DialogFields.of(spec, changed));
      }
    }
    show("");
  }

  /** The fields under their groups' headings, in the table's order. */
  Map<String, Map<ParameterSpec, DialogField>> groups() {
    Map<String, Map<ParameterSpec, DialogField>> groups = new LinkedHashMap<>();
    fields.forEach((spec, field) -> groups.computeIfAbsent(spec.group(), g -> new LinkedHashMap<>()).put(spec, field));
    return groups;
  }

  /** The label of a parameter: that of Process One Task, or made from the table. */
  static String label(ParameterSpec spec, CommandInfo labelled) {
    ModuleItem<?> item = labelled.getInput(spec.parameter());
    if (item != null) {
      return Labels.withRange(item);
    }
    String words = spec.parameter().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1)
        + (spec.kind() == ParameterSpec.Kind.BOOLEAN ? "" : " (" + spec.range() + ")");
  }

  @Override
  public javax.swing.JComponent component() {
    return text.component();
  }

  /** What differs from the defaults, a line each. */
  @Override
  public String value() {
    StringBuilder lines = new StringBuilder();
    fields.forEach((spec, field) -> {
      String value = field.value().strip();
      if (!isDefault(spec, value)) {
        lines.append(lines.isEmpty() ? "" : "\n").append(spec.parameter()).append('=').append(value);
      }
    });
    return lines.toString();
  }

  private static boolean isDefault(ParameterSpec spec, String value) {
    try {
      return spec.parse(value).equals(spec.defaultValue());
    } catch (RemediableException e) {
      // Not allowed: it goes on, to be refused in words.
      return false;
    }
  }

  @Override
  public void show(String lines) {
    Parameters values;
    try {
      values = ParameterLines.apply(lines, Parameters.defaults());
    } catch (RemediableException e) {
      values = Parameters.defaults();
    }
    Map<String, String> all = values.asMap();
    fields.forEach((spec, field) -> field.show(all.get(spec.parameter())));
  }
}
