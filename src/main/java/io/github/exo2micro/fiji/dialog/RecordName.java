package io.github.exo2micro.fiji.dialog;

import ij.IJ;
import ij.plugin.frame.Recorder;
import io.github.exo2micro.fiji.input.Labels;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Sees that ImageJ's recorder writes a command's inputs under its own name. The recorder knows only the command that
 * was called last: of a batch during which another command was called, it would write the inputs under the other's
 * name. SciJava records a command at its end, right after this.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
public final class RecordName extends AbstractPostprocessorPlugin {

  @Override
  public void process(Module module) {
    if (InputMemory.concerns(module) && Recorder.record && !IJ.isMacro()) {
      Recorder.setCommand(Labels.menu(module.getInfo()));
    }
  }
}
