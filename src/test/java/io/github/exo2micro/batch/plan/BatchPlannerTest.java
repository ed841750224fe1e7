package io.github.exo2micro.batch.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.FakeSource;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPlannerTest {

  private static final ImageSize RAW = new ImageSize(613, 227);
  private static final int PAD = 50;
  private static final ImageSize PADDED = RAW.padded(PAD);
  private static final long IMAGE = PADDED.area() * 4 + 200_000;
  private static final long PICTURES = 12_000_000;

  @TempDir
  Path folder;
  private final FakeSource source = new FakeSource(RAW);
  private Path pre;
  private Path post;

  @BeforeEach
  void writeRawFiles() throws Exception {
    pre = Files.createFile(folder.resolve("pre.tif"));
    post = Files.createFile(folder.resolve("post.tif"));
  }

  private TaskRequest task(String name, Map<String, String> more, CheckpointFormat format, boolean drop,
      RunControl control) {
    Parameters parameters = Parameters.of(more);
    return new TaskRequest(new TaskId(name, "D"), pre, post, folder.resolve("not/yet/there"), parameters,
        RunOptions.DEFAULTS.with(format).withDropIntermediates(drop).with(control), 1, false);
  }

  private Preflight check(TaskRequest... tasks) {
    BatchRequest request = new BatchRequest(folder, folder.resolve("not/yet/there"), List.of(tasks), List.of(),
        BatchOptions.defaults());
    return new BatchPlanner(source).plan(request, HostKind.WORKER, Machine.supposed(16L << 30, 4)).preflight();
  }

  /** 250 bytes for each of 120 microbes per million pixels. */
  private static final long LISTS = (long) (0.03 * PADDED.area());
  private static final Map<String, String> PADDING = Map.of("pad", "50", "local_scale", "off");

  @Test
  void countsEveryImageOfATask() {
    RunControl resume = RunControl.resume();
    assertEquals(5 * IMAGE + PICTURES + LISTS,
        check(task("a", PADDING, CheckpointFormat.TIFF, false, resume)).diskBytes());
    assertEquals(10 * IMAGE + PICTURES + LISTS,
        check(task("a", PADDING, CheckpointFormat.BOTH, false, resume)).diskBytes());
    Map<String, String> all = Map.of("pad", "50", "local_scale", "on", "save_all_intermediates", "true",
        "scale_percentile", "50",
        "manual_scale", "1.5");
    assertEquals(9 * IMAGE + PICTURES + LISTS, check(task("a", all, CheckpointFormat.FITS, false, resume)).diskBytes());
    assertEquals(3 * IMAGE + PICTURES, check(task("a", PADDING, CheckpointFormat.TIFF, false,
        new RunControl(OptionalInt.empty(), 2, false))).diskBytes());
  }

  /** What a run decides on the way must fit as well. */
  @Test
  void countsTheDifferenceWithALocalScaleWhereOneMayBeWritten() {
    RunControl resume = RunControl.resume();
    assertEquals(6 * IMAGE + PICTURES + LISTS,
        check(task("a", Map.of("pad", "50"), CheckpointFormat.TIFF, false, resume))
            .diskBytes());
    assertEquals(6 * IMAGE + PICTURES + LISTS,
        check(task("a", Map.of("pad", "50", "local_scale", "on"), CheckpointFormat.TIFF,
            false, resume)).diskBytes());
  }

  /** Stage 1 reads both files at once. */
  @Test
  void countsWhatDecodingStripsTakesOnTopOfTheRest() {
    TaskRequest task = task("a", PADDING, CheckpointFormat.TIFF, false, RunControl.resume());
    long plain = check(task).perTaskBytes();
    source.decodingBytes = 130_000_000;
    assertEquals(plain + 2 * 130_000_000, check(task).perTaskBytes());
  }

  /** One file of 400 bytes that claims the largest size there is must not refuse the whole run. */
  @Test
  void aTaskWhoseSizeCannotBeIsLeftToFailByItself() {
    pre = folder.resolve("claims.tif");
    TaskRequest absurd = task("a", PADDING, CheckpointFormat.TIFF, false, RunControl.resume());
    pre = folder.resolve("pre.tif");
    TaskRequest sound = task("b", PADDING, CheckpointFormat.TIFF, false, RunControl.resume());
    Preflight both = check(absurd, sound);
    assertEquals(check(sound).diskBytes(), both.diskBytes());
    assertTrue(both.text().contains("a/D is not in the estimate"), both.text());
    both.requireFit();
  }

  @Test
  void countsPicturesOnlyWhereSomeAreDrawn() throws Exception {
    TaskRequest first = task("a", PADDING, CheckpointFormat.TIFF, false, new RunControl(OptionalInt.empty(), 1, false));
    assertEquals(2 * IMAGE, check(first).diskBytes(), "padding draws none");
    checkpoint("01_padded_post");
    checkpoint("01_padded_pre");
    assertEquals(0, check(first).diskBytes(), "all is there");
  }

  @Test
  void countsWhatIsDroppedOnlyWhileATaskRuns() {
    TaskRequest a = task("a", PADDING, CheckpointFormat.TIFF, true, RunControl.resume());
    TaskRequest b = task("b", PADDING, CheckpointFormat.TIFF, true, RunControl.resume());
    assertEquals(2 * (IMAGE + PICTURES + LISTS) + 4 * IMAGE, check(a, b).diskBytes());
  }

  private void checkpoint(String name) throws Exception {
    Path file = folder.resolve("not/yet/there/a/D/tiff/" + name + "_pad50.tiff");
    try (Float32TiffWriter writer = new Float32TiffWriter(file, PADDED)) {
      for (int y = 0; y < PADDED.height(); y++) {
        writer.append(new float[PADDED.width()], 1);
      }
      writer.commit();
    }
  }

  @Test
  void subtractsWhatIsThereForTheSameParametersOnly() throws Exception {
    checkpoint("01_padded_post");
    checkpoint("01_padded_pre");
    RunControl resume = RunControl.resume();
    assertEquals(3 * IMAGE + PICTURES + LISTS,
        check(task("a", PADDING, CheckpointFormat.TIFF, false, resume)).diskBytes());
    assertEquals(5 * (RAW.padded(51).area() * 4 + 200_000) + PICTURES + (long) (0.03 * RAW.padded(51).area()),
        check(task("a", Map.of("pad", "51", "local_scale", "off"),
            CheckpointFormat.TIFF, false, resume)).diskBytes());
    assertEquals(5 * IMAGE + PICTURES + LISTS, check(task("a", PADDING, CheckpointFormat.TIFF, false,
        new RunControl(OptionalInt.empty(), 4, true))).diskBytes(), "forced: made again beside the old");
    Path damaged = folder.resolve("not/yet/there/a/D/tiff/01_padded_pre_pad50.tiff");
    Files.write(damaged, new byte[100]);
    assertEquals(5 * IMAGE + PICTURES + LISTS,
        check(task("a", PADDING, CheckpointFormat.TIFF, false, resume)).diskBytes(),
        "a damaged one is made again together with its stage");
  }

  @Test
  void findsTheNearestParentThatExists() {
    assertEquals(folder.toAbsolutePath(), check(task("a", PADDING, CheckpointFormat.TIFF, false, RunControl.resume()))
        .request().diskPath());
  }

  @Test
  void readsTwoHeadersPerPairAndNoPixel() {
    TaskRequest[] tasks = new TaskRequest[100];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = task("s" + i, PADDING, CheckpointFormat.TIFF, false, RunControl.resume());
    }
    assertEquals(100, check(tasks).request().tasks().size());
    assertEquals(200, source.headers.get());
  }

  @Test
  void notesABrokenFileAndEstimatesTheRest() throws Exception {
    TaskRequest good = task("a", PADDING, CheckpointFormat.TIFF, false, RunControl.resume());
    TaskRequest bad = new TaskRequest(new TaskId("b", "D"), folder.resolve("broken.tif"), post, good.outputDirectory(),
        good.parameters(), good.options(), 1, false);
    Preflight check = check(good, bad);
    assertEquals(1, check.request().tasks().size());
    assertTrue(check.text().contains("  Note: b/D is not in the estimate: "), check.text());
  }
}
