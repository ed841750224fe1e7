package io.github.exo2micro.fiji.monitor;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.RunningBatch;
import javax.swing.SwingUtilities;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Show Batch Monitor: opens the monitor's window again. */
@Plugin(type = Command.class, menu = {@Menu(label = "Plugins"), @Menu(label = "Exo2Micro", weight = 40),
    @Menu(label = "Exo2Micro Show Batch Monitor", weight = 11)},
    description = "Opens the window of the batch that runs, or that ran last.")
public final class ShowMonitor extends Exo2MicroCommand {

  @Override
  protected Work prepare() {
    RunningBatch batch = batches().latest().orElseThrow(() -> new RemediableException("No batch has run yet.",
        "this Fiji was started after the last one.", "start one with Run Batch, or read its log with View Run Log."));
    return () -> {
      SwingUtilities.invokeLater(() -> new MonitorWindow(batch, context()).open());
      return Ending.DONE;
    };
  }
}
