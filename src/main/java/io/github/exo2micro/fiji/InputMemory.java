package io.github.exo2micro.fiji;

import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;

/**
 * Which inputs of this program's dialogs are remembered, and under which name. SciJava's own memory is off for them: it
 * would also fill in what a macro or a headless call leaves out.
 */
final class InputMemory {

  private InputMemory() {}

  /** Whether the module is one of ours. */
  static boolean concerns(Module module) {
    return module.getDelegateObject() instanceof Exo2MicroCommand;
  }

  /** Whether people fill this input in. */
  static boolean isRemembered(ModuleItem<?> item) {
    return item.isInput() && item.getVisibility() == ItemVisibility.NORMAL && item.getType() != Button.class;
  }
}
