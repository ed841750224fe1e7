package io.github.exo2micro.fiji.command;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.SkippedTask;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Pre-flight Check… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Pre-flight Check...", weight = 3)},
    description = "What would run, and the memory and disk that it takes. Reads headers only; nothing runs.")
public final class PreflightCheck extends SelectionInputs {

  @Parameter(label = "Mode", choices = {"serial", "parallel", "subprocess"}, required = false, persist = false,
      description = "How the batch would run.")
  private String mode = "serial";

  @Parameter(label = "Workers (parallel mode, 1 to 64)", required = false, persist = false,
      description = "Worker processes at once.")
  private String workers = "2";

  @Parameter(label = "Padding (auto, or 0 to 100000 px)", required = false, persist = false,
      description = "Zero padding on each side.")
  private String pad = "2000";

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false, description = "As in Run Batch.")
  private String parameters = "";

  @Parameter(label = "Checkpoint format", choices = {"tiff", "fits", "both"}, required = false, persist = false,
      description = "The file format of all images that would be written.")
  private String checkpoint_format = "tiff";

  @Parameter(style = Inputs.FLAG, label = "Stop when a named pair is missing", required = false, persist = false,
      description = "Off: missing pairs are listed.")
  private String strict_dyes = Inputs.YES;

  @Parameter(type = ItemIO.OUTPUT, label = "Pre-flight check", description = "What would run, memory and disk.")
  private String text;

  @Override
  protected Work prepare() {
    Selection selection = selection();
    BatchOptions options = options().withStrictDyes(Inputs.flag(strict_dyes, "strict_dyes"));
    Engine engine = batches().engine(false);
    return () -> {
      BatchRequest request = engine.plan(selection, options);
      Preflight check = engine.preflight(request);
      text = Shown.text(this, "Exo2Micro pre-flight check", text(request, check, Machine.of(engine.host().probe())));
      return check.ram() == Preflight.Band.EXCEEDED || check.disk() == Preflight.Band.EXCEEDED
          ? new Ending(Ending.FAILED, check.text()) : Ending.DONE;
    };
  }

  private static String text(BatchRequest request, Preflight check, Machine machine) {
    List<String> lines = new ArrayList<>();
    lines.add(request.tasks().size() + (request.tasks().size() == 1 ? " task would run:" : " tasks would run:"));
    for (TaskRequest task : request.tasks()) {
      lines.add("  " + task.task());
    }
    for (SkippedTask skipped : request.skipped()) {
      lines.add("  " + skipped.task() + " cannot run: " + skipped.reason());
    }
    lines.add(check.text());
    int fit = check.workersThatFit();
    lines.add("Workers that fit in memory: " + (fit == Integer.MAX_VALUE ? "any number" : fit) + ". "
        + WorkerAdvice.sentence(machine, check.perTaskBytes()));
    lines.addAll(WorkerAdvice.warnings(request.options().mode() == BatchMode.PARALLEL, request.options().workers(),
        request.tasks().size(), machine, check.perTaskBytes()));
    return String.join("\n", lines);
  }

  private Selection selection() {
    Selection chosen = selected(ParameterLines.apply(parameters, Parameters.defaults()), pad);
    return chosen.with(chosen.options().with(RunFields.format(checkpoint_format)));
  }

  private BatchOptions options() {
    return BatchOptions.defaults().withMode(BatchMode.named(mode == null ? "" : mode))
        .withWorkers(Inputs.whole(workers, "workers", 1, 64));
  }

  @Override
  public Map<String, String> dialogDefaults() {
    return Map.of("pad", RunParameters.AUTO);
  }

  @Override
  DialogNews estimate(Engine engine) throws IOException {
    return Estimates.live(engine, selection(), options(), getInfo());
  }
}
