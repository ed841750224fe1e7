package io.github.exo2micro.fiji;

import ij.IJ;
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

/** Fills a dialog of this program with what was in it last, before it is shown. */
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
    if (ui == null || prefs == null || convert == null || ui.isHeadless() || !InputMemory.concerns(module)
        || IJ.isMacro()) {
      return;
    }
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (InputMemory.isRemembered(item) && !module.isInputResolved(item.getName())) {
        recall(module, item);
      }
    }
  }

  private void recall(Module module, ModuleItem<?> item) {
    String text = prefs.get(module.getDelegateObject().getClass(), item.getName());
    Object value = text == null ? null : convert.convert(text, item.getType());
    if (value != null) {
      module.setInput(item.getName(), value);
    }
  }
}
