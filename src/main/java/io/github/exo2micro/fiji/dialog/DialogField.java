package io.github.exo2micro.fiji.dialog;

import java.util.List;
import javax.swing.JComponent;

/** One input of a dialog as people see it. All methods are called on the event thread. */
interface DialogField {

  /** What stands beside the label. */
  JComponent component();

  /** Its value as the macro recorder would write it. */
  String value();

  /** Puts a value in. */
  void show(String value);

  /** What can be chosen; what is chosen or typed already stays. Fields without such a list do nothing. */
  default void offer(List<String> names) {
    // most fields are no choice
  }

  /** Whether it wants the whole width and several lines. */
  default boolean isTall() {
    return false;
  }
}
