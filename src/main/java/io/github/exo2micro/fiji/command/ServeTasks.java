package io.github.exo2micro.fiji.command;

import io.github.exo2micro.app.WorkerMain;
import io.github.exo2micro.fiji.host.Batches;
import io.github.exo2micro.fiji.host.HeadlessEnd;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * What a complete headless Fiji runs as the child of another ({@code child=fiji}): takes tasks from stdin and hands
 * each to the public command {@link ProcessOneTask}. Not in any menu; ends the JVM when stdin ends.
 */
@Plugin(type = Command.class, headless = true, visible = false)
public final class ServeTasks extends ContextCommand {

  @Parameter
  private CommandService commands;

  @Parameter
  private Batches batches;

  @Override
  public void run() {
    if (HeadlessEnd.launcher(Thread.getAllStackTraces()).isEmpty()) {
      cancel("This command is for a headless Fiji that was started to serve another one: it would end this program.");
      return;
    }
    WorkerMain.serveAndExit(() -> new CommandTaskRunner(commands, batches));
  }
}
