package io.github.exo2micro.cli.command;

import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.cli.shell.ProgressLine;
import io.github.exo2micro.raw.ChannelSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Shows the channels of every raw file. */
@picocli.CommandLine.Command(name = "survey",
    description = "Show size, kind and brightness per channel of every raw file, from a centre crop.")
final class SurveyCommand extends Command {

  @Option(names = "--raw-dir", paramLabel = "<dir>", defaultValue = "raw",
      description = "One folder per sample with its raw images. Default: ${DEFAULT-VALUE}.")
  private Path rawDirectory;

  @Option(names = "--crop", paramLabel = "<px>", defaultValue = "1000",
      description = "Side of the centre crop. Default: ${DEFAULT-VALUE}.")
  private int crop;

  @Option(names = "--csv", description = "Print comma-separated values.")
  private boolean csv;

  SurveyCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (crop < 1) {
      throw wrong("--crop takes a whole number of px from 1, not " + crop + ".");
    }
    CancelToken token = new CancelToken();
    ChannelSurvey survey;
    try (ShutdownGuard guard = ShutdownGuard.of(token); ProgressLine progress = new ProgressLine(console())) {
      survey = engine().survey(rawDirectory, crop, progress.step("survey", token));
    }
    if (json()) {
      console().json(Map.of("files", rows(survey)));
    } else {
      console().out().print(csv ? survey.csv() : survey.table());
    }
    boolean unreadable = survey.files().stream().anyMatch(f -> f.problem().isPresent());
    return unreadable ? FAILED : DONE;
  }

  private static List<Map<String, String>> rows(ChannelSurvey survey) {
    List<Map<String, String>> result = new ArrayList<>();
    for (List<String> row : survey.rows()) {
      Map<String, String> entry = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        entry.put(ChannelSurvey.columns().get(i), row.get(i));
      }
      result.add(entry);
    }
    return result;
  }
}
