package io.github.exo2micro.fiji.command;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.RunLog;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.input.Inputs;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › View Run Log. */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro View Run Log...", weight = 9)},
    description = "The last lines of the log of an output folder.")
public final class ViewRunLog extends Exo2MicroCommand {

  private static final int LINES = 500;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "Every run appends its lines to the log in its output folder.")
  private File output_dir;

  @Parameter(type = ItemIO.OUTPUT, label = "Run log", description = "The last 500 lines.")
  private String text;

  @Override
  protected Work prepare() {
    Path log = Inputs.folder(output_dir, "output_dir").resolve(RunLog.FILE_NAME);
    return () -> {
      if (!Files.exists(log)) {
        throw new RemediableException("There is no run log.", log + " is not there.",
            "choose the output folder of an earlier run.");
      }
      text = Shown.text(this, "Exo2Micro run log: " + log.getParent(), lastLines(log));
      return Ending.DONE;
    };
  }

  private static String lastLines(Path log) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last.addLast(line);
        if (last.size() > LINES) {
          last.removeFirst();
        }
      }
    }
    return String.join("\n", last);
  }
}
