package io.github.exo2micro.fiji.input;

import ij.Menus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.service.event.ServicesLoadedEvent;
import org.scijava.ui.event.UIShownEvent;

/**
 * Lets macros go on that call a command by the label it had before its menu entry was named after this program,
 * {@code run("Run Batch...")}. A label that is another plugin's stays that plugin's.
 */
@Plugin(type = Service.class)
public final class OldLabels extends AbstractService implements SciJavaService {

  /** What stands before the old label in the new one. */
  static final String PREFIX = "Exo2Micro ";

  @Parameter
  private CommandService commands;

  /**
   * All services are there, ImageJ's among them. Any earlier, its classes must not be touched: they are patched first.
   */
  @EventHandler
  void loaded(ServicesLoadedEvent event) {
    add();
  }

  /** ImageJ has its menus now, and with them a new table. */
  @EventHandler
  void shown(UIShownEvent event) {
    add();
  }

  private void add() {
    Map<String, String> table = Menus.getCommands();
    if (table != null) {
      of(commands.getCommandsOfType(Command.class)).forEach(table::putIfAbsent);
    }
  }

  /** The old labels of this program's commands, with the identifier of the command. */
  static Map<String, String> of(Iterable<CommandInfo> infos) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (CommandInfo info : infos) {
      if (!info.getMenuPath().isEmpty()) {
        String label = info.getMenuPath().getLeaf().getName();
        if (label.startsWith(PREFIX)) {
          labels.put(label.substring(PREFIX.length()), info.getIdentifier());
        }
      }
    }
    return labels;
  }
}
