package io.github.exo2micro.fiji.command;

import io.github.exo2micro.Progress;
import io.github.exo2micro.fiji.host.Batches;
import io.github.exo2micro.fiji.host.TaskRelay;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Runs a task through the public command {@link ProcessOneTask}, as a person's macro would. */
final class CommandTaskRunner implements TaskRunner {

  private final CommandService commands;
  private final Batches batches;

  CommandTaskRunner(CommandService commands, Batches batches) {
    this.commands = commands;
    this.batches = batches;
  }

  @Override
  public TaskResult run(TaskRequest request, Progress progress, StageListener stages) throws IOException {
    TaskRelay relay = new TaskRelay(request, progress, stages);
    batches.relay(Optional.of(relay));
    try {
      CommandModule module = commands.run(ProcessOneTask.class, true, inputs(request)).get();
      return relay.result(Optional.ofNullable(module.getCancelReason()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the command failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + request.task() + " ran");
    } finally {
      batches.relay(Optional.empty());
    }
  }

  private static Map<String, Object> inputs(TaskRequest request) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("raw_dir", request.pre().getParent().getParent().toFile());
    inputs.put("output_dir", request.outputDirectory().toFile());
    inputs.put("sample", request.task().sample());
    inputs.put("dye", request.task().dye());
    inputs.putAll(request.parameters().asMap());
    RunControl control = request.options().control();
    inputs.put("checkpoint_format", request.options().format().name().toLowerCase(Locale.ROOT));
    inputs.put("compressed", request.options().compressed());
    inputs.put("drop_intermediates", request.options().dropIntermediates());
    inputs.put("pictures", request.options().pictures());
    inputs.put("from_stage",
        control.fromStage().isPresent() ? String.valueOf(control.fromStage().getAsInt()) : RunFields.RESUME);
    inputs.put("to_stage", String.valueOf(control.toStage()));
    inputs.put("force", control.force());
    inputs.put("threads", String.valueOf(request.threads()));
    inputs.put("small_footprint", request.smallFootprint());
    inputs.put("exit_on_failure", false);
    return inputs;
  }
}
