package io.github.exo2micro.fiji.dialog;

import ij.ImagePlus;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import java.util.Set;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.widget.Button;

/**
 * Which inputs of this program's dialogs are remembered, and under which name. SciJava's own memory is off for them: it
 * would also fill in what a macro or a headless call leaves out.
 */
public final class InputMemory {

  private static final Set<String> SHARED = Set.of("raw_dir", "output_dir", "sample", "dye");

  private InputMemory() {}

  /** Whether the module is one of ours. */
  public static boolean concerns(Module module) {
    return module.getDelegateObject() instanceof Exo2MicroCommand;
  }

  /** Whose memory an input is: folders, sample and dye are shared by all dialogs, the rest is each dialog's own. */
  static Class<?> owner(Module module, String input) {
    return isShared(input) ? InputMemory.class : module.getDelegateObject().getClass();
  }

  /** Whether all dialogs share what was filled in last. */
  public static boolean isShared(String input) {
    return SHARED.contains(input);
  }

  /** Whether what people fill in here is there the next time; an image that was open then is another one now. */
  static boolean isKept(ModuleItem<?> item) {
    return isAsked(item) && item.getType() != ImagePlus.class;
  }

  /** Whether people fill this input in. */
  public static boolean isAsked(ModuleItem<?> item) {
    return item.isInput() && item.getVisibility() == ItemVisibility.NORMAL && item.getType() != Button.class
        && !Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class;
  }
}
