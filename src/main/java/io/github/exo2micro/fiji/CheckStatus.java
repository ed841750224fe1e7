package io.github.exo2micro.fiji;

import ij.measure.ResultsTable;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.pipeline.ParameterSpec;
import io.github.exo2micro.pipeline.Parameters;
import io.github.exo2micro.pipeline.StatusLine;
import io.github.exo2micro.pipeline.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Check Status… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Check Status...", weight = 5)},
    description = "Which checkpoints and pictures are there, missing, out of date or damaged. Changes nothing.")
public final class CheckStatus extends SelectionInputs {

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private String found = " ";

  @Parameter(label = "Padding (0 to 100000 px)", required = false, persist = false,
      description = "As in the run: checkpoints of other parameters are other checkpoints.")
  private String pad = "2000";

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false, description = "As in the run.")
  private String parameters = "";

  @Parameter(label = "Checkpoint format", choices = {"tiff", "fits", "both"}, required = false, persist = false,
      description = "The format that was written.")
  private String checkpoint_format = "tiff";

  @Parameter(label = "Compare checksums (slow)", required = false, persist = false,
      description = "Reads every checkpoint as a whole; without, headers, lengths and times are looked at.")
  private Boolean verify = false;

  @Parameter(type = ItemIO.OUTPUT, label = "Status", description = "One row per file: sample, dye, file, status, detail.")
  private ResultsTable table;

  @Override
  Work prepare() {
    Parameters values = ParameterLines.apply(parameters,
        RunFields.with(Parameters.defaults(), ParameterSpec.PAD, pad));
    Selection all = Selection.all(rawDirectory(), outputDirectory());
    Selection selection = new Selection(all.rawDirectory(), all.outputDirectory(), sampleNames(), dyeNames(), values,
        RunFields.format(checkpoint_format), false, false, true, all.control(), all.threads());
    return () -> {
      try (CommandProgress progress = new CommandProgress(this, "Check status")) {
        List<List<String>> rows = new ArrayList<>();
        for (TaskStatus status : batches().engine(false).status(selection, Inputs.flag(verify), progress)) {
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

  @Override
  void selectionChanged() {
    // the status needs no estimate
  }

  @Override
  void noteForUser(String text) {
    found = Estimates.html(text);
  }
}
