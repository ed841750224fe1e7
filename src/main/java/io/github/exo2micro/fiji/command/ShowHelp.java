package io.github.exo2micro.fiji.command;

import io.github.exo2micro.fiji.dialog.HelpPage;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Help. */
@Plugin(type = Command.class, menu = {@Menu(label = "Plugins"), @Menu(label = "Exo2Micro", weight = 40),
    @Menu(label = "Exo2Micro Help", weight = 20)},
    description = "How to find stained microbes under autofluorescence: registration of pre-stain to post-stain images "
        + "and background subtraction, in the browser.")
public final class ShowHelp extends Exo2MicroCommand {

  @Override
  protected Work prepare() {
    return () -> {
      HelpPage.open(context());
      return Ending.DONE;
    };
  }
}
