package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.Where;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.PreflightRequest;
import io.github.exo2micro.memory.WorkerAdvice;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Shows what a batch would need. */
@picocli.CommandLine.Command(name = "preflight",
    description = "Show what a batch would need in RAM and disk, from the headers alone; nothing runs.")
final class PreflightCommand extends Command implements Parameterised {

  @Mixin
  private Where where;
  @Mixin
  private How how;
  @Mixin
  private OtherMachine other;

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
    PreflightAnswer answer = PreflightAnswer.of(check, options);
    if (json()) {
      console().json(answer.asMap());
    } else {
      show(check, answer.advice());
      answer.refusal().ifPresent(message -> console().err().println("exo2micro: " + message));
    }
    return answer.refusal().isPresent() && !options.forceRun() ? FAILED : DONE;
  }

  private static Preflight on(PreflightRequest r, Machine machine) {
    return Preflight.of(new PreflightRequest(r.tasks(), r.host(), r.mode(), r.workers(), r.pad(), r.format(),
        r.peakFactor(), machine, r.diskBytes(), r.diskPath(), r.notes()));
  }

  private void show(Preflight check, List<String> advice) {
    for (PlannedTask task : check.request().tasks()) {
      console().out().println(task.name() + ": padded " + task.padded() + " px, RAM "
          + ByteText.of(check.estimate(task).residentBytes()) + ", disk "
          + ByteText.of(task.keptBytes() + task.passingBytes()));
    }
    console().out().println(check.text());
    Machine machine = check.request().machine();
    console().out().println(check.workersThatFit() + " such tasks at once would fit by RAM. "
        + WorkerAdvice.sentence(machine, check.perTaskBytes()));
    advice.forEach(console().out()::println);
  }
}
