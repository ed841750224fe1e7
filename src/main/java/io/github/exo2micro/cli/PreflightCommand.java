package io.github.exo2micro.cli;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.BatchMode;
import io.github.exo2micro.batch.BatchOptions;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.PreflightRequest;
import io.github.exo2micro.memory.WorkerAdvice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Shows what a batch would need. */
@picocli.CommandLine.Command(name = "preflight",
    description = "Show what a batch would need in RAM and disk, from the headers alone; nothing runs.")
final class PreflightCommand extends Command implements Parameterised {

  @Mixin private Where where;
  @Mixin private How how;
  @Mixin private OtherMachine other;

  PreflightCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    other.problem().ifPresent(problem -> {
      throw wrong(problem);
    });
    Selection selection = given(() -> how.selection(where.rawDirectory(), where.outputDirectory(), where.samples(),
        where.dyes(), parameters()));
    BatchOptions options = given(how::batchOptions);
    Engine engine = engine();
    Preflight here = engine.preflight(engine.plan(selection, options));
    Preflight check = other.machine(engine.host().probe()).map(machine -> on(here.request(), machine)).orElse(here);
    List<String> advice = WorkerAdvice.warnings(options.mode() == BatchMode.PARALLEL, options.workers(),
        check.request().tasks().size(), check.request().machine());
    Optional<String> refusal = refusal(check);
    if (json()) {
      console().json(asMap(check, advice, refusal));
    } else {
      show(check, advice);
      refusal.ifPresent(message -> console().err().println("exo2micro: " + message));
    }
    return refusal.isPresent() && !options.forceRun() ? CommandLineProgram.FAILED : CommandLineProgram.DONE;
  }

  private static Preflight on(PreflightRequest r, Machine machine) {
    return Preflight.of(new PreflightRequest(r.tasks(), r.host(), r.mode(), r.workers(), r.pad(), r.format(),
        r.peakFactor(), machine, r.diskBytes(), r.diskPath(), r.notes()));
  }

  private static Optional<String> refusal(Preflight check) {
    try {
      check.requireFit();
      return Optional.empty();
    } catch (RemediableException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void show(Preflight check, List<String> advice) {
    for (PlannedTask task : check.request().tasks()) {
      console().out().println(task.name() + ": padded " + task.padded() + " px, RAM "
          + ByteText.of(check.estimate(task).residentBytes()) + ", disk "
          + ByteText.of(task.keptBytes() + task.passingBytes()));
    }
    console().out().println(check.text());
    Machine machine = check.request().machine();
    console().out().println(check.workersThatFit() + " such tasks at once would fit by RAM; recommended workers for "
        + ByteText.of(machine.totalBytes()) + " RAM and " + machine.cores() + " cores: "
        + WorkerAdvice.recommended(machine) + ".");
    advice.forEach(console().out()::println);
  }

  private static Map<String, Object> asMap(Preflight check, List<String> advice, Optional<String> refusal) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ram_estimated_bytes", check.ramBytes());
    map.put("ram_available_bytes", check.ramAvailable().bytes());
    map.put("ram_limited_by", check.ramAvailable().limitedBy());
    map.put("ram", check.ram().name());
    map.put("disk_estimated_bytes", check.diskBytes());
    map.put("disk_free_bytes", check.request().diskBytes());
    map.put("disk", check.disk().name());
    map.put("per_task_bytes", check.perTaskBytes());
    map.put("workers_that_fit", check.workersThatFit());
    map.put("workers_recommended", WorkerAdvice.recommended(check.request().machine()));
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (PlannedTask task : check.request().tasks()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("task", task.name());
      entry.put("padded_width", task.padded().width());
      entry.put("padded_height", task.padded().height());
      entry.put("ram_bytes", check.estimate(task).residentBytes());
      entry.put("disk_bytes", task.keptBytes() + task.passingBytes());
      tasks.add(entry);
    }
    map.put("tasks", tasks);
    map.put("notes", check.request().notes());
    map.put("advice", advice);
    map.put("refusal", refusal.orElse(""));
    return map;
  }
}
