package io.github.exo2micro.fiji.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import io.github.exo2micro.task.ParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Looks at what a macro gives one of this program's commands: a key that it does not have is refused with the nearest
 * one that it has, where SciJava would go on in silence without it; a yes-or-no key that stands alone means yes.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH + 1)
public final class MacroKeys extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!InputMemory.concerns(module) || !IJ.isMacro() || Macro.getOptions() == null) {
      return;
    }
    List<String> known = new ArrayList<>();
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      known.add(item.getName());
    }
    for (Map.Entry<String, String> given : parse(Macro.getOptions()).entrySet()) {
      String key = given.getKey();
      if (!known.contains(key)) {
        refuse(module, key, known);
        return;
      }
      if (!isOpen(module.getInfo().getInput(key), given.getValue())) {
        refuseImage(module, key, given.getValue());
        return;
      }
      if (given.getValue().isEmpty() && Inputs.FLAG.equals(module.getInfo().getInput(key).getWidgetStyle())) {
        module.setInput(key, Inputs.YES);
        module.resolveInput(key);
      }
    }
  }

  private void refuse(Module module, String key, List<String> known) {
    boolean parameter = ParameterSpec.names().contains(key) && known.contains("parameters");
    String reason = Labels.menu(module.getInfo()) + " has no key '" + key + "'.\n  Evidence: its keys are "
        + known.stream().filter(k -> isForPeople(module.getInfo().getInput(k))).collect(Collectors.joining(", "))
        + ".\n  What to do: " + (parameter ? "write parameters=[" + key + "=value]."
            : "perhaps you mean '" + nearest(key, known) + "'.");
    ((Exo2MicroCommand) module.getDelegateObject()).refuse(reason);
    cancel(reason);
  }

  /** Of a title that no window has, SciJava would make an empty image without a name. */
  static boolean isOpen(ModuleItem<?> item, String title) {
    return item.getType() != ImagePlus.class || title.isEmpty() || WindowManager.getImage(title) != null;
  }

  private void refuseImage(Module module, String key, String title) {
    String[] open = WindowManager.getImageTitles();
    String reason = "There is no open image '" + title + "'.\n  Evidence: " + key + " is '" + title + "'; open are "
        + (open.length == 0 ? "none" : "'" + String.join("', '", open) + "'")
        + ".\n  What to do: open the image, or write " + key + "=[title of its window].";
    ((Exo2MicroCommand) module.getDelegateObject()).refuse(reason);
    cancel(reason);
  }

  private static boolean isForPeople(ModuleItem<?> item) {
    return InputMemory.isAsked(item);
  }

  /** The word of {@code known} that takes the fewest letters to change, swap, add or leave out. */
  static String nearest(String word, List<String> known) {
    return known.stream().min(Comparator.comparingInt((String k) -> distance(word,
        k)).thenComparing(k -> k)).orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /** Keys and values of {@code key=value key2=[value with blanks] key3}; a key that stands alone has the value "". */
  static Map<String, String> parse(String options) {
    Map<String, String> found = new LinkedHashMap<>();
    int at = 0;
    while (at < options.length()) {
      if (Character.isWhitespace(options.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < options.length() && options.charAt(end) != '=' && !Character.isWhitespace(options.charAt(end))) {
        end++;
      }
      String key = options.substring(at, end);
      String value = "";
      if (end < options.length() && options.charAt(end) == '=') {
        boolean bracketed = end + 1 < options.length() && options.charAt(end + 1) == '[';
        int stop = bracketed ? closing(options, end + 1) : blank(options, end + 1);
        value = options.substring(bracketed ? end + 2 : end + 1, stop);
        end = bracketed ? Math.min(options.length(), stop + 1) : stop;
      }
      found.put(key, value);
      at = Math.max(end, at + 1);
    }
    return found;
  }

  private static int blank(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int closing(String text, int from) {
    int at = text.indexOf(']', from);
    return at < 0 ? text.length() : at;
  }
}
