package io.github.exo2micro.cli.command;

import io.github.exo2micro.cli.option.OneTask;
import io.github.exo2micro.export.TaskTransforms;
import io.github.exo2micro.export.TaskWarp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a task's warp for other programs. */
@picocli.CommandLine.Command(name = "transforms",
    description = {"Write the warp of a task as matrix (JSON, with QuPath's six "
        + "numbers), as ITK transform and as a grid of displacements.",
        "All map px of the raw post image to px of the raw pre "
            + "image. Without pipeline parameters it takes the newest run."})
final class TransformsCommand extends Command implements Parameterised {

  @Mixin
  private OneTask task;

  @Option(names = "--out", paramLabel = "<dir>", description = "The folder that gets the files.")
  private Path target;

  TransformsCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (target == null) {
      throw wrong("--out is needed: the folder that gets the files.");
    }
    List<String> files = new TaskTransforms(TaskWarp.of(task.outputDirectory(), task.id(), wantedRun())).write(target)
        .stream()
        .map(Path::toString).toList();
    if (json()) {
      console().json(Map.of("files", files));
    } else {
      files.forEach(console().out()::println);
    }
    return DONE;
  }
}
