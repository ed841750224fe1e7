package io.github.exo2micro.fiji.export;

import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.view.TaskImageInputs;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.microbes.list.RoiSet;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Show Microbes… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Show Microbes...", weight = 8.6)},
    description = "Opens the table of a task's microbes and brings their outlines into the ROI Manager.")
public final class ShowMicrobes extends TaskImageInputs {

  @Parameter(style = Inputs.FLAG, label = "Outlines in the ROI Manager", required = false, persist = false,
      description = "They fit the raw post image and what is exported with its pixels; ignored headless.")
  private String rois = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Microbes", description = "One row per microbe.")
  private ResultsTable table;

  @Override
  public java.util.Map<String, String> dialogDefaults() {
    return java.util.Map.of("rois", Inputs.YES);
  }

  @Override
  protected Work prepare() {
    Finder finder = finder();
    boolean outlines = Inputs.flag(rois, "rois") && !isHeadless();
    return () -> {
      TaskMicrobes microbes = TaskMicrobes.require(finder.output(), finder.task(), finder.wanted());
      int count = microbes.count();
      if (count > RoiSet.MOST) {
        throw new RemediableException("There are too many microbes for ImageJ's tables and ROI Manager.", count
            + " are in " + microbes.table() + ", ImageJ gets slow beyond " + RoiSet.MOST + ".",
            "look at them with Exo2Micro Zoom and Inspect or View Whole Image, open the file with another program, or "
                + "raise detect_sigma.");
      }
      table = open(microbes, count);
      if (isHeadless()) {
        System.out.println(count + " microbes in " + microbes.table());
      } else {
        table.show("Exo2Micro microbes of " + finder.task());
      }
      if (outlines && PlainFile.exists(microbes.outlines()) && count > 0) {
        fillRoiManager(microbes.outlines().toString());
      }
      return Ending.DONE;
    };
  }

  /** Without a line of its own in the recorder: replayed with this command, it would fill the manager twice. */
  private static void fillRoiManager(String outlines) {
    boolean recorded = Recorder.record;
    Recorder.record = false;
    try {
      RoiManager.getRoiManager().runCommand("Open", outlines);
    } finally {
      Recorder.record = recorded;
    }
  }

  private static ResultsTable open(TaskMicrobes microbes, int count) throws IOException {
    // ImageJ takes a table without a row for a damaged one.
    ResultsTable opened = count == 0 ? new ResultsTable() : ResultsTable.open(microbes.table().toString());
    opened.showRowNumbers(false);
    return opened;
  }
}
