package io.github.exo2micro.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.SummaryReport;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.picture.ComparePicture;
import io.github.exo2micro.report.BatchReport;
import io.github.exo2micro.report.ReportSweep;
import io.github.exo2micro.report.ReportTask;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TestSummaries;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {

  private static final TaskId TASK = new TaskId("CD070", "DAPI");

  /** A difference of one value inside a frame of zeros, and the run that made it. */
  private static BatchSummary run(Path output, String manual, float inside) throws IOException {
    Parameters parameters = Parameters.defaults().with(ParameterSpec.MANUAL_SCALE, manual);
    Path tiff = Files.createDirectories(output.resolve("CD070/DAPI/tiff"))
        .resolve("04_difference_difference_manual" + parameters.suffix(4) + ".tiff");
    float[] pixels = new float[61 * 47];
    for (int y = 10; y < 40; y++) {
      java.util.Arrays.fill(pixels, y * 61 + 10, y * 61 + 50, inside);
    }
    try (Float32TiffWriter writer = new Float32TiffWriter(tiff, new ImageSize(61, 47))) {
      writer.append(pixels, 47);
      writer.finish();
      writer.publish();
    }
    AlignmentSummary interior = TestSummaries.alignment(true, "accepted: all fits", 0.04, 0.09, 0.03, 0.9, 400, 2,
        "tiles of SIFT");
    TaskResult result = new TaskResult(TASK, "complete",
        List.of(new ScaleSummary(ScaleKind.MOFFAT, 1.3, 0.01, Optional.empty(), ""),
            new ScaleSummary(ScaleKind.MANUAL, Double.parseDouble(manual), 0, Optional.of(0.875), "")),
        Optional.empty(),
        Optional.of(interior), List.of(),
        Map.of(4, 3.5), 500_000_000, "SIFT", "TIFF", List.of("a warning"), List.of(tiff.toString()),
        Optional.empty(), Optional.empty());
    TaskRequest request = new TaskRequest(TASK, output, output, output, parameters, RunOptions.DEFAULTS, 1, false);
    return new BatchSummary(new BatchRequest(Path.of("raw"), output, List.of(request), List.of(),
        BatchOptions.defaults()),
        List.of(new TaskReport(TASK, new TaskOutcome.Done(result), 12, 500_000_000, 1,
            List.of())),
        13, "2 cores", "pre-flight", 500_000_000, List.of(), false, List.of());
  }

  @Test
  void tellsWhatABatchDidWithItsOwnNumbers(@TempDir Path output) throws IOException {
    ReportTask task = new SummaryReport(run(output, "2", 7)).data().tasks().get(0);
    assertEquals(ReportTask.End.DONE, task.end());
    assertEquals(1.3, task.scales().get(0).scale());
    assertEquals(Optional.of(0.875), task.scales().get(1).overSubtracted());
    assertEquals(0.04, task.interior().orElseThrow().accuracyPx().getAsDouble());
    assertEquals("CD070/DAPI/pipeline_output", task.pictures());
    assertEquals("_msc2", task.suffix());
    assertEquals(List.of("CD070/DAPI/tiff/04_difference_difference_manual_msc2.tiff"), task.outputs());
    assertEquals(List.of("a warning"), task.result().orElseThrow().warnings());
  }

  @Test
  void putsTheVariantsSideBySideWithATableAndAReport(@TempDir Path output) throws IOException {
    Comparison comparison = new Comparison(ParameterSpec.MANUAL_SCALE, List.of(
        new Comparison.Variant("1.5", run(output, "1.5", 20)), new Comparison.Variant("2", run(output, "2", -30))));
    Path report = new ComparisonReport(comparison, line -> {}).write();
    assertEquals(output.resolve("compare_manual_scale.html"), report);
    Path picture = output.resolve("CD070/DAPI/pipeline_output/compare_manual_scale.png");
    assertTrue(Files.size(picture) > 1000);
    String table = Files.readString(output.resolve("CD070/DAPI/pipeline_output/compare_manual_scale.csv"));
    assertTrue(table.contains("\n1.5,1.5,0.04,true,0.875,12,complete\n2,2,0.04,true,0.875,12,complete\n"), table);
    ReportSweep sweep = BatchReport.read(output, "compare_manual_scale").data().sweeps().get(0);
    assertEquals(List.of("1.5", "2"), sweep.rows().stream().map(ComparePicture.Figures::value).toList());
    assertTrue(Files.readString(report).contains("CD070/DAPI/pipeline_output/compare_manual_scale.png"));
  }
}
