package io.github.exo2micro.fiji.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** Puts the labels of a dialog in the place of macro keys in a message, for people who have never seen a key. */
public final class Labels {

  private static final Pattern HEADING = Pattern.compile("^<html><b>.*?</b><br>|</html>$");
  private static final Pattern TITLE = Pattern.compile("^<html><b>(.*?)</b><br>");
  private static final Pattern RANGE = Pattern.compile(" \\([^()]*\\)$");
  private static final Pattern MACRO = Pattern.compile("; in a macro write [^.\\n]*(?=\\.)");

  private Labels() {}

  /** How the menu calls a command. SciJava's title holds the words that its search should find, too. */
  public static String menu(ModuleInfo info) {
    return info.getMenuPath().isEmpty() ? info.getTitle() : info.getMenuPath().getLeaf().getName();
  }

  /** The label of an input without heading and range: "Padding". */
  static String of(ModuleItem<?> item) {
    return RANGE.matcher(withRange(item)).replaceAll("").strip();
  }

  /** The label of an input without heading: "Padding (0 to 100000 px)". */
  public static String withRange(ModuleItem<?> item) {
    return HEADING.matcher(raw(item)).replaceAll("").strip();
  }

  /** The heading that an input begins, or "". */
  public static String heading(ModuleItem<?> item) {
    Matcher heading = TITLE.matcher(raw(item));
    return heading.find() ? heading.group(1) : "";
  }

  private static String raw(ModuleItem<?> item) {
    return item.getLabel() == null || item.getLabel().isBlank() ? item.getName() : item.getLabel();
  }

  /**
   * A message whose keys are replaced, where they stand as keys: "of pad is", "pad is", "pad takes", "pad holds".
   *
   * @param info whose inputs' keys
   */
  public static String inPlaceOfKeys(String message, ModuleInfo info) {
    String text = MACRO.matcher(message).replaceAll("");
    for (ModuleItem<?> item : info.inputs()) {
      String label = Matcher.quoteReplacement("“" + of(item) + "”");
      String key = Pattern.quote(item.getName());
      text = text.replaceAll("(?<=\\bof )" + key + "(?= is not allowed)", label)
          .replaceAll("(?<=Evidence: )" + key + "(?= (is|takes|holds)\\b)", label);
    }
    return text;
  }
}
