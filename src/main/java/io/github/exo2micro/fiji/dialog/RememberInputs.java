package io.github.exo2micro.fiji.dialog;

import ij.IJ;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.ui.UIService;

/**
 * Keeps what was filled into a dialog of this program, as soon as its OK is pressed: a failure must not cost the
 * inputs.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW - 2)
public final class RememberInputs extends AbstractPreprocessorPlugin {

  @Parameter(required = false)
  private UIService ui;

  @Parameter(required = false)
  private PrefService prefs;

  @Override
  public void process(Module module) {
    if (ui == null || prefs == null || ui.isHeadless() || !InputMemory.concerns(module) || IJ.isMacro()) {
      return;
    }
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (InputMemory.isKept(item)) {
        Object value = module.getInput(item.getName());
        prefs.put(InputMemory.owner(module, item.getName()), item.getName(),
            value == null ? "" : value.toString());
      }
    }
  }
}
