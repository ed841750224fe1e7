package io.github.exo2micro.fiji.command;

import ij.measure.ResultsTable;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.checkpoint.StatusLine;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.pipeline.TaskStatus;
import io.github.exo2micro.task.EarlierRuns;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Check Status… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Check Status...", weight = 5)},
    description = "Which checkpoints and pictures are there, missing, out of date or damaged. Changes nothing.")
public final class CheckStatus extends SelectionInputs {

  @Parameter(label = "Padding (newest, auto, or 0 to 100000 px)", required = false, persist = false,
      description = "Checkpoints of other parameters are other checkpoints. newest: all parameters of the newest run "
          + "in the output folder.")
  private String pad = RunParameters.NEWEST;

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false, description = "As in the run.")
  private String parameters = "";

  @Parameter(label = "Checkpoint format", choices = {"tiff", "fits", "both"}, required = false, persist = false,
      description = "The format that was written.")
  private String checkpoint_format = "tiff";

  @Parameter(style = Inputs.FLAG, label = "Compare checksums (slow)", required = false, persist = false,
      description = "Reads every checkpoint as a whole; without, headers, lengths and times are looked at.")
  private String verify = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Status",
      description = "One row per file: sample, dye, file, status, detail.")
  private ResultsTable table;

  @Override
  protected Work prepare() {
    Selection selection = selection();
    return () -> {
      try (CommandProgress progress = new CommandProgress(this, "Check status")) {
        List<List<String>> rows = new ArrayList<>();
        for (TaskStatus status : batches().engine(false).status(selection, Inputs.flag(verify, "verify"), progress)) {
          status.problem().ifPresent(problem -> rows.add(List.of(status.task().sample(), status.task().dye(), "",
              "error", problem)));
          for (StatusLine line : status.lines()) {
            rows.add(List.of(status.task().sample(), status.task().dye(), line.name(), line.state().text(),
                line.note()));
          }
        }
        table = Shown.table(this, "Exo2Micro status", List.of("sample", "dye", "file", "status", "detail"), rows);
        return Ending.DONE;
      }
    };
  }

  private Selection selection() {
    boolean newest = RunParameters.isWord(pad, RunParameters.NEWEST);
    Selection chosen = selected(ParameterLines.apply(parameters, Parameters.defaults()), newest ? RunParameters.AUTO
        : pad);
    if (newest) {
      try {
        chosen = chosen.with(ParameterLines.apply(parameters, RunParameters.newest(outputDirectory())));
      } catch (IOException e) {
        throw new RemediableException("The output folder cannot be read.", e.toString(),
            "check the folder, or give the padding as a number.", e);
      }
    }
    return chosen.with(chosen.options().with(RunFields.format(checkpoint_format)));
  }

  @Override
  DialogNews estimate(Engine engine) throws IOException {
    EarlierRuns runs = EarlierRuns.in(outputDirectory());
    String text = RunParameters.text(runs);
    return new DialogNews(Estimates.html(text.isEmpty() ? "No run has made a difference image in this output folder."
        : text), "", Map.of(), RunParameters.proposal(runs, selection().parameters(), getInfo()), text);
  }
}
