package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.checkpoint.StatusLine;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.Where;
import io.github.exo2micro.cli.shell.ProgressLine;
import io.github.exo2micro.pipeline.TaskStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which checkpoints and pictures are there. */
@picocli.CommandLine.Command(name = "status",
    description = {"Show which checkpoints and pictures of the given parameters are present, missing or damaged.",
        "Exit code 1 when something is missing or damaged."})
final class StatusCommand extends Command implements Parameterised {

  @Mixin
  private Where where;
  @Mixin
  private How how;

  @Option(names = "--verify", description = "Compare the checksums of all pixels, which reads every checkpoint.")
  private boolean verify;

  StatusCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = given(() -> how.selection(where.rawDirectory(), where.outputDirectory(), where.samples(),
        where.dyes(), parameters()));
    CancelToken token = new CancelToken();
    List<TaskStatus> tasks;
    try (ShutdownGuard guard = ShutdownGuard.of(token); ProgressLine progress = new ProgressLine(console())) {
      tasks = engine().status(selection, verify, progress.step("status", token));
    }
    boolean whole = tasks.stream().allMatch(TaskStatus::isWhole);
    if (json()) {
      console().json(Map.of("tasks", tasks.stream().map(StatusCommand::asMap).toList(), "whole", whole));
    } else {
      tasks.forEach(this::show);
    }
    return whole ? DONE : FAILED;
  }

  private void show(TaskStatus status) {
    console().out().println(status.task());
    status.problem().ifPresent(problem -> console().out().println("  " + problem.replace("\n", "\n  ")));
    for (StatusLine line : status.lines()) {
      console().out().println(String.format(Locale.ROOT, "  %-9s %-10s %-44s %s", line.state().text(),
          line.kind().name().toLowerCase(Locale.ROOT), line.name(), line.note()).stripTrailing());
    }
  }

  private static Map<String, Object> asMap(TaskStatus status) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sample", status.task().sample());
    map.put("dye", status.task().dye());
    List<Map<String, Object>> lines = new ArrayList<>();
    for (StatusLine line : status.lines()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
      entry.put("name", line.name());
      entry.put("state", line.state().text());
      entry.put("file", line.file().toString());
      entry.put("note", line.note());
      lines.add(entry);
    }
    map.put("files", lines);
    status.problem().ifPresent(problem -> map.put("problem", problem));
    return map;
  }
}
