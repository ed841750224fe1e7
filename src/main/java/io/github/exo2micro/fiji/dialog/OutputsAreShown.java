package io.github.exo2micro.fiji.dialog;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Says of the outputs of this program's commands that they need no display of SciJava's: the commands have shown them
 * in
 * ImageJ's own windows, or printed them. They stay the module's outputs.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class OutputsAreShown extends AbstractPostprocessorPlugin {

  @Override
  public void process(Module module) {
    if (InputMemory.concerns(module)) {
      for (ModuleItem<?> output : module.getInfo().outputs()) {
        module.resolveOutput(output.getName());
      }
    }
  }
}
