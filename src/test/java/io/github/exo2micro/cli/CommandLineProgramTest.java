package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.cli.shell.Console;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineProgramTest {

  @TempDir
  Path directory;

  private final TestEngine engine = new TestEngine();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    return CommandLineProgram.run(engine::engine, new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A raw directory with samples A and B, dye DAPI, 60 x 50 px. */
  private String[] folders(String... args) throws Exception {
    for (String sample : List.of("A", "B")) {
      Path folder = Files.createDirectories(directory.resolve("raw").resolve(sample));
      for (String stain : List.of("Pre", "Post")) {
        ImageIO.write(new BufferedImage(60, 50, BufferedImage.TYPE_BYTE_GRAY), "tiff",
            folder.resolve(sample + "_" + stain + "Stain_DAPI.tif").toFile());
      }
    }
    return Stream.concat(Arrays.stream(args), Stream.of("--raw-dir", directory.resolve("raw").toString(),
        "--output-dir", directory.resolve("processed").toString())).toArray(String[]::new);
  }

  static List<String> commands() {
    return new CommandLineProgram(new Console(System.out, System.err, false), () -> {
      throw new IllegalStateException("help needs no engine");
    }).commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help")).toList();
  }

  @Test
  void thereIsACommandForEveryWordOfTheManual() {
    assertTrue(commands().containsAll(List.of("demo", "batch", "run", "preflight", "survey", "status", "compare",
        "zoom", "report", "params",
        "memory")),
        commands().toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsItsHelpOnStdout(String command) {
    assertEquals(0, run("help", command));
    assertTrue(out().startsWith("Usage: exo2micro " + command), out());
    assertEquals(0, run(command, "--help"));
    assertTrue(out().startsWith("Usage: exo2micro " + command), out());
    assertEquals("", err());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsWrongUsage(String command) {
    assertEquals(2, run(command, "one", "two", "--frobnicate"));
    assertTrue(err().contains("--frobnicate"), err());
    assertTrue(err().contains("--help"), err());
    assertEquals("", out());
  }

  @Test
  void theScriptsOwnWordsAreNotTheProgramsWords() {
    assertEquals(List.of("run", "A", "--pad", "10"), List.of(Main.withoutWordsOfTheScript("--fiji", "/opt/Fiji.app",
        "run", "A", "--heap=2g", "--pad", "10", "--heap", "1g")));
  }

  @Test
  void nothingAndUnknownCommandsAreWrongUsage() {
    assertEquals(2, run());
    assertTrue(err().contains("Usage: exo2micro"), err());
    assertEquals(2, run("batsh"));
    assertTrue(err().contains("Did you mean: batch"), err());
  }

  @Test
  void wordsBecomeTheRequestThatTheTasksGet() throws Exception {
    assertEquals(0, run(folders("batch", "--pad", "10", "--fine-ecc", "--use-edges", "false", "--scale-percentile=50",
        "--checkpoint-format", "both", "--from-stage", "2", "--to-stage", "3", "--force", "--threads", "3",
        "--compress", "--drop-intermediates", "--no-pictures", "--samples", "B,A", "--dyes", "DAPI")));
    assertEquals(List.of(new TaskId("B", "DAPI"), new TaskId("A", "DAPI")),
        engine.ran.stream().map(TaskRequest::task).toList());
    TaskRequest request = engine.ran.get(0);
    assertEquals(10, request.parameters().integer(ParameterSpec.PAD));
    assertTrue(request.parameters().flag(ParameterSpec.FINE_ECC));
    assertFalse(request.parameters().flag(ParameterSpec.USE_EDGES));
    assertEquals(50, request.parameters().optionalReal(ParameterSpec.SCALE_PERCENTILE).orElseThrow());
    assertEquals(CheckpointFormat.BOTH, request.options().format());
    assertEquals(OptionalInt.of(2), request.options().control().fromStage());
    assertEquals(3, request.options().control().toStage());
    assertTrue(
        request.options().control().force() && request.options().compressed() && request.options().dropIntermediates());
    assertFalse(request.options().pictures());
    assertEquals(3, request.threads());
    assertTrue(out().contains("=== Batch summary ==="), out());
    assertFalse(err().contains("=== Batch summary ==="), "the summary is shown once");
  }

  @Test
  void everyParameterIsAnOptionUnderItsNameWithDashes() throws Exception {
    for (ParameterSpec spec : ParameterSpec.values()) {
      String value = switch (spec.kind()) {
        case BOOLEAN -> spec.defaultValue().orElseThrow().equals(true) ? "false" : "true";
        case INTEGER, OPTIONAL_INTEGER -> "7";
        case REAL, OPTIONAL_REAL, AUTO_REAL -> "0.5";
        case CHOICE -> spec.choices().get(1);
      };
      engine.ran.clear();
      assertEquals(0, run(folders("run", "A", "DAPI", "--" + spec.parameter().replace('_', '-'), value)), err());
      if (spec.kind() == ParameterSpec.Kind.CHOICE) {
        assertEquals(spec.parse(value), engine.ran.get(0).parameters().value(spec), spec.parameter());
        continue;
      }
      assertEquals(value.equals("7") ? (Object) 7 : value.equals("0.5") ? (Object) 0.5 : Boolean.valueOf(value),
          engine.ran.get(0).parameters().value(spec).orElseThrow(), spec.parameter());
    }
  }

  @Test
  void aLoneFlagDoesNotSwallowTheNextWord() throws Exception {
    assertEquals(0, run(folders("run", "--fine-ecc", "A", "DAPI")), err());
    assertTrue(engine.ran.get(0).parameters().flag(ParameterSpec.FINE_ECC));
    assertEquals(0, run(folders("run", "--fine-ecc=false", "A", "DAPI")), err());
    assertFalse(engine.ran.get(1).parameters().flag(ParameterSpec.FINE_ECC));
  }

  @Test
  void parametersComeFromJsonAndPropertiesAndTheCommandLineWins() throws Exception {
    Path json = Files.writeString(directory.resolve("p.json"),
        "{\"parameters\": {\"pad\": 11, \"boundary-width\": 9, \"fine_ecc\": true, \"manual_scale\": null}}");
    assertEquals(0, run(folders("run", "A", "DAPI", "--params-file", json.toString(), "--pad", "12")), err());
    assertEquals(12, engine.ran.get(0).parameters().integer(ParameterSpec.PAD));
    assertEquals(9, engine.ran.get(0).parameters().integer(ParameterSpec.BOUNDARY_WIDTH));
    Path lines = Files.writeString(directory.resolve("p.properties"), "# wider\nboundary_width = 31\n");
    assertEquals(0, run(folders("run", "A", "DAPI", "--params-file", lines.toString())), err());
    assertEquals(31, engine.ran.get(1).parameters().integer(ParameterSpec.BOUNDARY_WIDTH));
  }

  @Test
  void badParameterFilesAreWrongUsage() throws Exception {
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", directory.resolve("none.json").toString())));
    assertTrue(err().contains("none.json"), err());
    Path broken = Files.writeString(directory.resolve("broken.json"), "{\"pad\": ");
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", broken.toString())));
    Path list = Files.writeString(directory.resolve("list.json"), "{\"pad\": [1, 2]}");
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", list.toString())));
    Path unknown = Files.writeString(directory.resolve("unknown.json"), "{\"padding\": 3}");
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", unknown.toString())));
    assertTrue(err().contains("padding") && err().contains("boundary_width"), err());
    assertTrue(engine.ran.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pad=-1", "--pad=two", "--boundary-width=0", "--mode=fast", "--workers=0", "--workers=x",
      "--retries=-1", "--timeout-per-task=-3", "--checkpoint-format=png", "--from-stage=5", "--to-stage=0",
      "--threads=0", "--peak-factor=-1", "--manual-scale=0", "--fine-ecc=maybe"})
  void aValueThatIsNotAllowedIsWrongUsageAndSaysWhatIs(String option) throws Exception {
    assertEquals(2, run(folders("batch", option)), err());
    assertTrue(err().startsWith("exo2micro: "), err());
    assertFalse(err().contains("\tat "), "no stack trace: " + err());
    assertTrue(engine.ran.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "here/..", "results"})
  void aRelativeOutputFolderIsTheOneFromWhereTheProgramStarted(String output) throws Exception {
    folders();
    // Only headers are read, for nothing may be written where the tests run.
    assertEquals(0,
        run("preflight", "--raw-dir", directory.resolve("raw").toString(), "--output-dir", output, "--json"),
        err());
    JsonObject check = JsonParser.parseString(out()).getAsJsonObject();
    assertTrue(check.get("ram_estimated_bytes").getAsLong() > 0, out());
    assertEquals(0, check.getAsJsonArray("notes").size(), out());
  }

  @Test
  void tasksGetAbsoluteFolders() {
    Selection selection = Selection.all(Path.of("raw"), Path.of("."));
    Path here = Path.of("").toAbsolutePath();
    assertEquals(here.resolve("raw"), selection.rawDirectory());
    assertEquals(here, selection.outputDirectory());
    TaskRequest task = new TaskRequest(new TaskId("A", "DAPI"), Path.of("pre.tif"), Path.of("./post.tif"), Path.of(""),
        selection.parameters(), selection.options(), 1, false);
    assertEquals(List.of(here.resolve("pre.tif"), here.resolve("post.tif"), here),
        List.of(task.pre(), task.post(), task.outputDirectory()));
  }

  @Test
  void anEmptyFolderNameIsWrongUsage() throws Exception {
    folders();
    for (String option : List.of("--output-dir", "--raw-dir")) {
      assertEquals(2, run("batch", option, ""), err());
      assertTrue(err().contains(option) && err().contains("it is empty"), err());
    }
    assertTrue(engine.ran.isEmpty());
  }

  @Test
  void aFileNameThatTheLocaleCannotHoldSaysWhichLocaleCan() throws Exception {
    engine.task = () -> {
      throw new InvalidPathException("Pr?be", "Malformed input");
    };
    assertEquals(1, run(folders("batch")));
    assertTrue(out().contains("Pr?be") && out().contains("LC_ALL=C.UTF-8"), out());
    assertFalse(out().contains("internal error") || err().contains("\tat "), out() + err());
    assertEquals(1, CommandLineProgram.run(() -> {
      throw new InvalidPathException("Pr?be", "Malformed input");
    }, new PrintStream(out), new PrintStream(err), folders("batch")));
    assertTrue(err().contains("exo2micro: A file name") && err().contains("LC_ALL=C.UTF-8"), err());
    assertFalse(err().contains("bug") || err().contains("\tat "), err());
    assertEquals(2, run("batch", "--raw-dir", "a\0b"));
    assertTrue(err().contains("LC_ALL=C.UTF-8"), err());
  }

  @Test
  void numbersThatAreNoneAreToldInPlainWords() throws Exception {
    assertEquals(2, run(folders("batch", "--workers", "0.5")));
    assertTrue(err().contains("'0.5' is not a whole number"), err());
    assertEquals(2, run(folders("batch", "--peak-factor", "much")));
    assertTrue(err().contains("'much' is not a number"), err());
  }

  @Test
  void jsonOutputOfEveryCommandIsOneDocument() throws Exception {
    for (String[] args : List.of(folders("batch", "--json"), folders("run", "A", "DAPI", "--json"),
        folders("preflight", "--json"), new String[] {"params", "--json"}, new String[] {"memory", "--json"},
        new String[] {"survey", "--json", "--raw-dir", directory.resolve("raw").toString()})) {
      assertEquals(0, run(args), String.join(" ", args) + err());
      JsonElement document = JsonParser.parseString(out());
      assertTrue(document.isJsonObject(), out());
    }
  }

  @Test
  void theParameterTableIsComplete() {
    assertEquals(0, run("params", "--json"));
    JsonArray rows = JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("parameters");
    assertEquals(ParameterSpec.values().length, rows.size());
    assertEquals(0, run("params"));
    for (ParameterSpec spec : ParameterSpec.values()) {
      assertTrue(out().contains(spec.parameter()) && out().contains(spec.description()), spec.parameter());
    }
  }

  @Test
  void aFailedTaskGivesOneAndItsMessageWithoutAStackTrace() throws Exception {
    engine.task = () -> {
      throw new RemediableException("The disk is made of cheese.", "it smells", "buy another");
    };
    assertEquals(1, run(folders("batch")));
    assertTrue(out().contains("made of cheese") && out().contains("buy another"), out());
    assertFalse(out().contains("\tat ") || err().contains("\tat "), err());
  }

  @Test
  void aMissingRawDirectoryGivesOneAndSaysWhatToDo() {
    assertEquals(1, run("batch", "--raw-dir", directory.resolve("nowhere").toString(), "--output-dir",
        directory.resolve("o").toString()));
    assertTrue(err().contains("nowhere") && err().contains("What to do"), err());
    assertFalse(err().contains("\tat "), err());
    assertFalse(Files.exists(directory.resolve("o")), "nothing is written");
  }

  @Test
  void aMissingPairFailsUnlessDyesAreNotStrict() throws Exception {
    assertEquals(1, run(folders("batch", "--dyes", "DAPI,dapi")));
    assertTrue(err().contains("dapi"), err());
    assertTrue(engine.ran.isEmpty());
    assertEquals(0, run(folders("batch", "--dyes", "DAPI,dapi", "--no-strict-dyes")), err());
    assertEquals(2, engine.ran.size());
    assertTrue(out().contains("skipped"), out());
  }

  @Test
  void preflightRefusesWhatDoesNotFitWithOne() throws Exception {
    assertEquals(0, run(folders("preflight", "--pad", "10")), err());
    assertTrue(out().contains("=== Pre-flight resource check ==="), out());
    assertEquals(1, run(folders("preflight", "--pad", "10", "--peak-factor", "100", "--pad", "90000")), err());
    assertTrue(err().contains("exo2micro: "), err());
    assertEquals(0, run(folders("preflight", "--peak-factor", "100", "--pad", "90000", "--force-run")), err());
  }

  @Test
  void aRefusedBatchAnswersInJsonAsPreflightDoesAndSaysItOnce() throws Exception {
    String[] tooLarge = folders("batch", "--json", "--peak-factor", "100", "--pad", "90000");
    assertEquals(1, run(tooLarge), err());
    JsonObject answer = JsonParser.parseString(out()).getAsJsonObject();
    String refusal = answer.get("refusal").getAsString();
    assertTrue(refusal.startsWith("The estimated peak RAM"), refusal);
    assertEquals(2, err().split("The estimated peak RAM", -1).length, err());
    assertTrue(
        Files.readString(directory.resolve("processed/.exo2micro_run_log.txt")).contains("refused: The estimated"),
        "the log keeps it");
    tooLarge[0] = "preflight";
    assertEquals(1, run(tooLarge), err());
    assertEquals(answer.keySet(), JsonParser.parseString(out()).getAsJsonObject().keySet());
    assertTrue(engine.ran.isEmpty());
  }

  @Test
  void oneTaskIsNotCalledTasks() throws Exception {
    assertEquals(0, run(folders("run", "A", "DAPI")), err());
    assertTrue(err().contains("batch of 1 task, serial mode"), err());
    // The test's engine has no child processes: the task fails, and the summary tells the mode all the same.
    assertEquals(1, run(folders("run", "A", "DAPI", "--mode", "parallel")), err());
    assertTrue(out().contains("(parallel with 1 worker)"), out());
  }

  @Test
  void statusListsWhatIsMissing() throws Exception {
    assertEquals(1, run(folders("status", "--pad", "10", "--samples", "A")), err());
    assertTrue(out().contains("A/DAPI") && out().contains("01_padded_post") && out().contains("missing"), out());
    assertEquals(1, run(folders("status", "--pad", "10", "--json")), err());
    assertEquals(2, JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("tasks").size());
  }

  @Test
  void compareRunsEveryValueAndShowsATable() throws Exception {
    assertEquals(0, run(folders("compare", "boundary_width", "5,10,20", "--samples", "A", "--pad", "10")), err());
    assertEquals(List.of(5, 10, 20), engine.ran.stream()
        .map(r -> r.parameters().integer(ParameterSpec.BOUNDARY_WIDTH)).toList());
    assertEquals(10, engine.ran.get(2).parameters().integer(ParameterSpec.PAD));
    assertEquals(4, out().lines().filter(line -> line.matches("(boundary_width|5|10|20) .*")).count(), out());
    assertEquals(2, run(folders("compare", "boundary_breadth", "5")));
    assertEquals(2, run(folders("compare", "boundary_width", "5,wide")));
    assertEquals(3, engine.ran.size());
  }

  @Test
  void zoomSavesTheRegionOfTheNewestRunOrOfTheOneNamed() throws Exception {
    Path tiff = Files.createDirectories(directory.resolve("processed/A/DAPI/tiff"));
    for (String suffix : List.of("", "_pad10")) {
      try (Float32TiffWriter writer = new Float32TiffWriter(tiff.resolve("01_padded_post" + suffix + ".tiff"),
          new ImageSize(90, 80))) {
        writer.append(new float[90 * 80], 80);
        writer.commit();
      }
    }
    String[] words = {"zoom", "A", "DAPI", "--output-dir", directory.resolve("processed").toString(), "--image", "post",
        "--row", "10", "--col", "20", "--size", "40"};
    assertEquals(0, run(words), err());
    Path png = directory.resolve("processed/A/DAPI/pipeline_output/zoom_post_r10_c20_s40.png");
    assertEquals(png.toString(), out().strip());
    assertTrue(ImageIO.read(png.toFile()).getWidth() > 100);
    assertEquals(0, run(Stream.concat(Arrays.stream(words), Stream.of("--pad", "10")).toArray(String[]::new)), err());
    assertEquals(1, run(Stream.concat(Arrays.stream(words), Stream.of("--pad", "11")).toArray(String[]::new)));
    assertTrue(err().contains("01_padded_post_pad10.tiff"), err());
    words[6] = "postcard";
    assertEquals(2, run(words));
    words[6] = "post";
    words[8] = "-1";
    assertEquals(2, run(words));
    words[8] = "500";
    assertEquals(1, run(words));
    assertEquals(0, run("zoom", "A", "DAPI", "--output-dir", directory.resolve("processed").toString(), "--image",
        "post", "--size", "20"), err());
    assertTrue(out().contains("zoom_post_r30_c35_s20.png"), out());
  }

  @Test
  void reportSaysWhenThereIsNothingToReport() {
    assertEquals(1, run("report", "--output-dir", directory.resolve("nowhere").toString()));
    assertTrue(err().contains("nowhere") && !err().contains("\tat "), err());
  }

  @Test
  void memoryAnswersForOtherMachines() {
    assertEquals(0, run("memory", "--ram-gb", "64", "--cores", "16", "--json"));
    JsonObject big = JsonParser.parseString(out()).getAsJsonObject();
    assertEquals(4, big.get("workers_recommended").getAsInt());
    assertEquals(64L << 30, big.get("ram_bytes").getAsLong());
    assertEquals(0, run("memory"));
    assertTrue(out().contains("4 cores") && out().contains("macOS") && out().contains("Windows"), out());
    assertEquals(2, run("memory", "--ram-gb", "0"));
    assertEquals(2, run("memory", "--cores", "0"));
  }

  @Test
  void surveyListsEveryFile() throws Exception {
    folders();
    String raw = directory.resolve("raw").toString();
    assertEquals(0, run("survey", "--raw-dir", raw));
    assertTrue(out().contains("A_PreStain_DAPI.tif") && out().contains("B_PostStain_DAPI.tif"), out());
    assertEquals(0, run("survey", "--raw-dir", raw, "--csv"));
    assertEquals(5, out().lines().count());
    Files.writeString(directory.resolve("raw/A/A_PreStain_SybrGld.tif"), "no image");
    assertEquals(1, run("survey", "--raw-dir", raw));
    assertTrue(out().contains("!!"), out());
    assertEquals(2, run("survey", "--raw-dir", raw, "--crop", "0"));
  }

  @Test
  void demoMakesDataWithTruthAndMeasuresAgainstIt() throws Exception {
    Path demo = directory.resolve("demo");
    assertEquals(0, run("demo", demo.toString(), "--size", "400x420", "--json"), err());
    assertEquals(4, engine.ran.size());
    assertEquals(200, engine.ran.get(0).parameters().integer(ParameterSpec.PAD));
    String json = out();
    JsonObject first = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("pairs").get(0).getAsJsonObject();
    // The test's tasks all find no displacement at all, and the truth is a turn by 3.2°.
    assertTrue(first.get("error_median_px").getAsDouble() > 5, json);
    assertEquals(1.3, first.get("scale_truth").getAsDouble());
    assertEquals(0, run("demo", demo.toString(), "--size", "400x420", "--pad", "30"), err());
    assertEquals(30, engine.ran.get(4).parameters().integer(ParameterSpec.PAD));
    assertTrue(out().contains("Demo02/SybrGld"), out());
    assertEquals(2, run("demo", demo.toString(), "--size", "10x10"));
    assertEquals(2, run("demo", demo.toString(), "--size", "huge"));
  }

  private JsonObject answer() {
    return JsonParser.parseString(out()).getAsJsonObject();
  }

  @Test
  void jsonIsAnsweredWithAnObjectAlsoOnWrongUsageAndOnFailure() throws Exception {
    assertEquals(2, run("batch", "--frobnicate", "--json"));
    assertTrue(answer().getAsJsonObject("error").get("problem").getAsString().contains("--frobnicate"), out());
    assertEquals(2, answer().get("exit_code").getAsInt());
    assertEquals(2, run(folders("run", "A", "DAPI", "--json", "--pad", "-1")));
    assertTrue(answer().getAsJsonObject("error").get("message").getAsString().contains("pad"), out());
    assertEquals(1, run("batch", "--json", "--raw-dir", directory.resolve("nowhere").toString()));
    assertFalse(answer().getAsJsonObject("error").get("remedy").getAsString().isEmpty(), out());
    assertEquals(1, answer().get("exit_code").getAsInt());
    assertEquals(1, run("report", "--json", "--output-dir", directory.resolve("nowhere").toString()));
    assertTrue(answer().has("error"), out());
  }

  @Test
  void parameterFilesThatAreNoneAreNamed() throws Exception {
    Path deep = Files.writeString(directory.resolve("deep.json"),
        "{\"pad\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", deep.toString())));
    assertTrue(err().contains("The value of pad is not a number"), err());
    Path nested = Files.writeString(directory.resolve("nested.json"), "{\"pad\":".repeat(100_000));
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", nested.toString())));
    for (String nothing : List.of("", "  \n", "{}", "# pad = 3\n", "{\"parameters\": {}}")) {
      Path empty = Files.writeString(directory.resolve("empty"), nothing);
      assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", empty.toString())));
      assertTrue(err().contains("names no parameter"), err());
    }
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", directory.toString())));
    assertTrue(err().contains("a folder"), err());
    Path pipe = directory.resolve("pipe");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "this system makes no pipes");
    assertEquals(2, run(folders("run", "A", "DAPI", "--params-file", pipe.toString())));
    assertTrue(err().contains("a pipe or device"), err());
    assertTrue(engine.ran.isEmpty());
  }

  @Test
  void whatTheUserTypedReachesTheTerminalHarmless() {
    assertEquals(2, run("batch", "--\u001b[31mred"));
    assertFalse(err().contains("\u001b"), err());
    assertTrue(err().contains("\\u001b[31mred"), err());
  }

  @Test
  void oneTaskThatCannotBeLookedAtLeavesTheStatusOfTheOthers() throws Exception {
    String[] status = folders("status", "--pad", "10", "--json");
    Path linked = Files.createDirectories(directory.resolve("processed/A/DAPI")).resolve("tiff");
    Files.createSymbolicLink(linked, Files.createDirectories(directory.resolve("elsewhere")));
    assertEquals(1, run(status));
    assertTrue(answer().getAsJsonArray("tasks").get(0).getAsJsonObject().get("problem").getAsString()
        .contains("leads out of"), out());
    assertTrue(answer().getAsJsonArray("tasks").get(1).getAsJsonObject().getAsJsonArray("files").size() > 5, out());
  }
}
