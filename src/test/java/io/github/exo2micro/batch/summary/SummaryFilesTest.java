package io.github.exo2micro.batch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFilesTest {

  @TempDir
  Path folder;

  /** Cells by column; texts without their quotes. */
  private static Map<String, String> row(String csv, int number) {
    List<String> lines = csv.lines().toList();
    String[] names = lines.get(0).split(",");
    String[] cells = lines.get(1 + number).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    assertEquals(names.length, cells.length, lines.get(1 + number));
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], cells[i]);
    }
    return row;
  }

  @Test
  void everyFigureStandsInItsColumn() {
    Map<String, String> row = row(new SummaryFiles(Summaries.everything()).csv(), 0);
    assertEquals("{sample=\"CD070\", dye=\"SybrGld\", status=\"complete\", scale_estimate=1.23457,"
        + " scale_percentile_value=1.50000, manual_scale=2.00000, stage2_accepted=true, stage2_accuracy_px=,"
        + " stage2_reason=\"coarse, \"\"good\"\"\", stage3_accepted=true, stage3_accuracy_px=0.200000,"
        + " stage3_p95_px=0.500000, stage3_inlier_ratio=0.800000,"
        + " stage3_reason=\"fits. Local alignment: the field lowers it\", stage1_s=1.50000, stage2_s=, stage3_s=20.2500,"
        + " stage4_s=, wall_s=12.2500, peak_bytes=1234567890, attempts=1, microbes=120, microbes_by_chance=3,"
        + " microbe_chance_share=0.0250000, searched_px=2000000, searched_mm2=0.500000, microbes_per_mm2=240.000,"
        + " local_field=true, local_before_px=0.800000, local_before_p95_px=2.50000, local_after_px=0.200000,"
        + " local_after_p95_px=0.500000, local_seams=2, local_largest_px=6.50000, local_left=\"noise\","
        + " interpolation=\"bicubic (cubic convolution, a = -0.625)\", outside_share=0.0625000, local_scale_p5=1.10000, local_scale_median=1.30000, local_scale_p95=1.70000,"
        + " local_scale_uncertainty=0.0200000, recommended_difference=difference_local, pieces=, pieces_moved=,"
        + " gap_share=, unmeasured_share=, unmeasured_cluster=, torn_share=}", row.toString());
  }

  @Test
  void whatIsNotKnownIsAnEmptyCellAndNotANumber() {
    Map<String, String> row = row(new SummaryFiles(Summaries.everything()).csv(), 1);
    assertEquals("\"A, \"\"B\"\"\"", row.get("sample"));
    assertEquals("false", row.get("stage3_accepted"));
    for (String column : List.of("stage2_accepted", "stage3_accuracy_px", "stage3_inlier_ratio", "peak_bytes",
        "microbes",
        "local_field", "local_seams", "outside_share", "recommended_difference", "scale_estimate")) {
      assertEquals("", row.get(column), column);
    }
  }

  @Test
  void howMuchOfTheTissueIsNotConfirmedOrTornStandsInItsColumns() {
    TaskResult full = Summaries.full();
    UnmeasuredTissue torn = new UnmeasuredTissue(200, 0.02, 0.01, 0.1, 0, List.of())
        .withTear(List.of(new Tile(1, 2, 32, 32)), 0.0125);
    TaskResult result = new TaskResult(full.task(), full.status(), full.scales(), full.stage2(),
        full.stage3().map(s -> s.with(torn)), List.of(), Map.of(), -1, "SIFT", "TIFF", List.of(), List.of(),
        Optional.empty(), Optional.empty());
    Map<String, String> row = row(new SummaryFiles(Summaries.of(BatchMode.SERIAL, false,
        new TaskReport(full.task(), new TaskOutcome.Done(result), 1, -1, 1, List.of()))).csv(), 0);
    assertEquals("0.0325000", row.get("unmeasured_share"));
    assertEquals("0.0125000", row.get("unmeasured_cluster"));
    assertEquals("0.0125000", row.get("torn_share"));
  }

  @Test
  void anErrorOfSeveralLinesStaysOneRecord() {
    String csv = new SummaryFiles(Summaries.everything()).csv();
    assertTrue(csv.contains("\"Failed\",\"DAPI\",\"error: no such file\n  What to do: look\","), csv);
  }

  @Test
  void theJsonSaysHowEachTaskEndedByType() {
    JsonObject json = JsonParser.parseString(Summaries.everything().json()).getAsJsonObject();
    assertEquals("subprocess", json.get("mode").getAsString());
    assertEquals(1, json.get("exit_code").getAsInt());
    JsonArray tasks = json.getAsJsonArray("tasks");
    assertEquals(List.of("Done", "Done", "Failed", "Crashed", "TimedOut", "Skipped"),
        tasks.asList().stream().map(t -> t.getAsJsonObject().get("outcome").getAsString()).toList());
    JsonObject done = tasks.get(0).getAsJsonObject();
    assertEquals(1.2345678, done.get("scale_estimate").getAsDouble());
    assertEquals(2, done.get("manual_scale").getAsDouble());
    assertEquals(-1, done.getAsJsonObject("result").getAsJsonObject("stage2").get("accuracyPx").getAsDouble(),
        "what was not measured stays -1 in files, as earlier versions wrote it");
    assertEquals(List.of("last words", "OutOfMemory"),
        tasks.get(3).getAsJsonObject().getAsJsonArray("last_lines").asList()
            .stream().map(l -> l.getAsString()).toList());
    assertFalse(tasks.get(2).getAsJsonObject().has("last_lines"));
  }

  @Test
  void anAbortedBatchHasTheExitCodeOfCtrlC() {
    assertEquals(130, Summaries.of(BatchMode.SERIAL, true).exitCode());
    assertEquals(0,
        Summaries.of(BatchMode.SERIAL, false, Summaries.report("S", new TaskOutcome.Skipped("x"), 0)).exitCode());
    assertEquals(1, Summaries.of(BatchMode.SERIAL, false).without("a file").exitCode());
    assertEquals(1,
        Summaries.of(BatchMode.SERIAL, false, Summaries.report("S", new TaskOutcome.TimedOut(3), 1)).exitCode());
  }

  @Test
  void aTaskThatRanAgainKeepsTheRowsOfTheOthers() throws IOException {
    Summaries.everything().writeTo(folder);
    Summaries.of(BatchMode.SERIAL, false, Summaries.report("Slow", new TaskOutcome.TimedOut(60), 1),
        Summaries.report("New", new TaskOutcome.TimedOut(60), 1)).addTo(folder);
    String csv = Files.readString(folder.resolve("batch_summary.csv"));
    assertTrue(csv.contains("timed out after 60 s") && !csv.contains("timed out after 30 s"), csv);
    assertTrue(csv.contains("\"CD070\"") && csv.contains("\"New\""), csv);
    JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("batch_summary.json"))).getAsJsonObject();
    assertEquals(7, json.getAsJsonArray("tasks").size());
    assertEquals("serial", json.get("mode").getAsString());
  }

  @Test
  void whatStandsInTheWayOfASummaryIsMovedAside() throws IOException {
    Files.createDirectories(folder.resolve("batch_summary.csv").resolve("in the way"));
    Summaries.everything().writeTo(folder);
    assertTrue(Files.isRegularFile(folder.resolve("batch_summary.csv")));
  }
}
