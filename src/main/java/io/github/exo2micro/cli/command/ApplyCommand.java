package io.github.exo2micro.cli.command;

import io.github.exo2micro.Choice;
import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.cli.option.ResultsFolder;
import io.github.exo2micro.export.TaskWarp;
import io.github.exo2micro.export.WarpedExport;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts another image of the pre round through a task's warp. */
@picocli.CommandLine.Command(name = "apply",
    description = {"Apply the warp of a task, local field included, to another image of its pre round.",
        "The result is an OME-TIFF with the pixels of the raw post image. Without pipeline parameters it takes the "
            + "newest run."})
final class ApplyCommand extends Command implements Parameterised {

  @Option(names = "--transform-of", paramLabel = "SAMPLE/DYE", description = "The task whose warp it is.")
  private String task;

  @Option(names = "--image", paramLabel = "<file>",
      description = "An image of the whole frame of the pre image: another dye, or another pixel size.")
  private Path image;

  @Option(names = "--out", paramLabel = "<file>", description = "The new file.")
  private Path target;

  @Mixin
  private ResultsFolder results;

  @Option(names = "--values", paramLabel = "<kind>", defaultValue = "float",
      description = "float (32 bits), or same (rounded to the image's own 8 or 16 bits). Default: ${DEFAULT-VALUE}.")
  private String values;

  @Option(names = "--image-page", paramLabel = "<n>", description = "Page of the file. Default: the largest.")
  private Integer page;

  @Option(names = "--image-channel", paramLabel = "<n>", description = "Channel of the image. Default: all of a page.")
  private Integer channel;

  @Option(names = "--image-series", paramLabel = "<n>", description = "Series of the file. Default: the largest.")
  private Integer series;

  ApplyCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    if (task == null || image == null || target == null) {
      throw wrong("--transform-of SAMPLE/DYE, --image and --out are needed.");
    }
    int slash = task.indexOf('/');
    if (slash < 1 || slash == task.length() - 1) {
      throw wrong("--transform-of takes SAMPLE/DYE, like CD070/DAPI, not '" + task + "'.");
    }
    WarpedExport.Values kind = Choice.named(WarpedExport.Values.class, values)
        .orElseThrow(() -> wrong("there are no values '" + values + "': they are float or same."));
    ImageChoice choice = given(() -> new ImageChoice(number(page, "--image-page"), number(channel, "--image-channel"),
        number(series, "--image-series")));
    TaskWarp warp = TaskWarp.of(results.path(), new TaskId(task.substring(0, slash), task.substring(slash + 1)),
        wantedRun());
    WarpedExport.Result result = new WarpedExport(warp, engine().host().source(),
        Math.max(1, Runtime.getRuntime().availableProcessors())).write(image, choice, kind, target,
            Progress.none());
    report(result);
    return DONE;
  }

  private static OptionalInt number(Integer value, String option) {
    if (value != null && value < 1) {
      throw new RemediableException("The value " + value + " of " + option + " is not allowed.",
          "pages, channels and series count from 1.", "correct the value, or leave it out.");
    }
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private void report(WarpedExport.Result result) {
    result.warnings().forEach(line -> console().err().println("⚠ " + line));
    if (json()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("file", target.toString());
      facts.put("taken", result.taken());
      facts.put("width", result.size().width());
      facts.put("height", result.size().height());
      facts.put("px_per_px_of_pre", result.scale());
      facts.put("local_field", result.local());
      facts.put("warnings", result.warnings());
      console().json(facts);
    } else {
      console().err().println("taken: " + result.taken() + (result.local() ? "; with local displacements" : ""));
      console().out().println(target);
    }
  }
}
