package io.github.exo2micro.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.picture.ComparePicture;
import io.github.exo2micro.picture.MemoryPicture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.report.TrafficLight.Level;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.registration.pieces.Tear;
import io.github.exo2micro.task.LocalSummary;
import io.github.exo2micro.task.Recommendation;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TestSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchReportTest {

  private static AlignmentSummary alignment(boolean accepted, double px) {
    return TestSummaries.alignment(accepted, accepted ? "91 % of 3120 matches agree" : "only 4 matches", px, 2 * px, px,
        accepted ? 0.91 : 0.1, 3120, 12, "tiles of SIFT + 310 patches");
  }

  private static ScaleSummary moffat(double uncertainty, double below, String note) {
    return new ScaleSummary(ScaleKind.MOFFAT, 1.302, uncertainty, Optional.of(below), note);
  }

  /** One that ran to its end. */
  private static ReportTask done(String sample, Optional<AlignmentSummary> coarse, Optional<AlignmentSummary> interior,
      List<ScaleSummary> scales, Optional<DifferenceSummary> difference) {
    return task(sample, ReportTask.End.DONE, "complete", Optional.of(new TaskResult(new TaskId(sample, "DAPI"),
        "complete", scales, coarse, interior, List.of(), Map.of(1, 2.5, 3, 61.0), -1, "SIFT", "TIFF", List.of(),
        List.of(), difference, Optional.empty())));
  }

  private static ReportTask scaled(List<ScaleSummary> scales) {
    return done("a", Optional.empty(), Optional.empty(), scales, Optional.empty());
  }

  private static ReportTask task(String sample, ReportTask.End end, String status, Optional<TaskResult> result) {
    return new ReportTask(sample, "DAPI", "", end, status, result, 70, 812_000_000L, sample + "/DAPI/pipeline_output",
        "_pad500", "_pad500", List.of(sample + "/DAPI/tiff/04 #1.tiff"));
  }

  private static ReportTask with(double low, double high, double uncertainty, boolean local) {
    return done("A", Optional.of(alignment(true, 1.5)), Optional.of(alignment(true, 0.054)),
        List.of(moffat(0.004, 0.5, "")), Optional.of(new DifferenceSummary(Optional.of(0.0363), 0, 0,
            Optional.of(new LocalScaleSummary(low, 1.3, high, uncertainty, local, "")),
            new Recommendation(local ? Checkpoint.LOCAL_DIFFERENCE : Checkpoint.DIFFERENCE, "because of <this>"))));
  }

  @Test
  void judgesWhetherOneScaleServesTheWholeImage() {
    assertEquals(Level.GREEN, lights(with(1.27, 1.33, 0.002, false)).get("Even background"));
    assertEquals(Level.GREEN, lights(with(1.1, 1.5, 0.002, true)).get("Even background"));
    assertEquals(Level.AMBER, lights(with(1.1, 1.5, 0.002, false)).get("Even background"));
    assertFalse(lights(with(1.3, 1.3, 0, false)).containsKey("Even background"));
    assertFalse(lights(good("A")).containsKey("Even background"));
  }

  @Test
  void saysTheSpreadTheRecommendedDifferenceAndTheShareOutsidePre(@TempDir Path directory) {
    String page = html(data(with(1.1, 1.48, 0.0017, true)), directory);
    for (String text : List.of("<dt>Between pixels</dt><dd>bilinear</dd>",
        "1.100 to 1.480 over the tissue (p5 to p95, apart by 0.3800 ± 0.0017)",
        "<dt>Recommended difference</dt><dd>04_difference_difference_local: because of &lt;this&gt;",
        "3.63 % of post's pixels have none in pre".replace("'", "&#39;"))) {
      assertTrue(page.contains(text), text);
    }
  }

  @Test
  void theDifferenceToGoOnWithIsShownFirst(@TempDir Path directory) throws IOException {
    Path pictures = Files.createDirectories(directory.resolve("A/DAPI/pipeline_output"));
    for (String name : List.of("difference_image", "difference_image_local")) {
      new PictureFiles(pictures, "_pad500").store(new MemoryPicture("m", List.of()));
      Files.move(pictures.resolve("memory_pad500.png"), pictures.resolve(name + "_pad500.png"));
    }
    String local = html(data(with(1.1, 1.48, 0.0017, true)), directory);
    assertTrue(local.indexOf("<b>Difference, local scale</b>") < local.indexOf("<b>Difference</b>"));
    String plain = html(data(with(1.27, 1.33, 0.002, false)), directory);
    assertTrue(plain.indexOf("<b>Difference</b>") < plain.indexOf("<b>Difference, local scale</b>"));
  }

  @Test
  void theTableCountsTheMicrobesAndMarksATaskWithAWarning(@TempDir Path directory) {
    ReportTask searched = task("A", ReportTask.End.DONE, "complete", Optional.of(new TaskResult(new TaskId("A", "DAPI"),
        "complete", List.of(moffat(0.004, 0.5, "")), Optional.of(alignment(true, 1.5)),
        Optional.of(alignment(true, 0.054)), List.of(), Map.of(), -1, "SIFT", "TIFF", List.of("the offset is unknown"),
        List.of(), Optional.empty(), Optional.of(new MicrobeSummary(2346, 3, 11_040_000, 0, 5, 5, "difference")))));
    assertEquals(Level.AMBER, new TaskLights(searched).worst());
    String page = html(data(searched, good("B")), directory);
    assertTrue(page.contains("<td class=\"n\" data-label=\"Microbes\">2346</td>"), page);
    assertTrue(page.contains("<td class=\"n\" data-label=\"Microbes\">–</td>"), "of B nothing was searched");
    assertFalse(html(data(good("B")), directory).contains("Microbes</th>"));
  }

  @Test
  void aPairThatWasExchangedIsRedThoughNothingWasFound() {
    ReportTask exchanged = task("A", ReportTask.End.DONE, "complete", Optional.of(new TaskResult(
        new TaskId("A", "DAPI"), "complete", List.of(moffat(0.004, 0.5, "")), Optional.of(alignment(true, 1.5)),
        Optional.of(alignment(true, 0.054)), List.of(), Map.of(), -1, "SIFT", "TIFF", List.of(), List.of(),
        Optional.empty(), Optional.of(new MicrobeSummary(0, 86, 11_040_000, 0, 5, 5, "difference")))));
    assertEquals(Level.RED, new TaskLights(exchanged).worst());
  }

  @Test
  void aTornSectionIsAmberAndTheLightSaysHowItsPiecesMoved() {
    LocalSummary field = TestSummaries.local(true, "torn", 60, 120, 0.03, 0.08, 0.02, 300, 0, 121, "");
    Tear tear = new Tear(List.of(
        new Tear.Piece(0.53, 0, 0, 0, OptionalDouble.of(0.03), OptionalDouble.of(0.07)),
        new Tear.Piece(0.44, 30, -40, -1.504, OptionalDouble.of(0.03), OptionalDouble.of(0.08))), 0.031);
    ReportTask torn = done("A", Optional.of(alignment(true, 1.5)),
        Optional.of(alignment(true, 5).with(field.with(tear))),
        List.of(moffat(0.004, 0.5, "")), Optional.empty());
    assertEquals(Level.AMBER, new TaskLights(torn).worst());
    TrafficLight light = new TaskLights(torn).all().stream().filter(l -> l.question().equals("Tear")).findFirst()
        .orElseThrow();
    assertEquals("torn in 2 pieces, each aligned on its own: piece 2 (44 % of the tissue) moved by 50.0 px, turned by"
        + " -1.50°; 3.1 % of the tissue's area lies in the gap and has no difference", light.finding());
    assertFalse(lights(good("A")).containsKey("Tear"));
  }

  private static ReportTask good(String sample) {
    return done(sample, Optional.of(alignment(true, 1.5)), Optional.of(alignment(true, 0.054)),
        List.of(moffat(0.004, 0.5, "")), Optional.empty());
  }

  private static ReportData data(ReportTask... tasks) {
    return new ReportData("3 tasks of raw", "2026-11-22 11:05", "exo2micro 1.0", "2 cores, 23 GB", "serial", 212, -1,
        "RAM: <fine>", false, List.of(tasks),
        List.of(new ReportParameter("pad", "500 px", true, "zero padding"),
            new ReportParameter("use_edges", "true", false, "rings")),
        List.of(new MemoryPicture.Sample(0, 5_000_000, 1, 2, "before a"),
            new MemoryPicture.Sample(9, 6_000_000, 1, 2, "")),
        List.of(new ReportSweep("CD070", "DAPI", "iblur",
            List.of(
                new ComparePicture.Figures("8", 1.3, OptionalDouble.of(0.05), true, Optional.of(0.5), 12, "complete")),
            "CD070/DAPI/compare_iblur.png")));
  }

  private static String html(ReportData data, Path directory) {
    return new ReportPage(data, directory).html();
  }

  private static Map<String, Level> lights(ReportTask task) {
    return new TaskLights(task).all().stream().collect(Collectors.toMap(TrafficLight::question, TrafficLight::level));
  }

  @Test
  void listsProblemsBeforeTheTableAndEverythingElse(@TempDir Path directory) {
    ReportTask failed = task("CD063", ReportTask.End.FAILED, "error: post.tif is truncated.\nExpected 5 MB.",
        Optional.empty());
    String page = html(data(good("CD070"), failed), directory);
    int problems = page.indexOf("<h2>Problems");
    assertTrue(problems > 0 && problems < page.indexOf("<h2>Summary"));
    String section = page.substring(problems, page.indexOf("<h2>Summary"));
    assertTrue(section.contains("CD063 / DAPI") && section.contains("post.tif is truncated.\nExpected 5 MB."), section);
    assertFalse(section.contains("CD070"), "a task without a problem is none");
  }

  @Test
  void saysThatThereIsNoProblemWhenThereIsNone(@TempDir Path directory) {
    assertTrue(html(data(good("a"), good("b")), directory).contains("None: all 2 tasks ran"));
  }

  @Test
  void needsNeitherNetworkNorScript(@TempDir Path directory) throws IOException {
    Path pictures = Files.createDirectories(directory.resolve("CD070/DAPI/pipeline_output"));
    new PictureFiles(pictures, "_pad500").store(new MemoryPicture("m", List.of()));
    Files.move(pictures.resolve("memory_pad500.png"), pictures.resolve("difference_image_pad500.png"));
    String page = html(data(good("CD070")), directory);
    assertFalse(
        page.contains("http:") || page.contains("https:") || page.contains("<script") || page.contains("@import")
            || page.contains("url("),
        "asks for something from outside");
    assertTrue(page.contains("<a href=\"CD070/DAPI/pipeline_output/difference_image_pad500.png\"><img"));
    assertTrue(page.contains("src=\"data:image/jpeg;base64,"));
    assertFalse(page.contains("ratio_histogram_pad500.png"), "links to a picture that is not there");
  }

  @Test
  void showsTextFromOutsideAsText(@TempDir Path directory) {
    String page = html(data(good("<img src=x onerror=alert(1)>&\"'")), directory);
    assertFalse(page.contains("<img src=x"));
    assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39; / DAPI"));
    assertTrue(page.contains("RAM: &lt;fine&gt;"));
  }

  @Test
  void encodesWhatLinksWouldMisread() {
    assertEquals("a%20b/%23c%25/%C3%BC.png", Html.link("a b/#c%/ü.png"));
    assertEquals("./javascript%3Aalert/1.png", Html.link("javascript:alert/1.png"));
  }

  @Test
  void showsTheNumbersOfTheResults(@TempDir Path directory) {
    String page = html(data(good("CD070")), directory);
    for (String figure : List.of("1.302", "0.054 px", "0.81 GB", "1 min 10 s", "stage 3: 1 min 01 s", "500 px",
        "2 cores, 23 GB", "exo2micro 1.0", "tiles of SIFT + 310 patches", "Comparison of iblur", "Memory over time",
        "CD070/DAPI/tiff/04%20%231.tiff")) {
      assertTrue(page.contains(figure), figure);
    }
  }

  @Test
  void writesTheSameReportFromWhatIsOnDisk(@TempDir Path directory) throws IOException {
    ReportData data = data(good("CD070"), task("x", ReportTask.End.SKIPPED, "skipped: no pre", Optional.empty()));
    Path html = new BatchReport(data).writeTo(directory);
    byte[] first = Files.readAllBytes(html);
    Files.delete(html);
    BatchReport again = BatchReport.read(directory);
    assertEquals(data, again.data());
    again.writeTo(directory);
    assertEquals(new String(first), Files.readString(html));
  }

  @Test
  void tellsWhatToDoWhenItsDataAreMissingOrDamaged(@TempDir Path directory) throws IOException {
    assertTrue(assertThrows(RemediableException.class, () -> BatchReport.read(directory)).getMessage()
        .contains("report.json"));
    for (String damaged : List.of("", "{", "{\"title\": \"x\"}", "[1]")) {
      Files.writeString(directory.resolve("report.json"), damaged);
      assertThrows(RemediableException.class, () -> BatchReport.read(directory), damaged);
    }
  }

  @Test
  void isGreenWhenAllIsGood() {
    assertEquals(Map.of("Alignment", Level.GREEN, "Accuracy", Level.GREEN, "Scale fit", Level.GREEN, "Subtraction",
        Level.GREEN), lights(good("a")));
  }

  @Test
  void isRedAndGivesAdviceWhenTheAlignmentWasRejected() {
    ReportTask task = done("a", Optional.of(alignment(true, -1)), Optional.of(alignment(false, -1)),
        List.of(moffat(0.004, 0.5, "")), Optional.empty());
    assertEquals(Level.RED, lights(task).get("Alignment"));
    assertEquals(Level.UNKNOWN, lights(task).get("Accuracy"));
    TrafficLight light = new TaskLights(task).all().get(0);
    assertTrue(light.finding().contains("only 4 matches") && light.advice().contains("interior_max_correction"));
    assertEquals(Level.RED, new TaskLights(task).worst());
  }

  @Test
  void judgesAccuracyByPixels() {
    for (Object[] row : new Object[][] {{0.1, Level.GREEN}, {0.5, Level.GREEN}, {1.0, Level.AMBER}, {5.0, Level.RED}}) {
      ReportTask task = done("a", Optional.of(alignment(true, 8)), Optional.of(alignment(true, (double) row[0])),
          List.of(), Optional.empty());
      assertEquals(row[1], lights(task).get("Accuracy"), row[0] + " px");
    }
  }

  @Test
  void isRedWhenTooMuchIsSubtracted() {
    ReportTask task = scaled(List.of(moffat(0.004, 0.5, ""),
        new ScaleSummary(ScaleKind.MANUAL, 2, 0, Optional.of(0.97), ""),
        new ScaleSummary(ScaleKind.percentile(99), 1.7, 0.01, Optional.of(0.99), "")));
    assertEquals(Level.GREEN, lights(task).get("Subtraction"));
    assertEquals(Level.RED, lights(task).get("Subtraction (manual)"));
    assertEquals(Level.AMBER, lights(task).get("Subtraction (percentile 99)"), "a high percentile is meant so");
  }

  @Test
  void warnsWhenBackgroundIsLeftOrTheFitFailed() {
    ReportTask task = scaled(List.of(moffat(0.001, 0.1, "the Moffat fit failed: smoothed peak taken")));
    assertEquals(Level.AMBER, lights(task).get("Subtraction"));
    assertEquals(Level.RED, lights(task).get("Scale fit"));
    assertEquals(Level.AMBER, lights(scaled(List.of(moffat(0.04, 0.5, "")))).get("Scale fit"));
  }

  @Test
  void staysSmallForLargeBatches(@TempDir Path directory) throws IOException {
    ReportTask[] tasks = new ReportTask[41];
    java.util.Arrays.setAll(tasks, i -> good("S" + i));
    Path pictures = Files.createDirectories(directory.resolve("S0/DAPI/pipeline_output"));
    byte[] png;
    new PictureFiles(pictures, "_pad500").store(new MemoryPicture("m", List.of()));
    png = Files.readAllBytes(pictures.resolve("memory_pad500.png"));
    for (ReportTask task : tasks) {
      Path folder = Files.createDirectories(directory.resolve(task.pictures()));
      for (PictureHint hint : PictureHint.ALL) {
        Files.write(folder.resolve(hint.name() + "_pad500.png"), png);
      }
    }
    String page = html(data(tasks), directory);
    assertTrue(page.length() < 5_000_000, page.length() + " characters");
    assertTrue(page.contains("<a href=\"S40/DAPI/pipeline_output/ratio_histogram_pad500.png\">Ratio histogram</a>"));
  }
}
