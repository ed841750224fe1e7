package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.shell.ProgressLine;
import io.github.exo2micro.demo.AlignmentError;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes raw data with known truth, runs the batch on it and measures the error. */
@picocli.CommandLine.Command(name = "demo", description = {"Make a small raw folder with known truth, run the batch "
    + "on it, and measure how far the alignment is from the truth.", "The pad is 200 px unless given."})
final class DemoCommand extends Command implements Parameterised {

  private static final int PAD = 200;
  private static final int SMALLEST = 400;

  @picocli.CommandLine.Parameters(index = "0", arity = "0..1", paramLabel = "DIR", defaultValue = "exo2micro-demo",
      description = "Where everything goes. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Option(names = "--size", paramLabel = "<WxH>", defaultValue = "1600x1300",
      description = "Size of the images, px. Default: ${DEFAULT-VALUE}.")
  private String size;

  @Option(names = "--seed", paramLabel = "<n>", defaultValue = "1",
      description = "Another seed, other images. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--data-only", description = "Make the raw folder and its truth, and run nothing.")
  private boolean dataOnly;

  @Mixin
  private How how;

  DemoCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    ImageSize wanted = imageSize();
    Parameters parameters = parameters();
    if (parameters.equals(parameters.with(ParameterSpec.PAD, ParameterSpec.PAD.defaultValue().orElseThrow()))) {
      parameters = parameters.with(ParameterSpec.PAD, (Object) PAD);
    }
    Path raw = directory.resolve("raw");
    Path output = directory.resolve("processed");
    List<DemoPair> pairs = create(wanted);
    if (dataOnly) {
      console().out().println("Raw images: " + raw.toAbsolutePath().normalize() + ", truth: "
          + directory.resolve("truth").toAbsolutePath().normalize());
      return DONE;
    }
    Parameters used = parameters;
    Selection selection = given(() -> how.selection(raw, output, List.of(), List.of(), used));
    BatchOptions options = given(how::batchOptions);
    BatchSummary summary = new BatchRun(json() ? console().resultsToErr() : console(), false)
        .run(engine(), selection, options);
    List<Map<String, Object>> rows = errors(pairs, summary, used.integer(ParameterSpec.PAD));
    if (json()) {
      console().json(Map.of("pairs", rows));
    } else {
      show(rows);
    }
    return summary.exitCode();
  }

  private ImageSize imageSize() {
    String[] sides = size.toLowerCase(Locale.ROOT).split("x");
    try {
      ImageSize wanted = new ImageSize(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
      if (Math.min(wanted.width(), wanted.height()) >= SMALLEST && wanted.longestSide() <= 60_000) {
        return wanted;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // Falls through to the one message for all that is wrong with it.
    }
    throw wrong("--size takes a width and a height from " + SMALLEST + " to 60000 px like 1600x1300, not " + size
        + ".");
  }

  private List<DemoPair> create(ImageSize wanted) throws IOException {
    int threads = WorkerAdvice.usefulThreads(Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CancelToken token = new CancelToken();
    try (ShutdownGuard guard = ShutdownGuard.of(token); ProgressLine progress = new ProgressLine(console())) {
      progress.log(Optional.empty(), "making demo images of " + wanted + " px in " + directory);
      return new DemoData(new TileSweep(pool, threads)).create(directory, wanted, seed,
          progress.step("demo images", token));
    } finally {
      pool.shutdown();
    }
  }

  private static List<Map<String, Object>> errors(List<DemoPair> pairs, BatchSummary summary, int pad) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (DemoPair pair : pairs) {
      for (TaskReport report : summary.reports()) {
        if (report.task().sample().equals(pair.sample()) && report.task().dye().equals(pair.dye())) {
          rows.add(row(pair, report, pad));
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(DemoPair pair, TaskReport report, int pad) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("task", report.task().toString());
    row.put("status", report.outcome().status());
    Optional<TaskResult> result = report.result();
    result.filter(r -> r.warp().size() == 9).ifPresent(r -> {
      double[] warp = r.warp().stream().mapToDouble(Double::doubleValue).toArray();
      AlignmentError error = AlignmentError.measurePadded(Homography.of(warp), pad, pair);
      row.put("error_median_px", error.median());
      row.put("error_p95_px", error.p95());
    });
    result.flatMap(r -> r.scales().stream().findFirst()).ifPresent(s -> {
      row.put("scale", s.scale());
      row.put("scale_uncertainty", s.uncertainty());
    });
    row.put("scale_truth", pair.backgroundScale());
    return row;
  }

  private void show(List<Map<String, Object>> rows) {
    console().out().println();
    console().out().println("Against the truth:   error median / p95 px      scale (truth)");
    for (Map<String, Object> row : rows) {
      console().out().println(String.format(Locale.ROOT, "  %-16s   %10s / %-10s     %s (%.2f)", row.get("task"),
          number(row, "error_median_px", "%.3f"), number(row, "error_p95_px", "%.3f"), number(row, "scale", "%.3f"),
          (Double) row.get("scale_truth")));
    }
  }

  private static String number(Map<String, Object> row, String key, String format) {
    return row.containsKey(key) ? String.format(Locale.ROOT, format, (Double) row.get(key)) : "-";
  }
}
