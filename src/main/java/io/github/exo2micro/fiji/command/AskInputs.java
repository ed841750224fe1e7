package io.github.exo2micro.fiji.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.exo2micro.fiji.dialog.CommandDialog;
import io.github.exo2micro.fiji.dialog.DialogPages;
import io.github.exo2micro.fiji.dialog.DialogUpdates;
import io.github.exo2micro.fiji.dialog.HelpPage;
import io.github.exo2micro.fiji.dialog.InputMemory;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.Labels;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;
import org.scijava.Priority;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/**
 * Asks people for the inputs of this program's commands with dialogs of its own; SciJava's would put all of them in one
 * column, taller than many a screen, and write fields again while they are being typed into. A macro is never asked:
 * what
 * it leaves out has its default.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
public final class AskInputs extends AbstractPreprocessorPlugin {

  @Parameter(required = false)
  private UIService ui;

  @Parameter(required = false)
  private CommandService commands;

  @Override
  public void process(Module module) {
    if (ui == null || commands == null || ui.isHeadless() || !InputMemory.concerns(module)) {
      return;
    }
    List<ModuleItem<?>> open = new ArrayList<>();
    for (ModuleItem<?> item : module.getInfo().inputs()) {
      if (InputMemory.isAsked(item) && !module.isInputResolved(item.getName())) {
        open.add(item);
      }
    }
    if (!open.isEmpty() && !IJ.isMacro() && !ask(module, open)) {
      cancel(null);
      return;
    }
    open.forEach(item -> module.resolveInput(item.getName()));
  }

  private boolean ask(Module module, List<ModuleItem<?>> open) {
    AtomicReference<Optional<Map<String, String>>> answer = new AtomicReference<>(Optional.empty());
    try {
      SwingUtilities.invokeAndWait(() -> answer.set(shown(module, open)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the dialog failed: " + e.getCause(), e);
    }
    answer.get().ifPresent(values -> set(module, values));
    return answer.get().isPresent();
  }

  private Optional<Map<String, String>> shown(Module module, List<ModuleItem<?>> open) {
    Exo2MicroCommand command = (Exo2MicroCommand) module.getDelegateObject();
    AtomicReference<DialogUpdates> updates = new AtomicReference<>();
    DialogPages pages = new DialogPages(commands.getCommand(ProcessOneTask.class), command.essentials(), () -> {
      if (updates.get() != null) {
        updates.get().changed();
      }
    });
    pages.add(open);
    CommandDialog dialog = new CommandDialog(Labels.menu(module.getInfo()), pages.rows(), pages.fields(),
        defaults(module, open), command.hasEstimate(), () -> HelpPage.open(command.context()));
    dialog.show(current(module, open));
    boolean ok = dialog.ask(shown -> {
      updates.set(new DialogUpdates(shown, values -> {
        set(module, values);
        return command.news();
      }));
      updates.get().changed();
    });
    updates.get().close();
    return ok ? Optional.of(dialog.values()) : Optional.empty();
  }

  /** Folders, samples and images are no matter of taste, and have no default. */
  private static Map<String, String> defaults(Module module, List<ModuleItem<?>> open) {
    Map<String, String> defaults = new LinkedHashMap<>();
    try {
      Module fresh = module.getInfo().createModule();
      for (ModuleItem<?> item : open) {
        if (!InputMemory.isShared(item.getName()) && item.getType() == String.class
            && !List.of("samples", "dyes").contains(item.getName())) {
          defaults.put(item.getName(), Objects.toString(fresh.getInput(item.getName()), ""));
        }
      }
      defaults.putAll(((Exo2MicroCommand) fresh.getDelegateObject()).dialogDefaults());
    } catch (ModuleException e) {
      throw new IllegalStateException("no second " + module.getInfo().getTitle() + " can be made", e);
    }
    return defaults;
  }

  private static Map<String, String> current(Module module, List<ModuleItem<?>> open) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ModuleItem<?> item : open) {
      Object value = module.getInput(item.getName());
      values.put(item.getName(), value instanceof ImagePlus image ? image.getTitle() : Objects.toString(value, ""));
    }
    return values;
  }

  private static void set(Module module, Map<String, String> values) {
    values.forEach((key, value) -> {
      Class<?> type = module.getInfo().getInput(key).getType();
      Object typed = type == File.class ? (value.isBlank() ? null : new File(value))
          : type == ImagePlus.class ? WindowManager.getImage(value) : value;
      module.setInput(key, typed);
    });
  }
}
