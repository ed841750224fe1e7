package io.github.exo2micro.batch.summary;

import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.CsvText;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.LocalSummary;
import io.github.exo2micro.task.ScaleKind.Way;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Writes a batch's summary as CSV (a row per task) and as JSON (everything). */
public final class SummaryFiles {

  public static final String CSV = "batch_summary.csv";
  static final String JSON = "batch_summary.json";

  private final BatchSummary summary;

  SummaryFiles(BatchSummary summary) {
    this.summary = summary;
  }

  void writeTo(Path directory) throws IOException {
    replace(directory.resolve(CSV), csv());
    replace(directory.resolve(JSON), json());
  }

  /** As {@link #writeTo}, but the rows of other tasks that are there stay. */
  void addTo(Path directory) throws IOException {
    Path csv = directory.resolve(CSV);
    Path json = directory.resolve(JSON);
    replace(csv, PlainFile.exists(csv) ? SummaryUpdate.csv(Files.readString(csv), csv()) : csv());
    replace(json, PlainFile.exists(json) ? SummaryUpdate.json(Files.readString(json), json()) : json());
  }

  private static void replace(Path file, String text) throws IOException {
    PlainFile.clear(file);
    AtomicFile.write(file, text);
  }

  String csv() {
    StringBuilder text = new StringBuilder("sample,dye,status,scale_estimate,scale_percentile_value,manual_scale,"
        + "stage2_accepted,stage2_accuracy_px,stage2_reason,stage3_accepted,stage3_accuracy_px,stage3_p95_px,"
        + "stage3_inlier_ratio,stage3_reason,stage1_s,stage2_s,stage3_s,stage4_s,wall_s,peak_bytes,attempts,"
        + "microbes,microbes_by_chance,microbe_chance_share,searched_px,searched_mm2,microbes_per_mm2,"
        + "local_field,local_before_px,local_before_p95_px,local_after_px,local_after_p95_px,local_seams,local_largest_px,"
        + "local_left,interpolation,outside_share,local_scale_p5,local_scale_median,local_scale_p95,local_scale_uncertainty,"
        + "recommended_difference,pieces,pieces_moved,gap_share,unmeasured_share,unmeasured_cluster,torn_share\n");
    summary.reports().forEach(report -> text.append(String.join(",", row(report))).append('\n'));
    return text.toString();
  }

  private static List<String> row(TaskReport report) {
    Optional<TaskResult> result = report.result();
    Optional<AlignmentSummary> stage2 = result.flatMap(TaskResult::stage2);
    Optional<AlignmentSummary> stage3 = result.flatMap(TaskResult::stage3);
    List<String> row = new ArrayList<>();
    row.add(CsvText.quoted(report.task().sample()));
    row.add(CsvText.quoted(report.task().dye()));
    row.add(CsvText.quoted(report.outcome().status()));
    row.add(scale(result, Way.MOFFAT));
    row.add(scale(result, Way.PERCENTILE));
    row.add(scale(result, Way.MANUAL));
    row.add(figure(stage2, AlignmentSummary::accepted));
    row.add(figure(stage2, a -> known(a.accuracyPx())));
    row.add(figure(stage2, a -> CsvText.quoted(a.reason())));
    row.add(figure(stage3, AlignmentSummary::accepted));
    row.add(figure(stage3, a -> known(a.accuracyPx())));
    row.add(figure(stage3, a -> known(a.accuracyP95Px())));
    row.add(figure(stage3, a -> known(a.inlierRatio())));
    row.add(figure(stage3, a -> CsvText.quoted(a.reason())));
    for (int stage = 1; stage <= 4; stage++) {
      int number = stage;
      row.add(result.map(r -> r.seconds().get(number)).map(SummaryFiles::number).orElse(""));
    }
    row.add(number(report.seconds()));
    row.add(report.peakBytes() < 0 ? "" : Long.toString(report.peakBytes()));
    row.add(Integer.toString(report.attempts()));
    Optional<MicrobeSummary> microbes = result.flatMap(TaskResult::microbes);
    row.add(figure(microbes, m -> Integer.toString(m.count())));
    row.add(figure(microbes, m -> Integer.toString(m.chance())));
    row.add(figure(microbes, m -> number(m.chanceShare())));
    row.add(figure(microbes, m -> Long.toString(m.searchedPixels())));
    row.add(figure(microbes, m -> m.pixelArea() > 0 ? number(m.searchedMm2()) : ""));
    row.add(figure(microbes, m -> known(m.perMm2())));
    Optional<LocalSummary> local = stage3.flatMap(AlignmentSummary::local);
    row.add(figure(local, l -> String.valueOf(l.used())));
    row.add(figure(local, l -> known(l.beforePx())));
    row.add(figure(local, l -> known(l.beforeP95Px())));
    row.add(figure(local, l -> known(l.afterPx())));
    row.add(figure(local, l -> known(l.afterP95Px())));
    row.add(figure(local, l -> l.used() ? Integer.toString(l.seams()) : ""));
    row.add(figure(local, l -> known(l.largestPx())));
    row.add(figure(local, l -> CsvText.quoted(l.left())));
    row.add(figure(stage3, a -> CsvText.quoted(a.interpolation().text())));
    row.addAll(difference(result.flatMap(TaskResult::difference)));
    row.add(figure(stage3.flatMap(AlignmentSummary::tear), t -> Integer.toString(t.pieces().size())));
    row.add(figure(stage3.flatMap(AlignmentSummary::tear), t -> CsvText.quoted(t.moves())));
    row.add(figure(stage3.flatMap(AlignmentSummary::tear), t -> number(t.gap())));
    row.add(figure(stage3.flatMap(AlignmentSummary::unmeasured), u -> number(u.share())));
    row.add(figure(stage3.flatMap(AlignmentSummary::unmeasured), u -> number(u.cluster())));
    row.add(figure(stage3.flatMap(AlignmentSummary::unmeasured), u -> number(u.torn())));
    return row;
  }

