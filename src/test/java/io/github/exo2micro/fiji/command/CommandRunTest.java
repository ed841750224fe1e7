package io.github.exo2micro.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.exo2micro.Progress;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.fiji.host.Batches;
import io.github.exo2micro.fiji.host.CommandFailed;
import io.github.exo2micro.fiji.host.RunningBatch;
import io.github.exo2micro.fiji.view.BlinkComparison;
import io.github.exo2micro.fiji.view.ViewWholeImage;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** The commands as a headless macro calls them. */
class CommandRunTest {

  private static final String SIDE = "420";

  @TempDir
  static Path folder;

  private static CommandContext fiji;

  @BeforeAll
  static void makeDemo() throws Exception {
    fiji = new CommandContext();
    assertFalse(fiji.run(CreateDemoData.class, "directory", folder.resolve("demo").toString(), "width", SIDE, "height",
        SIDE, "seed", "3").isCanceled());
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  private static String raw() {
    return folder.resolve("demo").resolve("raw").toString();
  }

  private interface Call {
    CommandModule run() throws Exception;
  }

  /** What the call printed to stdout and stderr. */
  private static String printed(Call call) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      call.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertRefuses(String expected, Class<? extends Command> command, Object... inputs)
      throws Exception {
    CommandModule[] module = new CommandModule[1];
    String printed = printed(() -> module[0] = fiji.run(command, inputs));
    assertTrue(module[0].isCanceled(), command.getSimpleName() + " went on");
    assertTrue(String.valueOf(module[0].getCancelReason()).contains(expected), module[0].getCancelReason());
    assertTrue(printed.contains(expected), "stderr holds: " + printed);
  }

  @Test
  void inputsThatMakeNoSenseAreRefusedByNameOnStderr() throws Exception {
    String out = folder.resolve("none").toString();
    assertRefuses("raw_dir is empty", RunBatch.class);
    assertRefuses("output_dir is empty", RunBatch.class, "raw_dir", raw());
    assertRefuses("workers is 'abc'", RunBatch.class, "raw_dir", raw(), "output_dir", out, "workers",
        "abc");
    assertRefuses("'quick'", RunBatch.class, "raw_dir", raw(), "output_dir", out, "mode", "quick");
    assertRefuses("'-5'", RunBatch.class, "raw_dir", raw(), "output_dir", out, "pad", "-5");
    assertRefuses("'wide' of pad", RunBatch.class, "raw_dir", raw(), "output_dir", out, "pad", "wide");
    assertRefuses("checkpoint_format is 'png'", RunBatch.class, "raw_dir", raw(), "output_dir", out,
        "checkpoint_format", "png");
    assertRefuses("no parameter named 'padd'", RunBatch.class, "raw_dir", raw(), "output_dir", out, "parameters",
        "padd=3");
    assertRefuses("from stage 3 to stage 2", RunBatch.class, "raw_dir", raw(), "output_dir", out, "from_stage", "3",
        "to_stage", "2");
    assertRefuses("child is 'cat'", RunBatch.class, "raw_dir", raw(), "output_dir", out, "child", "cat");
    assertRefuses("sample is empty", ProcessOneTask.class, "raw_dir", raw(), "output_dir", out);
    assertRefuses("'thick' of boundary_width", ProcessOneTask.class, "raw_dir", raw(), "output_dir", out, "sample",
        "Demo01", "dye", "DAPI", "boundary_width", "thick");
    assertRefuses("'1000' of boundary_width", ProcessOneTask.class, "raw_dir", raw(), "output_dir", out, "sample",
        "Demo01", "dye", "DAPI", "boundary_width", "1000");
    assertRefuses("1 values of", CompareParameter.class, "raw_dir", raw(), "output_dir", out, "sample", "Demo01", "dye",
        "DAPI", "values", "3");
    assertRefuses("nobody to look", ViewWholeImage.class, "output_dir", out, "sample", "Demo01", "dye", "DAPI");
    assertRefuses("row is '-1'", ZoomAndInspect.class, "output_dir", out, "sample", "Demo01", "dye", "DAPI");
    assertRefuses("no run log", ViewRunLog.class, "output_dir", out);
    assertFalse(Files.exists(Path.of(out)), "a refused command made a folder");
  }

  @Test
  void aMissingPairStopsAStrictBatchAndIsListedByALenientOne() throws Exception {
    assertRefuses("Rhodamine", RunBatch.class, "raw_dir", raw(), "output_dir", folder.resolve("s").toString(),
        "samples",
        "Demo01", "dyes", "Rhodamine");
    String text = printed(() -> fiji.run(PreflightCheck.class, "raw_dir", raw(), "output_dir",
        folder.resolve("s").toString(), "samples", "Demo01", "dyes", "DAPI\nRhodamine", "strict_dyes", "false", "pad",
        "100"));
    assertTrue(text.contains("1 task would run"), text);
    assertTrue(text.contains("Rhodamine cannot run"), text);
  }

  /** One batch, and everything that looks at it afterwards. */
  @Test
  void aBatchRunsAndItsResultsCanBeLookedAt() throws Exception {
    Path out = folder.resolve("out");
    CommandModule[] module = new CommandModule[1];
    String text = printed(() -> module[0] = fiji.run(RunBatch.class, "raw_dir", raw(), "output_dir", out.toString(),
        "samples", "Demo01", "dyes", "DAPI", "pad", "110", "pictures", "false"));
    assertFalse(module[0].isCanceled(), text);
    assertTrue(text.contains("=== Batch summary ==="), text);
    assertEquals("complete", ((ResultsTable) module[0].getOutput("table")).getStringValue("status", 0));
    assertTrue(text.contains("1 done"), text);
    Path difference = out.resolve("Demo01/DAPI/tiff/04_difference_difference_pad110.tiff");
    assertTrue(Files.exists(difference), text);

    String status = printed(() -> fiji.run(CheckStatus.class, "raw_dir", raw(), "output_dir", out.toString(), "samples",
        "Demo01", "dyes", "DAPI"));
    assertEquals(6, status.lines().filter(l -> l.contains("\tpresent\t")).count(), status);

    String zoom = printed(() -> fiji.run(ZoomAndInspect.class, "output_dir", out.toString(), "sample", "Demo01", "dye",
        "DAPI", "row", "200", "col", "210", "size", "90", "sigma", "1.5", "side_by_side", "true"));
    for (String kind : List.of("post", "pre_interior", "difference")) {
      assertTrue(Files.exists(out.resolve("Demo01/DAPI/pipeline_output/zoom_" + kind + "_r200_c210_s90_sig1.5.png")),
          zoom);
    }
    ImagePlus region = (ImagePlus) fiji.run(ZoomAndInspect.class, "output_dir", out.toString(), "sample", "Demo01",
        "dye", "DAPI", "row", "200", "col", "210", "size", "90").getOutput("region");
    assertEquals(90, region.getWidth());
    Path blink = folder.resolve("blink.tif");
    CommandModule flipped = fiji.run(BlinkComparison.class, "output_dir", out.toString(), "sample", "Demo01", "dye",
        "DAPI", "row", "200",
        "col", "210", "size", "90", "save_file", blink.toString());
    assertTrue(Files.size(blink) > 2 * 4 * 90 * 90, "two float slices");
    assertEquals(2, ((ImagePlus) flipped.getOutput("stack")).getStackSize());

    String log = printed(() -> fiji.run(ViewRunLog.class, "output_dir", out.toString()));
    assertTrue(log.contains("[Demo01/DAPI] stage 4 begins"), log);
  }

  /** A single task that is run again must not cost the table of the batch. */
  @Test
  void oneTaskIsAddedToTheFoldersSummaryAndReport() throws Exception {
    Path out = folder.resolve("added");
    fiji.run(RunBatch.class, "raw_dir", raw(), "output_dir", out.toString(), "samples", "Demo01", "pad", "110",
        "to_stage", "1", "pictures", "no");
    CommandModule module = fiji.run(ProcessOneTask.class, "raw_dir", raw(), "output_dir", out.toString(), "sample",
        "Demo01", "dye", "DAPI", "pad", "auto", "pictures", "no", "open_difference", "yes");
    assertFalse(module.isCanceled(), module.getCancelReason());
    assertEquals(540, ((ImagePlus) module.getOutput("difference")).getWidth());
    String csv = Files.readString(out.resolve("batch_summary.csv"));
    assertTrue(csv.contains("DAPI") && csv.contains("SybrGld"), csv);
    assertEquals(2, csv.lines().filter(l -> l.startsWith("\"Demo01\"")).count(), csv);
    Files.delete(out.resolve("report.html"));
    String report = (String) fiji.run(MakeReport.class, "output_dir", out.toString()).getOutput("text");
    String html = Files.readString(Path.of(report));
    assertTrue(html.contains("DAPI") && html.contains("SybrGld"), "the report lacks a task");
  }

  @Test
  void theSurveyListsTheChannelsOfEveryFile() throws Exception {
    Path csv = folder.resolve("channels.csv");
    String text = printed(() -> fiji.run(SurveyRawChannels.class, "raw_dir", raw(), "crop", "100", "csv_file",
        csv.toString()));
    assertTrue(text.startsWith("sample\tfile"), text);
    assertTrue(Files.readString(csv).contains("Demo02_PostStain_SybrGld.tif"), Files.readString(csv));
  }

  /** As PyImageJ, a script or a Java program calls it: no JVM ends, and nobody has to ask whether it went well. */
  @Test
  void aFailureReachesTheProgramThatCalledAsAnException() throws Exception {
    CommandService commands = fiji.context().service(CommandService.class);
    Map<String, Object> inputs = Map.of("raw_dir", folder.resolve("nowhere").toString(), "output_dir",
        folder.resolve("x").toString());
    ExecutionException thrown = assertThrows(ExecutionException.class,
        () -> commands.run(RunBatch.class, true, inputs).get());
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof CommandFailed)) {
      cause = cause.getCause();
    }
    assertTrue(cause != null && cause.getMessage().contains("nowhere"), String.valueOf(thrown));
    assertEquals(1, ((CommandFailed) cause).exitCode());
  }

  @Test
  void aRefusedBatchDoesNotTakeTheMonitorFromTheOneBefore() throws Exception {
    Batches batches = fiji.context().service(Batches.class);
    RunningBatch earlier = RunningBatch.in(folder.resolve("earlier"));
    batches.begin(earlier);
    batches.end(earlier);
    fiji.run(RunBatch.class, "raw_dir", folder.resolve("nowhere").toString(), "output_dir",
        folder.resolve("x").toString());
    assertEquals(earlier, batches.latest().orElseThrow());
  }

  @Test
  void servingTasksIsRefusedInAProgramThatIsNoChild() throws Exception {
    assertTrue(fiji.context().service(CommandService.class).run(ServeTasks.class, true).get().isCanceled());
  }

  @Test
  void aTaskThatFailedIsAFailureWhoseTableIsStillThere() throws Exception {
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken.resolve("S"));
    Files.write(broken.resolve("S/S_PreStain_DAPI.tif"), new byte[] {'I', 'I', 42, 0, 1});
    Files.copy(Path.of(raw(), "Demo01", "Demo01_PostStain_DAPI.tif"), broken.resolve("S/S_PostStain_DAPI.tif"));
    CommandModule module = fiji.run(RunBatch.class, "raw_dir", broken.toString(), "output_dir",
        folder.resolve("b").toString(), "pad", "100", "force_run", "true");
    assertTrue(module.isCanceled());
    assertTrue(module.getCancelReason().contains("S_PreStain_DAPI.tif"), module.getCancelReason());
    ResultsTable table = (ResultsTable) module.getOutput("table");
    assertTrue(table.getStringValue("status", 0).contains("damaged"), table.getStringValue("status", 0));
    assertFalse(table.getRowAsString(0).contains("NaN"), table.getRowAsString(0));
  }

  @Test
  void memoryAndWorkersSaysWhatRunsHere() throws Exception {
    assertTrue(((String) fiji.run(MemoryAndWorkers.class).getOutput("text")).contains("Workers advised"));
    String text = printed(() -> fiji.run(MemoryAndWorkers.class));
    assertTrue(text.contains("cores") && text.contains("SIFT") && text.contains("Workers advised"), text);
  }

  /** What a complete headless Fiji does as a child: every setting reaches the task, and events come back. */
  @Test
  void aChildsTaskGoesThroughThePublicCommandUnchanged() throws Exception {
    Engine engine = new Engine(Hosts.here());
    Path out = folder.resolve("child");
    Selection selection = Selection.all(Path.of(raw()), out).of(List.of("Demo01"), List.of("DAPI"))
        .with(Parameters.of(Map.of("pad", "105", "scale_percentile", "40", "angle_range", "31.5")));
    TaskRequest planned = engine.plan(selection, BatchOptions.defaults()).tasks().get(0);
    TaskRequest request = planned.with(planned.options().withCompressed(true).withPictures(false)).withThreads(2)
        .withSmallFootprint(true);
    List<Stage> stages = Collections.synchronizedList(new ArrayList<>());
    CommandTaskRunner runner = new CommandTaskRunner(fiji.context().service(CommandService.class),
        fiji.context().service(Batches.class));
    TaskResult result = runner.run(request, Progress.none(), (stage, reused) -> stages.add(stage));
    assertEquals(List.of(Stage.values()), stages);
    assertEquals(2, result.scales().size(), result.toString());
    assertTrue(Files.exists(out.resolve(
        "Demo01/DAPI/tiff/04_difference_difference_percentile_p40_pad105_ar31.5_sp40.tiff")), files(out));
  }

  private static String files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.map(Path::toString).toList().toString();
    }
  }
}
