package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.StatusLine;
import io.github.exo2micro.demo.AlignmentError;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.PairMismatchException;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import io.github.exo2micro.tiff.TiffSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task from raw files to the difference image, with a known truth, and every way of running it again. */
class WholeTaskTest {

  private static final ImageSize SIZE = new ImageSize(941, 787);
  private static final int PAD = 60;
  private static final TiffSource SOURCE = new TiffSource();
  private static final TaskRunner RUNNER = new StreamingTaskRunner(SOURCE, new BoofSift());

  @TempDir
  static Path shared;
  private static Path finished;
  private static DemoPair pair;
  private static TaskResult first;

  @TempDir
  Path own;
  private final java.util.Queue<String> log = new java.util.concurrent.ConcurrentLinkedQueue<>();

  @BeforeAll
  static void runOnce() throws IOException {
    pair = DemoData.pairs(SIZE, 7).get(0);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      DemoData data = new DemoData(new TileSweep(executor, 2));
      data.write(shared, pair, Progress.none());
      data.write(shared, DemoData.pairs(SIZE, 7).get(2), Progress.none());
    } finally {
      executor.shutdown();
    }
    finished = shared.resolve("finished");
    first = RUNNER.run(request(finished, RunControl.resume(), Map.of(), 2), Progress.none(), (stage, reused) -> {});
  }

  @BeforeEach
  void copyFinished() throws IOException {
    try (Stream<Path> files = Files.walk(finished)) {
      for (Path file : files.sorted().toList()) {
        Path target = own.resolve(finished.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static Path raw(String side) {
    return shared.resolve("raw/" + pair.sample() + "/" + pair.sample() + "_" + side + "Stain_" + pair.dye() + ".tif");
  }

  private static TaskRequest request(Path output, RunControl control, Map<String, String> more, int threads) {
    return request(output, control, more, threads, CheckpointFormat.TIFF);
  }

  private static TaskRequest request(Path output, RunControl control, Map<String, String> more, int threads,
      CheckpointFormat format) {
    Map<String, String> values = new java.util.LinkedHashMap<>(more);
    values.putIfAbsent("pad", Integer.toString(PAD));
    return new TaskRequest(new TaskId(pair.sample(), pair.dye()), raw("Pre"), raw("Post"), output,
        Parameters.of(values), RunOptions.DEFAULTS.with(format).with(control), threads, false);
  }

  private TaskResult run(RunControl control, Map<String, String> more) throws IOException {
    return run(request(own, control, more, 2));
  }

  private TaskResult run(TaskRequest request) throws IOException {
    return RUNNER.run(request, new Progress() {
      @Override
      public void report(double fraction) {}

      @Override
      public void note(String line) {
        log.add(line);
      }
    }, (stage, reused) -> {});
  }

  private Path tiff(String stem) {
    return own.resolve(pair.sample() + "/" + pair.dye() + "/tiff/" + stem + "_pad" + PAD + ".tiff");
  }

  private static Homography warpOf(TaskResult result) {
    return Homography.of(result.warp().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Test
  void alignsToAFractionOfAPixelAndFindsTheScale() {
    AlignmentError error = AlignmentError.measurePadded(warpOf(first), PAD, pair);
    assertTrue(error.median() < 0.1, "median " + error.median());
    assertTrue(error.p95() < 0.2, "95 % " + error.p95());
    ScaleSummary moffat = first.scales().get(0);
    assertEquals(pair.backgroundScale(), moffat.scale(), 0.02 * pair.backgroundScale());
    assertEquals("complete", first.status());
    assertTrue(first.stage3().orElseThrow().accuracyPx().getAsDouble() < 0.2, first.stage3().orElseThrow().reason());
  }

  /** Only the pixels that pre does not have differ between the two ways; their share is in result and sidecar. */
  @Test
  void differenceHasNoValueWherePreHasNoPixelUnlessPostIsWanted() throws IOException {
    TaskResult asOriginal = run(RunControl.resume(), Map.of("outside", "post", "pad", Integer.toString(PAD)));
    Tile whole = SIZE.padded(PAD).whole();
    float[] masked = read("04_difference_difference", whole);
    float[] post = read("01_padded_post", whole);
    float[] pre = read("03_interior_aligned_pre", whole);
    float scale = (float) asOriginal.scales().get(0).scale();
    int outside = 0;
    try (FilePlane plane = CheckpointStore.open(Path.of(asOriginal.outputs().get(0)))) {
      float[] original = new float[whole.area()];
      plane.read(whole, original);
      for (int i = 0; i < original.length; i++) {
        boolean padding = !SIZE.whole().contains(new Tile(i % whole.width() - PAD, i / whole.width() - PAD, 1, 1));
        assertEquals(post[i] - scale * pre[i], original[i]);
        assertTrue(padding ? Float.isNaN(masked[i]) : Float.isNaN(masked[i]) || masked[i] == original[i]);
        outside += !padding && Float.isNaN(masked[i]) ? 1 : 0;
      }
    }
    assertTrue(outside > 0);
    assertEquals(outside / (double) SIZE.area(), first.difference().orElseThrow().outside().orElseThrow(), 1e-12);
    assertEquals(first.difference(), run(RunControl.resume(), Map.of()).difference(), "read back from the sidecar");
  }

  @Test
  void differenceIsPostMinusScaledAlignedPre() throws IOException {
    Tile tile = new Tile(PAD + 300, PAD + 250, 211, 97);
    float[] post = read("01_padded_post", tile);
    float[] pre = read("03_interior_aligned_pre", tile);
    float[] difference = read("04_difference_difference", tile);
    double scale = first.scales().get(0).scale();
    double sum = 0;
    for (int i = 0; i < post.length; i++) {
      assertEquals(post[i] - scale * pre[i], difference[i], 1e-3);
      sum += post[i];
    }
    assertTrue(sum > 0, "the tile shows tissue");
  }

  private float[] read(String stem, Tile tile) throws IOException {
    try (FilePlane plane = CheckpointStore.open(tiff(stem))) {
      assertEquals(new ImageSize(SIZE.width() + 2 * PAD, SIZE.height() + 2 * PAD), plane.size());
      float[] pixels = new float[tile.area()];
      plane.read(tile, pixels);
      return pixels;
    }
  }

  @Test
  void secondRunReusesEverythingAndGivesTheSameResult() throws IOException {
    TaskResult again = run(RunControl.resume(), Map.of());
    assertEquals(Map.of(), again.seconds());
    assertEquals(first.scales(), again.scales());
    assertEquals(first.warp(), again.warp());
    assertEquals(first.stage3(), again.stage3());
    assertEquals(first.status(), again.status());
  }

  @Test
  void oneThreadGivesTheSameBytesAsTwo() throws IOException {
    Path other = own.resolve("other");
    run(request(other, RunControl.resume(), Map.of(), 1));
    for (String stem : List.of("01_padded_pre", "02_icp_aligned_pre", "03_interior_aligned_pre",
        "04_difference_difference")) {
      Path path = other.resolve(own.relativize(tiff(stem)).toString());
      assertEquals(-1, Files.mismatch(tiff(stem), path), stem);
    }
    Path pictures = own.relativize(tiff("x")).getParent().resolveSibling("pipeline_output");
    for (String name : TaskStatus.pictures(Parameters.defaults())) {
      Path png = pictures.resolve(name + "_pad" + PAD + ".png");
      assertEquals(-1, Files.mismatch(own.resolve(png.toString()), other.resolve(png.toString())), name);
    }
  }

  @Test
  void aRigidPairHasTheSameBytesWithLocalAlignmentOff() throws IOException {
    assertTrue(log.isEmpty());
    run(RunControl.resume(), Map.of("local_alignment", "off"));
    assertTrue(log.stream().anyMatch(l -> l.contains("local alignment is switched off")), log.toString());
    for (String stem : List.of("03_interior_aligned_pre", "04_difference_difference")) {
      Path off = tiff(stem).resolveSibling(tiff(stem).getFileName().toString().replace(".tiff", "_laloff.tiff"));
      assertEquals(-1, Files.mismatch(tiff(stem), off), stem);
    }
    assertFalse(Files.exists(tiff("03_local_field")));
  }

  private Path list(String suffix) {
    return own.resolve(pair.sample() + "/" + pair.dye() + "/microbes/microbes_pad" + PAD + suffix);
  }

  @Test
  void listsTheMicrobesInRawPixels() throws IOException {
    MicrobeSummary found = first.microbes().orElseThrow();
    List<String> lines = Files.readAllLines(list(".csv"));
    assertEquals(found.count() + 1, lines.size());
    assertTrue(found.count() > 20, "found " + found.count());
    assertTrue(found.chanceShare() < 0.1, "by chance " + found.chance());
    String truth = Files.readString(shared.resolve("truth/" + pair.sample() + "_" + pair.dye() + "_truth.json"));
    com.google.gson.JsonArray spots = com.google.gson.JsonParser.parseString(truth).getAsJsonObject()
        .getAsJsonArray("microbes_x_y_sigma_height");
    int bright = 0;
    int met = 0;
    for (com.google.gson.JsonElement element : spots) {
      com.google.gson.JsonArray spot = element.getAsJsonArray();
      if (spot.get(3).getAsDouble() > 20) {
        bright++;
        met += lines.stream().skip(1).map(l -> l.split(",")).anyMatch(c -> Math.hypot(
            Double.parseDouble(c[1]) - spot.get(0).getAsDouble(),
            Double.parseDouble(c[2]) - spot.get(1).getAsDouble()) < 3)
                ? 1 : 0;
      }
    }
    assertTrue(met >= 0.9 * bright, met + " of " + bright);
  }

  @Test
  void anotherThresholdSearchesAgainAndLeavesAllElse() throws IOException {
    Path difference = tiff("04_difference_difference");
    var before = Files.getLastModifiedTime(difference);
    TaskResult again = run(RunControl.resume(), Map.of("detect_sigma", "8"));
    assertEquals(before, Files.getLastModifiedTime(difference));
    assertTrue(again.microbes().orElseThrow().count() < first.microbes().orElseThrow().count());
    assertTrue(Files.exists(list("_dsig8.csv")), list("_dsig8.csv") + " is not there");
    assertTrue(Files.exists(list(".csv")), "the other list stays");
    assertEquals(again.microbes(), run(RunControl.resume(), Map.of("detect_sigma", "8")).microbes());
  }

  @Test
  void aListThatWasChangedOrDeletedIsMadeAgainWithTheSameBytes() throws IOException {
    byte[] outlines = Files.readAllBytes(list(".geojson.gz"));
    byte[] rois = Files.readAllBytes(list("_RoiSet.zip"));
    byte[] table = Files.readAllBytes(list(".csv"));
    Files.delete(list(".geojson.gz"));
    Files.writeString(list(".csv"), "cut");
    assertEquals(first.microbes(), run(RunControl.resume(), Map.of()).microbes());
    assertArrayEquals(outlines, Files.readAllBytes(list(".geojson.gz")));
    assertArrayEquals(rois, Files.readAllBytes(list("_RoiSet.zip")));
    assertArrayEquals(table, Files.readAllBytes(list(".csv")));
  }

  @Test
  void withoutTheSearchThereIsNoList() throws IOException {
    assertEquals(Optional.empty(), run(RunControl.resume(), Map.of("detect", "false")).microbes());
    assertTrue(Files.notExists(list("_det0.csv")), "a list was written");
  }

  @Test
  void stageThreeResumedAloneTakesStageTwosWarpFromItsSidecar() throws IOException {
    byte[] before = Files.readAllBytes(tiff("03_interior_aligned_pre"));
    Files.delete(tiff("03_interior_aligned_pre"));
    Files.delete(tiff("02_icp_aligned_pre").resolveSibling("04_difference_difference_pad" + PAD + ".tiff"));
    TaskResult again = run(RunControl.resume(), Map.of());
    assertEquals(java.util.Set.of(3, 4), again.seconds().keySet());
    assertEquals(first.warp(), again.warp());
    assertArrayEquals(before, Files.readAllBytes(tiff("03_interior_aligned_pre")));
  }

  @Test
  void withoutStageTwosSidecarTheCameraOffsetIsMeasuredAgain() throws IOException {
    DemoPair deep = DemoData.pairs(new ImageSize(640, 560), 7).stream().filter(DemoPair::deep).findFirst()
        .orElseThrow();
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      new DemoData(new TileSweep(executor, 2)).write(own, deep, Progress.none());
    } finally {
      executor.shutdown();
    }
    String name = own.resolve("raw/" + deep.sample() + "/" + deep.sample()).toString();
    TaskRequest whole = new TaskRequest(new TaskId(deep.sample(), deep.dye()),
        Path.of(name + "_PreStain_" + deep.dye() + ".tif"), Path.of(name + "_PostStain_" + deep.dye() + ".tif"),
        own.resolve("deep"), Parameters.of(Map.of("pad", "60")), RunOptions.DEFAULTS.with(CheckpointFormat.TIFF), 2,
        false);
    double scale = run(whole).scales().get(0).scale();
    try (Stream<Path> files = Files.walk(own.resolve("deep"))) {
      Files.delete(files.filter(f -> f.endsWith("02_icp_aligned_pre_pad60.json")).findFirst().orElseThrow());
    }
    TaskRequest last = new TaskRequest(whole.task(), whole.pre(), whole.post(), whole.outputDirectory(),
        whole.parameters(), whole.options().with(new RunControl(OptionalInt.of(4), 4, false)), 2, false);
    log.clear();
    assertEquals(scale, run(last).scales().get(0).scale(), 1e-3, log::toString);
    assertTrue(log.stream().anyMatch(line -> line.startsWith("camera offset: post")), log::toString);
  }

  @Test
  void fromStageRunsThatStageAnewWithoutForce() throws IOException {
    TaskResult again = run(new RunControl(OptionalInt.of(3), 4, false), Map.of());
    assertEquals(java.util.Set.of(3, 4), again.seconds().keySet());
  }

  @Test
  void parameterOfStageFourLeavesTheAlignmentAloneAndAddsItsImage() throws IOException {
    TaskResult more = run(RunControl.resume(), Map.of("manual_scale", "1.1", "scale_percentile", "50"));
    assertEquals(java.util.Set.of(4), more.seconds().keySet());
    assertEquals(List.of(ScaleKind.MOFFAT, ScaleKind.percentile(50), ScaleKind.MANUAL),
        more.scales().stream().map(ScaleSummary::kind).toList());
    assertEquals(3, more.outputs().size());
    for (String file : more.outputs()) {
      assertTrue(Files.exists(Path.of(file)), file);
      assertTrue(file.endsWith("_pad60_sp50_msc1.1.tiff"), file);
    }
  }

  @Test
  void damagedCheckpointIsNoticedSetAsideAndMadeAnew() throws IOException {
    byte[] before = Files.readAllBytes(tiff("04_difference_difference"));
    try (RandomAccessFile file = new RandomAccessFile(tiff("03_interior_aligned_pre").toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    Files.delete(tiff("04_difference_difference"));
    run(RunControl.resume(), Map.of());
    assertTrue(log.stream().anyMatch(l -> l.contains("03_interior_aligned_pre") && l.contains("damaged")),
        log.toString());
    assertTrue(Files.exists(Path.of(tiff("03_interior_aligned_pre") + ".damaged")));
    assertArrayEquals(before, Files.readAllBytes(tiff("04_difference_difference")));
  }

  @Test
  void flippedBitWithAnUnchangedTimeIsNoticedBeforeItIsCarriedOn() throws IOException {
    byte[] before = Files.readAllBytes(tiff("04_difference_difference"));
    var time = Files.getLastModifiedTime(tiff("03_interior_aligned_pre"));
    try (RandomAccessFile file = new RandomAccessFile(tiff("03_interior_aligned_pre").toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 0x40);
    }
    Files.setLastModifiedTime(tiff("03_interior_aligned_pre"), time);
    Files.delete(tiff("04_difference_difference"));
    run(RunControl.resume(), Map.of());
    assertTrue(log.stream().anyMatch(l -> l.contains("03_interior_aligned_pre") && l.contains("damaged")),
        log.toString());
    assertArrayEquals(before, Files.readAllBytes(tiff("04_difference_difference")));
  }

  @Test
  void changedRawFileMakesEverythingAnew() throws IOException {
    Path changed = own.resolve("post.tif");
    Files.copy(raw("Post"), changed);
    TaskRequest r = request(own, RunControl.resume(), Map.of(), 2);
    TaskResult again = run(new TaskRequest(r.task(), r.pre(), changed, r.outputDirectory(), r.parameters(),
        r.options().withPictures(false), 2, false));
    assertEquals(java.util.Set.of(1, 2, 3, 4), again.seconds().keySet());
    assertTrue(log.stream().anyMatch(l -> l.contains("out of date")), log.toString());
  }

  @Test
  void fitsRunGivesTheSamePixelsAndResumes() throws IOException {
    Path other = own.resolve("fits-run");
    TaskRequest request = request(other, RunControl.resume(), Map.of(), 2, CheckpointFormat.FITS);
    TaskResult result = run(request);
    Tile tile = new Tile(PAD + 200, PAD + 200, 300, 200);
    float[] expected = read("04_difference_difference", tile);
    float[] found = new float[tile.area()];
    try (FilePlane plane = CheckpointStore.open(Path.of(result.outputs().get(0)))) {
      plane.read(tile, found);
    }
    assertArrayEquals(expected, found);
    assertEquals(Map.of(), run(request).seconds());
  }

  @Test
  void droppedIntermediatesAreGoneAndTheFinishedTaskStaysFinished() throws IOException {
    TaskRequest r = request(own, RunControl.resume(), Map.of(), 2);
    TaskRequest dropping = r.with(r.options().withDropIntermediates(true));
    run(dropping);
    assertFalse(Files.exists(tiff("01_padded_post")));
    assertFalse(Files.exists(tiff("03_interior_aligned_pre")));
    assertTrue(Files.exists(tiff("04_difference_difference")));
    TaskResult again = run(dropping);
    assertEquals(Map.of(), again.seconds());
    assertEquals(first.warp(), again.warp());
  }

  @Test
  void interiorSwitchedOffIsStageTwosAlignment() throws IOException {
    TaskResult coarse = run(RunControl.resume(), Map.of("interior_ecc", "false"));
    assertEquals("complete", coarse.status());
    assertTrue(AlignmentError.measurePadded(warpOf(coarse), PAD, pair).median() < 5);
    assertFalse(coarse.stage3().orElseThrow().accepted());
  }

  @Test
  void twoDifferentSamplesAreReportedAndNotSubtracted() {
    TaskRequest r = request(own.resolve("mixed"), RunControl.resume(), Map.of(), 2);
    TaskRequest mixed = new TaskRequest(r.task(), r.pre(), shared.resolve("raw/Demo02/Demo02_PostStain_DAPI.tif"),
        r.outputDirectory(), r.parameters(), r.options(), 2, false);
    PairMismatchException refused = assertThrows(PairMismatchException.class, () -> run(mixed));
    assertTrue(refused.getMessage().contains("do not match"), refused.getMessage());
    assertTrue(Files.exists(own.resolve("mixed/Demo01/DAPI/pipeline_output/registration_pad60.png")));
    assertFalse(Files.exists(own.resolve("mixed/Demo01/DAPI/tiff/04_difference_difference_pad60.tiff")));
  }

  @Test
  void exchangedOrTheSameImagesAreNamed() throws IOException {
    TaskRequest r = request(own.resolve("exchanged"), RunControl.resume(), Map.of(), 2);
    run(new TaskRequest(r.task(), r.post(), r.pre(), r.outputDirectory(), r.parameters(), r.options(), 2, false));
    assertTrue(log.stream().anyMatch(l -> l.contains("Were pre and post exchanged?")), log.toString());
    assertFalse(log.stream().anyMatch(l -> l.contains("the same image")), log.toString());
    run(new TaskRequest(r.task(), r.post(), r.post(), own.resolve("same"), r.parameters(), r.options(), 2, false));
    assertTrue(log.stream().anyMatch(l -> l.contains("Pre and post are the same image")), log.toString());
  }

  @Test
  void statusListsWhatIsThereMissingAndDamaged() throws IOException {
    Files.delete(tiff("02_icp_aligned_pre"));
    try (RandomAccessFile file = new RandomAccessFile(tiff("01_padded_pre").toFile(), "rw")) {
      file.setLength(1000);
    }
    TaskStatus status = TaskStatus.of(request(own, RunControl.resume(), Map.of(), 2), SOURCE, false, Progress.none());
    assertEquals(StatusLine.State.DROPPED, state(status, "02_icp_aligned_pre"));
    assertEquals(StatusLine.State.DAMAGED, state(status, "01_padded_pre"));
    assertEquals(StatusLine.State.PRESENT, state(status, "04_difference_difference"));
    for (String picture : TaskStatus.pictures(Parameters.defaults())) {
      assertEquals(StatusLine.State.PRESENT, state(status, picture), picture);
    }
    assertFalse(status.isWhole(), "one is damaged");
    Files.delete(tiff("04_difference_difference"));
    status = TaskStatus.of(request(own, RunControl.resume(), Map.of(), 2), SOURCE, false, Progress.none());
    assertEquals(StatusLine.State.MISSING, state(status, "02_icp_aligned_pre"), "now it is needed");
  }

  private static StatusLine.State state(TaskStatus status, String name) {
    return status.lines().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().state();
  }

  @Test
  void cancelledRunLeavesNoHalfWrittenFileAndTheNextOneFinishes() throws IOException {
    Path other = own.resolve("cancelled");
    TaskRequest request = request(other, RunControl.resume(), Map.of(), 2);
    java.util.concurrent.atomic.AtomicInteger reports = new java.util.concurrent.atomic.AtomicInteger();
    assertThrows(java.util.concurrent.CancellationException.class, () -> RUNNER.run(request, new Progress() {
      @Override
      public void report(double fraction) {
        if (fraction > 0.7) {
          reports.incrementAndGet();
          throw new java.util.concurrent.CancellationException("enough");
        }
      }

      @Override
      public void note(String line) {}
    }, (stage, reused) -> {}));
    assertTrue(reports.get() > 0);
    try (Stream<Path> files = Files.walk(other)) {
      assertEquals(List.of(),
          files.filter(p -> p.toString().contains(".tmp") || p.toString().contains(".part")).toList());
    }
    TaskResult result = run(request);
    assertFalse(result.seconds().containsKey(1), result.seconds().toString());
    assertEquals(first.warp(), result.warp());
  }

  @Test
  void valueOfAPadThatIsNotANumberIsRefusedWithTheRange() {
    var refused = assertThrows(io.github.exo2micro.RemediableException.class,
        () -> Parameters.defaults().with(ParameterSpec.PAD, "many"));
    assertTrue(refused.getMessage().contains("from 0 to 100000 px"), refused.getMessage());
  }
}