  private static List<String> difference(Optional<DifferenceSummary> difference) {
    Optional<LocalScaleSummary> scale = difference.flatMap(DifferenceSummary::local);
    return List.of(difference.flatMap(DifferenceSummary::outside).map(SummaryFiles::number).orElse(""),
        scale.map(s -> number(s.low())).orElse(""), scale.map(s -> number(s.median())).orElse(""),
        scale.map(s -> number(s.high())).orElse(""), scale.map(s -> number(s.uncertainty())).orElse(""),
        difference.map(d -> d.recommended().image().name()).orElse(""));
  }

  private static String scale(Optional<TaskResult> result, Way way) {
    return figure(result.flatMap(r -> r.scale(way)), s -> number(s.scale()));
  }

  private static <T> String figure(Optional<T> known, Function<T, Object> figure) {
    return known.map(figure).map(String::valueOf).orElse("");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static String known(OptionalDouble value) {
    return value.isEmpty() ? "" : number(value.getAsDouble());
  }

  String json() {
    BatchRequest request = summary.request();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("raw_dir", request.rawDirectory().toString());
    root.put("output_dir", request.outputDirectory().toString());
    root.put("mode", request.options().mode().word());
    root.put("workers", request.concurrency());
    root.put("wall_s", summary.wallSeconds());
    root.put("machine", summary.machine());
    root.put("peak_bytes", summary.peakBytes());
    root.put("aborted", summary.aborted());
    root.put("exit_code", summary.exitCode());
    root.put("unwritten", summary.unwritten());
    root.put("preflight", summary.preflight());
    root.put("tasks", summary.reports().stream().map(SummaryFiles::entry).toList());
    return Json.strict().toJson(root) + "\n";
  }

  private static Map<String, Object> entry(TaskReport report) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("sample", report.task().sample());
    entry.put("dye", report.task().dye());
    entry.put("status", report.outcome().status());
    entry.put("outcome", report.outcome().getClass().getSimpleName());
    entry.put("wall_s", report.seconds());
    entry.put("peak_bytes", report.peakBytes());
    entry.put("attempts", report.attempts());
    report.result().ifPresent(result -> {
      for (ScaleSummary scale : result.scales()) {
        entry.put(switch (scale.kind().way()) {
          case MOFFAT, LOCAL -> "scale_estimate";
          case MANUAL -> "manual_scale";
          case PERCENTILE -> "scale_percentile_value";
        }, scale.scale());
      }
      entry.put("result", result);
    });
    if (!report.lastLines().isEmpty()) {
      entry.put("last_lines", report.lastLines());
    }
    return entry;
  }
}
