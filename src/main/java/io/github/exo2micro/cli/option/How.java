package io.github.exo2micro.cli.option;

import io.github.exo2micro.Choice;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cluster.SlurmOptions;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/**
 * The options that say how tasks run: mode, limits, stages, files. Pipeline parameters are {@code ParameterOptions}.
 */
public final class How {

  @Option(names = "--mode", paramLabel = "<mode>", defaultValue = "serial",
      description = "serial, parallel, subprocess or slurm. Default: ${DEFAULT-VALUE}.")
  private String mode;

  @Option(names = "--workers", paramLabel = "<n>", defaultValue = "2",
      description = "Worker processes in parallel mode. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(names = "--threads", paramLabel = "<n>",
      description = "Processor threads per task at most. Default: the cores, up to 8: more make no task faster.")
  private Integer threads;

  @Option(names = "--timeout-per-task", paramLabel = "<s>", defaultValue = "0",
      description = "End a task in a child process after so many seconds; 0 = never. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Option(names = "--retries", paramLabel = "<n>", defaultValue = "0",
      description = "Try a task whose process died again, alone. Default: ${DEFAULT-VALUE}.")
  private int retries;

  @Option(names = "--checkpoint-format", paramLabel = "<format>", defaultValue = "tiff",
      description = "tiff, fits or both. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(names = "--compress", description = "Compress TIFF checkpoints without loss.")
  private boolean compressed;

  @Option(names = "--drop-intermediates", description = "Delete stages 1 to 3 once a task is complete.")
  private boolean dropIntermediates;

  @Option(names = "--no-pictures", description = "Make no diagnostic pictures, and no curve of memory in the report.")
  private boolean noPictures;

  @Option(names = "--from-stage", paramLabel = "<n>",
      description = "Run this stage, 1 to 4, and the later ones again. Default: resume what is not done.")
  private Integer fromStage;

  @Option(names = "--to-stage", paramLabel = "<n>", defaultValue = "4",
      description = "The last stage to run. Default: ${DEFAULT-VALUE}.")
  private int toStage;

  @Option(names = "--force", description = "Make everything again.")
  private boolean force;

  @Option(names = "--slurm-options", paramLabel = "<words>", defaultValue = "",
      description = "Mode slurm: further options for sbatch, like \"--partition=x --account=y\".")
  private String slurmWords;

  @Option(names = "--slurm-at-once", paramLabel = "<n>", defaultValue = "0",
      description = "Mode slurm: how many tasks run at once at most; 0 = as Slurm decides. Default: ${DEFAULT-VALUE}.")
  private int slurmAtOnce;

  @Option(names = "--memory-factor", paramLabel = "<x>", defaultValue = "1",
      description = "Mode slurm: ask for so many times the planned memory. Default: ${DEFAULT-VALUE}.")
  private double memoryFactor;

  @Option(names = "--scratch", paramLabel = "<dir>",
      description = "Mode slurm: a folder on each node's own disk to work in; results are copied back and checked.")
  private Path scratch;

  @Option(names = "--force-run", description = "Run in spite of a refusal of the pre-flight check.")
  private boolean forceRun;

  @Option(names = "--no-strict-dyes",
      description = "Skip requested pairs that are missing instead of refusing the batch.")
  private boolean notStrict;

  @Option(names = "--memory-debug", description = "Log memory around each task.")
  private boolean memoryDebug;

  @Option(names = "--no-watchdog",
      description = "Let tasks go on when memory is nearly gone, at the risk that the system kills them.")
  private boolean noWatchdog;

  @Option(names = "--peak-factor", paramLabel = "<x>",
      description = "Memory estimate per task that grows with the image, "
          + "in padded float32 images. Default: " + MemoryEstimate.PEAK_FACTOR_PER_TASK + ".")
  private double peakFactor = MemoryEstimate.PEAK_FACTOR_PER_TASK;

  /** @throws RemediableException for a value that is not allowed */
  public BatchOptions batchOptions() {
    if (timeoutSeconds < 0) {
      throw new RemediableException("The value " + timeoutSeconds + " of --timeout-per-task is not allowed.",
          "it takes a whole number of seconds, or 0 for none.", "correct the value, or leave it out.");
    }
    BatchOptions options = BatchOptions.defaults().withMode(BatchMode.named(mode)).withWorkers(workers)
        .withTimeoutSeconds(timeoutSeconds).withRetries(retries).withMemoryDebug(memoryDebug).withForceRun(forceRun)
        .withStrictDyes(!notStrict).withPeakFactor(peakFactor)
        .withSlurm(new SlurmOptions(slurmWords, memoryFactor, slurmAtOnce, Optional.ofNullable(scratch)));
    return noWatchdog ? options.withWatchdog(Optional.empty()) : options;
  }

  /** @throws RemediableException for a value that is not allowed */
  public Selection selection(Path raw, Path output, List<String> samples, List<String> dyes, Parameters parameters) {
    if (threads != null && threads < 1) {
      throw new RemediableException("The value " + threads + " of --threads is not allowed.",
          "it takes a whole number from 1.", "correct the value, or leave it out.");
    }
    RunControl control = new RunControl(fromStage == null ? OptionalInt.empty() : OptionalInt.of(fromStage), toStage,
        force);
    return Selection.all(raw, output).of(samples, dyes).with(parameters)
        .with(new RunOptions(checkpointFormat(), compressed, dropIntermediates, !noPictures, control))
        .withThreads(threads == null ? 0 : threads);
  }

  private CheckpointFormat checkpointFormat() {
    return Choice.named(CheckpointFormat.class, format)
        .orElseThrow(() -> new RemediableException("There is no checkpoint format named '" + format + "'.",
            "the formats are tiff, fits and both.", "choose one of them; tiff is the default."));
  }
}
