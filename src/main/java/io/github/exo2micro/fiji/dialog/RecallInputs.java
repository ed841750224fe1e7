package io.github.exo2micro.fiji.dialog;

import ij.IJ;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.ui.UIService;

/**
 * Makes a dialog of this program ready before it is shown: inputs that are only for programs count as given, since the
 * dialog would show them in spite of their visibility, and the others hold what was in them last.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public final class RecallInputs extends AbstractPreprocessorPlugin {

  @Parameter(required = false)
  private UIService ui;

  @Parameter(required = false)
  private PrefService prefs;

  @Parameter(required = false)
  private ConvertService convert;

  @Override
  public void process(Module module) {
    if (InputMemory.concerns(module)) {
      hideInvisible(module);
    }
    if (ui == null || prefs == null || convert == null || ui.isHeadless() || !InputMemory.concerns(module)
        || IJ.isMacro()) {
      return;
    }
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (InputMemory.isKept(item) && !module.isInputResolved(item.getName())) {
        recall(module, item);
      }
    }
    ((Exo2MicroCommand) module.getDelegateObject()).opens();
  }

  private static void hideInvisible(Module module) {
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (item.getVisibility() == ItemVisibility.INVISIBLE) {
        module.resolveInput(item.getName());
      }
    }
  }

  private void recall(Module module, ModuleItem<?> item) {
    String text = prefs.get(InputMemory.owner(module, item.getName()), item.getName());
    Object value = text == null ? null : convert.convert(text, item.getType());
    if (value == null) {
      value = ((Exo2MicroCommand) module.getDelegateObject()).dialogDefaults().get(item.getName());
    }
    if (value != null) {
      module.setInput(item.getName(), value);
    }
  }
}
