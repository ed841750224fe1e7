package io.github.exo2micro.cli.command;

import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.cluster.ExitCode;
import io.github.exo2micro.cluster.PassingFaultException;
import io.github.exo2micro.cluster.RecordedResult;
import io.github.exo2micro.cluster.RowRun;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.TaskEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Runs one task of a plan, as a scheduler's job does. */
@picocli.CommandLine.Command(name = "task", description = {"Run one task of a plan: what a scheduler's job does.",
    "Exit codes: 0 done, 1 failed for good, 2 wrong usage, 75 a passing fault (try again), 137 lack of memory (try "
        + "again with more), 143 told to stop."})
final class TaskCommand extends Command {

  @Option(names = "--plan", paramLabel = "<file>", description = "What 'plan --out' wrote.")
  private Path plan;

  @Option(names = "--index", paramLabel = "<n>", description = "The task's number in the plan, from 0.")
  private Integer index;

  @Option(names = "--scratch", paramLabel = "<dir>",
      description = "A folder on this machine's own disk to work in; results are "
          + "copied to the output folder, checked and renamed.")
  private Path scratch;

  @Option(names = "--memory", paramLabel = "<size>",
      description = "Memory that the job may use, like 900m or 2g. Default: what "
          + "Slurm or the control group says.")
  private String memory;

  @Option(names = "--timeout-per-task", paramLabel = "<s>", defaultValue = "0",
      description = "End the task after so many seconds; 0 = never. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Option(names = "--show-result", description = "Run nothing: print the result file of the task.")
  private boolean showResult;

  TaskCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (plan == null || index == null) {
      throw wrong("--plan and --index are needed: which task of which plan?");
    }
    try {
      TaskPlan tasks = TaskPlan.read(plan.toAbsolutePath());
      if (index < 0 || index >= tasks.rows().size()) {
        given(() -> tasks.row(index));
      }
      if (showResult) {
        console().out().print(Files.readString(tasks.resultFile(index)));
        console().out().flush();
        return DONE;
      }
      RowRun run = engine().row(tasks, index, options());
      return show(run(run));
    } catch (PassingFaultException e) {
      console().err().println("exo2micro: " + e.getMessage());
      return ExitCode.PASSING.code();
    } catch (NoSuchFileException e) {
      console().err().println("exo2micro: the task has no result: " + e.getMessage() + " is not there."
          + "\n  What to do: run the task, or see what the scheduler says of its job.");
      return FAILED;
    } catch (IOException e) {
      console().err().println("exo2micro: the task's folder cannot be read or written: " + e
          + "\n  What to do: check that this machine sees the output folder and may write there; try again.");
      return ExitCode.PASSING.code();
    }
  }

  private RowRun.Options options() {
    if (timeoutSeconds < 0) {
      throw wrong(
          "The value " + timeoutSeconds + " of --timeout-per-task is not allowed; it takes seconds, or 0 for none.");
    }
    return new RowRun.Options(Optional.ofNullable(scratch),
        memory == null ? OptionalLong.empty() : OptionalLong.of(bytes()),
        timeoutSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(timeoutSeconds), System.getenv());
  }

  private long bytes() {
    String text = memory.strip().toLowerCase(java.util.Locale.ROOT);
    if (!text.matches("[1-9]\\d{0,8}[mg]")) {
      throw wrong(
          "The value '" + memory + "' of --memory is not allowed; it takes a size with its unit, like 900m or 2g.");
    }
    return Long.parseLong(text.substring(0, text.length() - 1)) << (text.endsWith("g") ? 30 : 20);
  }

  /** SIGTERM stops the task, and its result is written before the process goes. */
  private RecordedResult run(RowRun run) throws IOException {
    try (ShutdownGuard guard = ShutdownGuard.of(run::stop)) {
      return run.run(new TaskEvents() {
        @Override
        public void stage(Stage stage, boolean reused) {
          line("stage " + stage.number() + (reused ? " is reused" : " begins"));
        }

        @Override
        public void progress(double fraction) {}

        @Override
        public void line(String text) {
          console().err().println(text);
        }
      });
    }
  }

  private int show(RecordedResult result) throws IOException {
    TaskAttempt end = result.attempt();
    if (json()) {
      console().out().print(Files.readString(TaskPlan.read(plan.toAbsolutePath()).resultFile(index)));
    } else if (end instanceof TaskAttempt.Completed completed) {
      console().out().println(completed.result().task() + ": " + completed.result().status());
      completed.result().outputs().forEach(console().out()::println);
    } else {
      result.lastLines().forEach(line -> console().err().println("  | " + line));
      console().err().println("exo2micro: " + words(end));
    }
    console().out().flush();
    return ExitCode.of(end).code();
  }

  private static String words(TaskAttempt end) {
    if (end instanceof TaskAttempt.Failed failed) {
      return failed.message();
    }
    if (end instanceof TaskAttempt.Died died) {
      return died.reason();
    }
    return end instanceof TaskAttempt.TimedOut late ? "the task was ended after " + late.seconds() + " s"
        : "the task was told to stop; what is finished stays";
  }
}
