package io.github.exo2micro.fiji.command;

import ij.measure.ResultsTable;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.raw.ChannelSurvey;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Survey Raw Channels… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Survey Raw Channels...", weight = 4)},
    description = "Which channels of every raw file carry light, judged by a centre crop.")
public final class SurveyRawChannels extends Exo2MicroCommand {

  private static final int LARGEST_CROP = 100_000;

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample.")
  private File raw_dir;

  @Parameter(label = "Centre crop (1 to 100000 px)", required = false, persist = false,
      description = "Side of the square in the middle of each image that is looked at.")
  private String crop = "1000";

  @Parameter(label = "Save as CSV", style = "save", required = false, persist = false,
      description = "A file to write the table to; empty = none.")
  private File csv_file;

  @Parameter(type = ItemIO.OUTPUT, label = "Channels", description = "One row per channel of every raw file.")
  private ResultsTable table;

  @Override
  protected Work prepare() {
    Path raw = Inputs.folder(raw_dir, "raw_dir");
    int side = Inputs.whole(crop, "crop", 1, LARGEST_CROP);
    return () -> {
      try (CommandProgress progress = new CommandProgress(this, "Survey raw channels")) {
        ChannelSurvey survey = batches().engine(false).survey(raw, side, progress);
        table = Shown.table(this, "Exo2Micro channels", ChannelSurvey.columns(), survey.rows());
        if (csv_file != null && !csv_file.getPath().isBlank()) {
          Files.writeString(csv_file.toPath(), survey.csv(), StandardCharsets.UTF_8);
        }
        return Ending.DONE;
      }
    };
  }
}
