package io.github.exo2micro.fiji.command;

import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.monitor.TaskMenu;
import io.github.exo2micro.report.BatchReport;
import java.io.File;
import java.nio.file.Path;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Make Report… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Make Report...", weight = 9.5)},
    description = "Makes the report of an output folder again, from the pictures and figures that are there now.")
public final class MakeReport extends Exo2MicroCommand {

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "The output folder of a batch.")
  private File output_dir;

  @Parameter(style = Inputs.FLAG, label = "Open the report", required = false, persist = false,
      description = "In the browser; ignored headless.")
  private String open_report = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Report", description = "The path of report.html.")
  private String text;

  @Override
  public java.util.Map<String, String> dialogDefaults() {
    return java.util.Map.of("open_report", Inputs.YES);
  }

  @Override
  protected Work prepare() {
    Path output = Inputs.folder(output_dir, "output_dir");
    boolean opens = Inputs.flag(open_report, "open_report") && !isHeadless();
    return () -> {
      Path report = BatchReport.read(output).writeTo(output);
      text = report.toString();
      if (opens) {
        TaskMenu.open(context(), report);
      } else if (isHeadless()) {
        System.out.println(report);
      }
      return Ending.DONE;
    };
  }
}
