package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.StagePicture;
import io.github.exo2micro.checkpoint.StatusLine;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.tiff.TiffSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run makes whatever the first one owed and did not leave: pictures, and files in each format asked for. */
class OwedFilesTest {

  private static final TiffSource SOURCE = new TiffSource();
  private static final StreamingTaskRunner RUNNER = new StreamingTaskRunner(SOURCE, new BoofSift());
  private static final Map<String, String> QUICK = Map.of("pad", "20", "multiscale", "false");

  @TempDir
  static Path shared;
  private static DemoPair pair;
  private static TaskResult first;

  @TempDir
  Path own;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void runOnce() throws IOException {
    pair = DemoData.pairs(new ImageSize(613, 487), 7).get(0);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      new DemoData(new TileSweep(executor, 2)).write(shared, pair, Progress.none());
    } finally {
      executor.shutdown();
    }
    first = RUNNER.run(request(shared.resolve("done"), CheckpointFormat.BOTH, true, Map.of()), Progress.none(),
        (stage, reused) -> {});
  }

  @BeforeEach
  void copyFinished() throws IOException {
    Path done = shared.resolve("done");
    try (Stream<Path> files = Files.walk(done)) {
      for (Path file : files.sorted().toList()) {
        Path target = own.resolve(done.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static TaskRequest request(Path output, CheckpointFormat format, boolean pictures, Map<String, String> more) {
    Map<String, String> values = new LinkedHashMap<>(QUICK);
    values.putAll(more);
    String stem = "raw/" + pair.sample() + "/" + pair.sample();
    return new TaskRequest(new TaskId(pair.sample(), pair.dye()),
        shared.resolve(stem + "_PreStain_" + pair.dye() + ".tif"),
        shared.resolve(stem + "_PostStain_" + pair.dye() + ".tif"),
        output, Parameters.of(values), RunOptions.DEFAULTS.with(format).withPictures(pictures), 2, false);
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

  private TaskResult run() throws IOException {
    return run(request(own, CheckpointFormat.BOTH, true, Map.of()));
  }

  private static TaskFolder folder(Path output) {
    return new TaskFolder(output, new TaskId(pair.sample(), pair.dye()));
  }

  private static Path picture(Path output, String name) {
    return folder(output).picture(name, Parameters.of(QUICK));
  }

  private Path file(Checkpoint checkpoint, String extension) {
    TaskFolder folder = folder(own);
    return (extension.equals(".fits") ? folder.fits() : folder.tiff())
        .resolve(checkpoint.stem(Parameters.of(QUICK)) + extension);
  }

  private static Set<String> names(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(Files::isRegularFile).map(f -> output.relativize(f).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void assertLikeTheFirstRun() throws IOException {
    assertEquals(names(shared.resolve("done")), names(own));
    for (StagePicture picture : StagePicture.all(Parameters.of(QUICK))) {
      assertArrayEquals(Files.readAllBytes(picture(shared.resolve("done"), picture.name())),
          Files.readAllBytes(picture(own, picture.name())), picture.name());
    }
  }

  @Test
  void missingPicturesAreDrawnAgainTheSameAndNoStageIsMadeAgain() throws IOException {
    for (StagePicture picture : StagePicture.all(Parameters.of(QUICK))) {
      Files.delete(picture(own, picture.name()));
    }
    TaskResult again = run();
    assertEquals(Map.of(), again.seconds());
    assertEquals(first.scales(), again.scales());
    assertEquals(List.of(), again.warnings());
    assertLikeTheFirstRun();
  }

  @Test
  void theLocalScaleAndTheDifferenceWithItHaveTheirPicturesAndNothingIsMissing() throws IOException {
    Map<String, String> on = Map.of("local_scale", "on");
    TaskRequest request = request(own, CheckpointFormat.TIFF, true, on);
    run(request);
    Map<String, String> values = new LinkedHashMap<>(QUICK);
    values.putAll(on);
    for (String name : List.of("difference_image_local", "scale_field")) {
      Path png = folder(own).picture(name, Parameters.of(values));
      assertTrue(Files.exists(png), png.toString());
      assertTrue(TaskStatus.of(request, SOURCE, false, Progress.none()).isWhole());
      byte[] drawn = Files.readAllBytes(png);
      Files.delete(png);
      assertFalse(TaskStatus.of(request, SOURCE, false, Progress.none()).isWhole());
      assertEquals(Map.of(), run(request).seconds());
      assertArrayEquals(drawn, Files.readAllBytes(png));
    }
  }

  @Test
  void onePictureThatIsCutOrWithoutItsNumbersIsDrawnAgain() throws IOException {
    byte[] whole = Files.readAllBytes(picture(own, "alignment_checker"));
    Files.write(picture(own, "alignment_checker"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Path png = picture(own, "ratio_histogram");
    Files.delete(png.resolveSibling(png.getFileName().toString().replace(".png", ".csv")));
    assertEquals(Map.of(), run().seconds());
    assertLikeTheFirstRun();
    assertTrue(
        log.stream().anyMatch(l -> l.contains("stage 3 is kept; its missing pictures are drawn: alignment_checker")),
        log.toString());
  }

  @Test
  void picturesComeWithTheRunThatAsksForThem() throws IOException {
    Path other = own.resolve("bare");
    run(request(other, CheckpointFormat.TIFF, false, Map.of("detect", "false")));
    assertFalse(Files.exists(folder(other).pictures()));
    assertEquals(Map.of(), run(request(other, CheckpointFormat.TIFF, true, Map.of("detect", "false"))).seconds());
    for (StagePicture picture : StagePicture.all(Parameters.of(QUICK))) {
      assertTrue(Files.exists(picture(other, picture.name())), picture.name());
    }
  }

  @Test
  void aRunThatDiffersInStageFourTakesThePicturesOfEarlierStages() throws IOException {
    Map<String, String> manual = Map.of("manual_scale", "1.1");
    run(request(own, CheckpointFormat.BOTH, true, manual));
    Map<String, String> values = new LinkedHashMap<>(QUICK);
    values.putAll(manual);
    Path copied = folder(own).picture("registration", Parameters.of(values));
    assertArrayEquals(Files.readAllBytes(picture(own, "registration")), Files.readAllBytes(copied));
    assertFalse(log.stream().anyMatch(l -> l.contains("stage 2 is kept; its missing pictures")), log.toString());
  }

  @Test
  void aStageThatRunsAgainLeavesNoPictureOfWhatWasThereBefore() throws IOException {
    TaskRequest r = request(own, CheckpointFormat.BOTH, false, Map.of());
    run(r.with(r.options().with(new RunControl(OptionalInt.of(3), 4, false))));
    assertTrue(Files.exists(picture(own, "registration")));
    assertFalse(Files.exists(picture(own, "alignment_checker")));
    assertFalse(Files.exists(picture(own, "difference_image")));
    run();
    assertLikeTheFirstRun();
  }

  @Test
  void droppedImagesWhosePicturesAreMissingAreNamedWithTheRemedy() throws IOException {
    TaskRequest r = request(own, CheckpointFormat.BOTH, false, Map.of());
    run(r.with(r.options().withDropIntermediates(true)));
    Files.delete(picture(own, "excess_heatmap"));
    TaskResult again = run();
    assertEquals(1, again.warnings().size(), again.warnings().toString());
    assertTrue(again.warnings().get(0).contains("excess_heatmap are missing and cannot be drawn")
        && again.warnings().get(0).contains("--from-stage 1"), again.warnings().get(0));
    assertEquals(Map.of(), again.seconds());
  }

  @Test
  void eachFormatAskedForIsMadeFromTheOther() throws IOException {
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.of(QUICK))) {
      Files.delete(file(checkpoint, checkpoint.name().equals("pre") ? ".tiff" : ".fits"));
    }
    Files.delete(file(Checkpoint.PADDED_POST, ".fits").resolveSibling(
        file(Checkpoint.PADDED_POST, ".fits").getFileName().toString().replace(".fits", ".json")));
    TaskResult again = run();
    assertEquals(Map.of(), again.seconds());
    assertLikeTheFirstRun();
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.of(QUICK))) {
      assertEquals(checksum(file(checkpoint, ".tiff")), checksum(file(checkpoint, ".fits")), checkpoint.toString());
    }
    TaskStatus status = TaskStatus.of(request(own, CheckpointFormat.BOTH, true, Map.of()), SOURCE, true,
        Progress.none());
    assertEquals(List.of(), status.lines().stream().filter(l -> l.state() != StatusLine.State.PRESENT).toList());
  }

  private static String checksum(Path image) throws IOException {
    try (FilePlane plane = CheckpointStore.open(image)) {
      return PixelChecksum.of(plane, 1, Progress.none());
    }
  }

  @Test
  void fitsAfterTiffIsMadeWithTheCardsOfTheStages() throws IOException {
    Path other = own.resolve("tiff-first");
    run(request(other, CheckpointFormat.TIFF, false, Map.of()));
    TaskResult fits = run(request(other, CheckpointFormat.FITS, false, Map.of()));
    assertEquals(Map.of(), fits.seconds());
    Path difference = Path.of(fits.outputs().get(0));
    try (io.github.exo2micro.io.FitsPlane made = new io.github.exo2micro.io.FitsPlane(difference);
        io.github.exo2micro.io.FitsPlane direct = new io.github.exo2micro.io.FitsPlane(
            file(Checkpoint.DIFFERENCE, ".fits"))) {
      for (String key : List.of("SAMPLE", "DYE", "STAGE", "PAD", "MS", "SCALE", "SCALEK")) {
        assertEquals(direct.card(key), made.card(key), key);
        assertTrue(made.card(key).isPresent(), key);
      }
    }
  }

  @Test
  void statusSaysWhichTwinIsMissingAndFromWhatItWillBeMade() throws IOException {
    Files.delete(file(Checkpoint.DIFFERENCE, ".fits"));
    Files.writeString(file(Checkpoint.ICP_PRE, ".fits"), "rubbish");
    List<StatusLine> bad = TaskStatus.of(request(own, CheckpointFormat.BOTH, true, Map.of()), SOURCE, false,
        Progress.none()).lines().stream().filter(l -> l.state() != StatusLine.State.PRESENT).toList();
    assertEquals(List.of("02_icp_aligned_pre (fits) damaged", "04_difference_difference (fits) missing"),
        bad.stream().map(l -> l.name() + " " + l.state().text()).toList());
    assertTrue(bad.get(1).note().endsWith("the next run makes it from 04_difference_difference_pad20_ms0.tiff"),
        bad.get(1).note());
    run();
    assertTrue(log.stream().anyMatch(l -> l.contains("02_icp_aligned_pre_pad20_ms0.fits is damaged")), log.toString());
    assertTrue(Files.exists(Path.of(file(Checkpoint.ICP_PRE, ".fits") + ".damaged")));
  }

  @Test
  void aFlippedPixelIsNotCopiedToTheOtherFormat() throws IOException {
    Path tiff = file(Checkpoint.DIFFERENCE, ".tiff");
    Files.delete(file(Checkpoint.DIFFERENCE, ".fits"));
    var time = Files.getLastModifiedTime(tiff);
    byte[] bytes = Files.readAllBytes(tiff);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(tiff, bytes);
    Files.setLastModifiedTime(tiff, time);
    TaskResult again = run();
    assertEquals(Set.of(4), again.seconds().keySet());
    assertEquals(checksum(shared.resolve("done").resolve(own.relativize(tiff).toString())), checksum(tiff));
    assertTrue(Files.exists(Path.of(tiff + ".damaged")), log.toString());
  }

  @Test
  void whatIsDamagedAndNotNeededIsNamedAndLeftAsItIs() throws IOException {
    for (String extension : List.of(".tiff", ".fits")) {
      Files.writeString(file(Checkpoint.PADDED_PRE, extension), "rubbish");
    }
    TaskResult again = run();
    assertEquals(Map.of(), again.seconds());
    assertTrue(log.stream().anyMatch(l -> l.contains("01_padded_pre is damaged") && l.contains("Nothing needs it")
        && l.contains("--from-stage 1")), log.toString());
    assertEquals("rubbish", Files.readString(file(Checkpoint.PADDED_PRE, ".tiff")));
  }

  @Test
  void aCheckpointDeletedUnderARunningTaskIsNamedWithWhatToDo() {
    TaskRequest r = request(own, CheckpointFormat.BOTH, false, Map.of());
    TaskRequest again = r.with(r.options().with(new RunControl(OptionalInt.of(3), 4, false)));
    RemediableException e = assertThrows(RemediableException.class, () -> RUNNER.run(again, Progress.none(),
        (stage, reused) -> {
          if (stage == Stage.INTERIOR_ALIGNED) {
            delete(file(Checkpoint.PADDED_POST, ".tiff"));
            delete(file(Checkpoint.PADDED_POST, ".fits"));
          }
        }));
    assertTrue(e.getMessage().contains("01_padded_post was in") && e.remedy().contains("leave the output folder alone"),
        e.getMessage());
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aScaleWhoseSidecarIsBrokenIsFoundAgain() throws IOException {
    for (String extension : List.of(".tiff", ".fits")) {
      Path image = file(Checkpoint.DIFFERENCE, extension);
      Path sidecar = image.resolveSibling(image.getFileName().toString().replace(extension, ".json"));
      Files.writeString(sidecar, Files.readString(sidecar).replaceFirst("\"scale\": [0-9.]+", "\"scale\": 9.99"));
    }
    TaskResult again = run();
    assertEquals(first.scales(), again.scales());
    assertEquals(Set.of(4), again.seconds().keySet());
  }
}
