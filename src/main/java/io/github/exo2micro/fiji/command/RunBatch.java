package io.github.exo2micro.fiji.command;

import ij.measure.ResultsTable;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.cluster.SlurmOptions;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.SummaryTable;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Run Batch… */
@Plugin(type = Command.class, headless = true, label = "Exo2Micro Run Batch: autofluorescence background subtraction, "
    + "pre-stain registration, microbes, whole folders",
    menu = {@Menu(label = "Plugins"),
        @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Run Batch...", weight = 1)},
    description = "Aligns, scales and subtracts every selected pair of pre-stain and post-stain images.")
public final class RunBatch extends SelectionInputs {

  private static final int LONGEST_TIMEOUT = 30 * 24 * 3600;

  @Parameter(label = "<html><b>How to run</b><br>Mode</html>",
      choices = {"serial", "parallel", "subprocess", "slurm"}, required = false, persist = false,
      description = "serial: one task after another in this Fiji. parallel: several worker processes. subprocess: a "
          + "fresh process for each task, one at a time. slurm: on the nodes of a cluster, where this machine can "
          + "submit jobs (sbatch).")
  private String mode = "serial";

  @Parameter(label = "Workers (parallel mode, 1 to 64)", required = false, persist = false,
      description = "Worker processes at once; the message above says what this machine "
          + "allows.")
  private String workers = "2";

  @Parameter(label = "Slurm options (slurm mode)", required = false, persist = false,
      description = "Further options of sbatch, as in --partition=normal --account=mylab.")
  private String slurm_options = "";

  @Parameter(label = "Children are", choices = {"worker", "fiji"}, required = false, persist = false,
      description = "worker: a lean process with this Fiji's Java and jars, there in "
          + "half a second. fiji: a complete headless Fiji, there in ten.")
  private String child = "worker";

  @Parameter(label = "<html><b>Stage 1: padding</b><br>Padding (auto, or 0 to 100000 px)</html>", required = false,
      persist = false,
      description = "Zero padding on each side; room for turned and shifted images. auto: an eighth of the longest "
          + "side, at most 2000; the estimate says what it is.")
  private String pad = "2000";

  @Parameter(label = "<html><b>Stage 4: scale and difference</b><br>Extra scale: percentile (none or 0 to 100)</html>",
      required = false, persist = false,
      description = "The Moffat scale is always used; this adds a difference image at a "
          + "percentile of log10(post/pre).")
  private String scale_percentile = "none";

  @Parameter(label = "Extra scale: manual (none or a number)", required = false, persist = false,
      description = "Adds a difference image at exactly this scale.")
  private String manual_scale = "none";

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false,
      description = "Any parameter of Process One Task by its name, for all tasks, as in boundary_width=20.")
  private String parameters = "";

  @Parameter(label = "<html><b>What to write</b><br>Checkpoint format</html>", choices = {"tiff", "fits", "both"},
      required = false, persist = false,
      description = "The file format of all images that are written.")
  private String checkpoint_format = "tiff";

  @Parameter(style = Inputs.FLAG, label = "Compress TIFFs without loss", required = false, persist = false,
      description = "Smaller files that take longer to write.")
  private String compressed = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Drop intermediate images when a task is complete", required = false,
      persist = false,
      description = "Deletes the images of stages 1 to 3 of complete tasks; Zoom and Blink then show the difference "
          + "only.")
  private String drop_intermediates = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Diagnostic pictures", required = false, persist = false,
      description = "Writes the pictures of each task to pipeline_output.")
  private String pictures = Inputs.YES;

  @Parameter(label = "<html><b>What to run again</b><br>First stage to run again</html>",
      choices = {RunFields.RESUME, "1", "2", "3", "4"}, required = false, persist = false,
      description = "resume: whatever is there and intact is reused.")
  private String from_stage = RunFields.RESUME;

  @Parameter(label = "Last stage to run", choices = {"1", "2", "3", "4"}, required = false, persist = false,
      description = "1 padding, 2 boundary, 3 interior, 4 difference.")
  private String to_stage = "4";

  @Parameter(style = Inputs.FLAG, label = "Run everything again", required = false, persist = false,
      description = "Reuses nothing of earlier runs.")
  private String force = Inputs.NO;

  @Parameter(style = Inputs.FLAG,
      label = "<html><b>When something goes wrong</b><br>Stop when a named pair is missing</html>",
      required = false, persist = false, description = "Off: missing pairs are skipped and listed.")
  private String strict_dyes = Inputs.YES;

  @Parameter(label = "Time limit per task (s, 0 = none)", required = false, persist = false,
      description = "Parallel and subprocess mode: a task that takes longer is ended.")
  private String timeout_per_task = "0";

  @Parameter(label = "Retries of killed tasks (0 to 10)", required = false, persist = false,
      description = "How often a task whose process was killed is tried again, alone.")
  private String retries = "0";

  @Parameter(style = Inputs.FLAG, label = "Log memory around each task", required = false, persist = false,
      description = "Writes memory.csv and a summary to the log.")
  private String memory_debug = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Run even if the pre-flight check refuses", required = false, persist = false,
      description = "Turns the refusal for too little memory or disk into a warning.")
  private String force_run = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Open the report at the end", required = false, persist = false,
      description = "Opens report.html in the browser; ignored headless.")
  private String open_report = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Summary", description = "One row per task: status, scales, accuracy, time.")
  private ResultsTable table;

  @Override
  protected Work prepare() {
    boolean complete = Inputs.choice(child, "child", List.of("worker", "fiji")).equals("fiji");
    Selection selection = selection();
    BatchOptions options = options();
    Engine engine = batches().engine(complete);
    return () -> {
      BatchSummary summary = new BatchCall(this, engine).run(engine.plan(selection, options), Inputs.flag(open_report,
          "open_report"));
      table = SummaryTable.of(summary);
      return Ending.of(summary);
    };
  }

  private Selection selection() {
    Parameters values = RunFields.with(Parameters.defaults(), ParameterSpec.SCALE_PERCENTILE, scale_percentile);
    values = RunFields.with(values, ParameterSpec.MANUAL_SCALE, manual_scale);
    Selection chosen = selected(ParameterLines.apply(parameters, values), pad);
    return chosen.with(new RunOptions(RunFields.format(checkpoint_format), Inputs.flag(compressed, "compressed"),
        Inputs.flag(drop_intermediates, "drop_intermediates"), Inputs.flag(pictures, "pictures"),
        RunFields.control(from_stage, to_stage, force)));
  }

  private BatchOptions options() {
    return BatchOptions.defaults().withMode(BatchMode.named(mode == null ? "" : mode))
        .withWorkers(Inputs.whole(workers, "workers", 1, 64))
        .withTimeoutSeconds(Inputs.whole(timeout_per_task, "timeout_per_task", 0, LONGEST_TIMEOUT))
        .withRetries(Inputs.whole(retries, "retries", 0, 10)).withMemoryDebug(Inputs.flag(memory_debug, "memory_debug"))
        .withForceRun(Inputs.flag(force_run, "force_run")).withStrictDyes(Inputs.flag(strict_dyes, "strict_dyes"))
        .withSlurm(new SlurmOptions(slurm_options == null ? "" : slurm_options, 1, 0, Optional.empty()));
  }

  @Override
  public List<String> essentials() {
    return List.of("raw_dir", "output_dir", "samples", "dyes", "pad", "mode", "workers", "open_report");
  }

  @Override
  public Map<String, String> dialogDefaults() {
    return Map.of("pad", RunParameters.AUTO, "open_report", Inputs.YES);
  }

  @Override
  DialogNews estimate(Engine engine) throws IOException {
    return Estimates.live(batches().engine("fiji".equals(child)), selection(), options(), getInfo());
  }
}
