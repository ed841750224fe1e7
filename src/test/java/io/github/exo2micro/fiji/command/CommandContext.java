package io.github.exo2micro.fiji.command;

import io.github.exo2micro.fiji.export.ApplyToImage;
import io.github.exo2micro.fiji.export.ExportImage;
import io.github.exo2micro.fiji.export.ExportTransforms;
import io.github.exo2micro.fiji.export.ShowMicrobes;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.monitor.ShowMonitor;
import io.github.exo2micro.fiji.view.BlinkComparison;
import io.github.exo2micro.fiji.view.ViewWholeImage;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.ui.UIService;

/** A SciJava context without a display, in which the commands run as they do in a headless Fiji. */
public final class CommandContext implements AutoCloseable {

  public static final List<Class<? extends Exo2MicroCommand>> MENU = List.of(AlignAndSubtract.class, RunBatch.class,
      ProcessOneTask.class,
      PreflightCheck.class, SurveyRawChannels.class, CheckStatus.class, CompareParameter.class, ZoomAndInspect.class,
      BlinkComparison.class, ViewWholeImage.class, ViewRunLog.class, MemoryAndWorkers.class, ShowMonitor.class,
      CreateDemoData.class, MakeReport.class,
      ShowMicrobes.class, ExportImage.class, ExportTransforms.class, ApplyToImage.class, ShowHelp.class,
      AboutAndCite.class);

  private final Context context = new Context();

  public CommandContext() {
    context.service(UIService.class).setHeadless(true);
  }

  public Context context() {
    return context;
  }

  public CommandInfo info(Class<? extends Command> command) {
    return context.service(CommandService.class).getCommand(command);
  }

  /** Runs a command with names and values in turn, without ending the JVM on a failure. */
  public CommandModule run(Class<? extends Command> command, Object... inputs)
      throws InterruptedException, ExecutionException {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < inputs.length; i += 2) {
      map.put((String) inputs[i], inputs[i + 1]);
    }
    map.put("exit_on_failure", false);
    return context.service(CommandService.class).run(command, true, map).get();
  }

  @Override
  public void close() {
    context.dispose();
  }
}
