package io.github.exo2micro.fiji.dialog;

import io.github.exo2micro.fiji.input.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** Sorts the inputs of a command into pages: the essentials, then a page per heading. */
public final class DialogPages {

  private static final String PARAMETERS = "parameters";
  private static final String REST = "More";
  private static final String STAGE = "Stage ";

  private final CommandInfo labelled;
  private final List<String> essentials;
  private final Runnable changed;
  private final Map<String, List<CommandDialog.Row>> rows = new LinkedHashMap<>();
  private final Map<String, DialogField> fields = new LinkedHashMap<>();

  /**
   * @param labelled the command that has a label for every parameter
   * @param essentials keys of the first page; empty = all but the parameters of the pipeline
   * @param changed called after every change that a person makes
   */
  public DialogPages(CommandInfo labelled, List<String> essentials, Runnable changed) {
    this.labelled = labelled;
    this.essentials = List.copyOf(essentials);
    this.changed = changed;
    rows.put("", new ArrayList<>());
  }

  /** Makes a row for each input; the text "parameters" becomes fields on the pages of their stages. */
  public void add(List<ModuleItem<?>> items) {
    List<String> keys = items.stream().map(ModuleItem::getName).toList();
    String heading = REST;
    for (ModuleItem<?> item : items) {
      heading = Labels.heading(item).isEmpty() ? heading : Labels.heading(item);
      DialogField field = DialogFields.of(item, changed);
      if (item.getName().equals(PARAMETERS)) {
        ParameterForm form = new ParameterForm(keys, field, changed);
        add(form);
        fields.put(PARAMETERS, form);
      } else {
        boolean first = essentials.isEmpty() || essentials.contains(item.getName());
        page(first ? "" : heading).add(new CommandDialog.Row(Labels.withRange(item),
            Objects.toString(item.getDescription(), ""), field));
        fields.put(item.getName(), field);
      }
    }
  }

  private void add(ParameterForm form) {
    form.groups().forEach((group, parameters) -> parameters.forEach((spec, field) -> page(group)
        .add(new CommandDialog.Row(ParameterForm.label(spec, labelled), spec.description(), field))));
  }

  private List<CommandDialog.Row> page(String name) {
    return rows.computeIfAbsent(name, n -> new ArrayList<>());
  }

  /** Rows by page: the essentials under "", then the stages in their order, then the rest. */
  public Map<String, List<CommandDialog.Row>> rows() {
    Map<String, List<CommandDialog.Row>> sorted = new LinkedHashMap<>();
    Comparator<String> order = Comparator.comparing(DialogPages::place)
        .thenComparing(name -> name.startsWith(STAGE) ? name.replace(":", "") : "");
    rows.keySet().stream().sorted(order).forEach(name -> sorted.put(name, rows.get(name)));
    return sorted;
  }

  private static int place(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    return name.startsWith(STAGE) ? 1 : name.equals(REST) ? 3 : 2;
  }

  /** The inputs, by key. */
  public Map<String, DialogField> fields() {
    return fields;
  }
}
