package io.github.exo2micro.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.checkpoint.sidecar.TaskInputs;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FitsPlane;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TestSummaries;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

  private static final ImageSize SIZE = new ImageSize(61, 37);
  private static final TaskId TASK = new TaskId("CD070", "SybrGld");
  private static final Homography WARP = Homography.similarity(3.2, 1.02, 20, 10, 1.5, -2);
  private static final AlignmentSummary ALIGNMENT = TestSummaries.alignment(false, "rejected: 12 % inliers", -1, -1,
      0.4,
      0.12, 55, 3.25, "boundary");

  @TempDir
  Path folder;
  private Path post;
  private Path pre;
  private final List<String> log = new ArrayList<>();
  private final Progress progress = new Progress() {
    @Override
    public void report(double fraction) {}

    @Override
    public void note(String line) {
      log.add(line);
    }
  };

  @BeforeEach
  void makeRawFiles() throws IOException {
    post = Files.writeString(folder.resolve("CD070_PostStain_SybrGld.tif"), "post");
    pre = Files.writeString(folder.resolve("CD070_PreStain_SybrGld.tif"), "pre");
  }

  private Path output() {
    return folder.resolve("out");
  }

  private CheckpointStore store(Parameters parameters, CheckpointFormat format) throws IOException {
    return new CheckpointStore(new TaskFolder(output(), TASK), parameters, format, false, 2,
        Optional.of(TaskInputs.of(post, pre, SIZE)));
  }

  private CheckpointStore store() throws IOException {
    return store(Parameters.defaults(), CheckpointFormat.TIFF);
  }

  private static void write(CheckpointStore store, Checkpoint checkpoint, float value, SidecarContent content)
      throws IOException {
    try (CheckpointWriter writer = store.write(checkpoint, SIZE, List.of())) {
      float[] pixels = new float[(int) SIZE.area()];
      java.util.Arrays.fill(pixels, value);
      writer.append(pixels, SIZE.height());
      writer.commit(content);
    }
  }

  private static void writeAll(CheckpointStore store) throws IOException {
    write(store, Checkpoint.PADDED_POST, 1, SidecarContent.plain(0.5));
    write(store, Checkpoint.PADDED_PRE, 2, SidecarContent.plain(0.5));
    write(store, Checkpoint.ICP_PRE, 3, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    write(store, Checkpoint.INTERIOR_PRE, 4, SidecarContent.aligned(WARP, ALIGNMENT, 2));
    write(store, Checkpoint.DIFFERENCE, 5,
        SidecarContent.scaled(List.of(new ScaleSummary(ScaleKind.MOFFAT, 1.3, 0.01, Optional.of(0.5), "")), 3));
  }

  private CheckpointVerdict verdict(CheckpointStore store, Checkpoint checkpoint) throws IOException {
    return store.verdict(checkpoint, false, Progress.none());
  }

  private void flipBit(Path file, FileTime time) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {17}), channel.size() - 1234);
    }
    Files.setLastModifiedTime(file, time);
  }

  @Test
  void filesLieWhereTheOriginalPutsThem() throws IOException {
    Parameters parameters = Parameters.of(Map.of("pad", "100", "scale_percentile", "99.1", "boundary_width", "20",
        "save_all_intermediates", "true", "manual_scale", "1.25"));
    CheckpointStore store = store(parameters, CheckpointFormat.BOTH);
    List<String> names = Checkpoint.all(parameters).stream()
        .map(c -> output().relativize(store.tiff(c)).toString().replace('\\', '/')).toList();
    assertEquals(
        List.of("CD070/SybrGld/tiff/01_padded_post_pad100.tiff", "CD070/SybrGld/tiff/01_padded_pre_pad100.tiff",
            "CD070/SybrGld/tiff/02_icp_aligned_coarse_pre_pad100_bw20_sai1.tiff",
            "CD070/SybrGld/tiff/02_icp_aligned_pre_pad100_bw20_sai1.tiff",
            "CD070/SybrGld/tiff/03_interior_aligned_pre_pad100_bw20_sai1.tiff",
            "CD070/SybrGld/tiff/04_difference_difference_pad100_bw20_sai1_sp99.1_msc1.25.tiff",
            "CD070/SybrGld/tiff/04_difference_difference_percentile_p99.1_pad100_bw20_sai1_sp99.1_msc1.25.tiff",
            "CD070/SybrGld/tiff/04_difference_difference_manual_pad100_bw20_sai1_sp99.1_msc1.25.tiff"),
        names);
    assertEquals(output().resolve("CD070/SybrGld/fits/01_padded_pre_pad100.fits"), store.fits(Checkpoint.PADDED_PRE));
    assertEquals(output().resolve("CD070/SybrGld/pipeline_output/registration_pad100_bw20_sai1_sp99.1_msc1.25.png"),
        store.folder().picture("registration", parameters));
  }

  @Test
  void reusesWhatIsIntactWithWarpAndFigures() throws IOException {
    writeAll(store());
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.defaults())) {
      assertInstanceOf(CheckpointVerdict.Intact.class, store().verdict(checkpoint, true, progress),
          checkpoint.toString());
    }
    CheckpointStore.Reusable icp = store().reuse(Checkpoint.ICP_PRE, true, progress).orElseThrow();
    Sidecar sidecar = icp.sidecar().orElseThrow();
    assertEquals(WARP, sidecar.homography().orElseThrow());
    assertEquals(Optional.of(ALIGNMENT), sidecar.alignment());
    assertEquals("2000", sidecar.parameters().get("pad"));
    assertEquals(post.getFileName().toString(), sidecar.raw().get(0).name());
    try (FilePlane plane = icp.open()) {
      float[] pixel = new float[1];
      plane.read(new io.github.exo2micro.image.Tile(60, 36, 1, 1), pixel);
      assertArrayEquals(new float[] {3}, pixel);
    }
    assertEquals(List.of(), log);
  }

  @Test
  void nothingIsThereBeforeItIsCommitted() throws IOException {
    CheckpointStore store = store(Parameters.defaults(), CheckpointFormat.BOTH);
    try (CheckpointWriter writer = store.write(Checkpoint.PADDED_POST, SIZE, List.of())) {
      writer.append(new float[61], 1);
    }
    assertInstanceOf(CheckpointVerdict.Missing.class, verdict(store, Checkpoint.PADDED_POST));
    try (Stream<Path> files = Files.walk(output())) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void aTruncatedCheckpointIsSetAsideAndOnlyOneIsKept() throws IOException {
    for (int i = 0; i < 2; i++) {
      writeAll(store());
      Path file = store().tiff(Checkpoint.PADDED_POST);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(5000);
      }
      CheckpointVerdict verdict = verdict(store(), Checkpoint.PADDED_POST);
      assertTrue(assertInstanceOf(CheckpointVerdict.Damaged.class, verdict).reason().contains("truncated"),
          verdict.reason());
      assertTrue(store().reuse(Checkpoint.PADDED_POST, false, progress).isEmpty());
      assertTrue(log.get(i).contains("01_padded_post.tiff is damaged: truncated"), log.get(i));
      assertFalse(Files.exists(file));
    }
    try (Stream<Path> files = Files.list(store().folder().tiff())) {
      assertEquals(2, files.filter(f -> f.toString().endsWith(".damaged")).count(), "the image and its sidecar");
    }
  }

  @Test
  void aFlippedBitIsNoticedByItsTimeOrByVerifying() throws IOException {
    writeAll(store());
    Path file = store().tiff(Checkpoint.PADDED_POST);
    FileTime time = Files.getLastModifiedTime(file);
    flipBit(file, time);
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.PADDED_POST),
        "only the checksum can tell");
    CheckpointVerdict verified = store().verdict(Checkpoint.PADDED_POST, true, progress);
    assertTrue(assertInstanceOf(CheckpointVerdict.Damaged.class, verified).reason().contains("checksum"),
        verified.reason());
    flipBit(file, FileTime.from(Instant.now().plusSeconds(10)));
    assertInstanceOf(CheckpointVerdict.Damaged.class, verdict(store(), Checkpoint.PADDED_POST));
  }

  @Test
  void aQuickLookReadsNoPixels() throws IOException {
    writeAll(store());
    flipBit(store().tiff(Checkpoint.PADDED_POST), FileTime.from(Instant.now().plusSeconds(10)));
    assertInstanceOf(CheckpointVerdict.Intact.class, store().quickVerdict(Checkpoint.PADDED_POST));
  }

  @Test
  void pixelsAreVerifiedOnceWhileTheFileStaysAsItIs() throws IOException {
    writeAll(store());
    CheckpointStore store = store();
    Path file = store.tiff(Checkpoint.PADDED_POST);
    List<Double> fractions = new ArrayList<>();
    Progress counting = new Progress() {
      @Override
      public synchronized void report(double fraction) {
        fractions.add(fraction);
      }

      @Override
      public void note(String line) {}
    };
    assertInstanceOf(CheckpointVerdict.Intact.class, store.verdict(Checkpoint.PADDED_POST, true, counting));
    int once = fractions.size();
    assertTrue(once > 0);
    assertInstanceOf(CheckpointVerdict.Intact.class, store.verdict(Checkpoint.PADDED_POST, true, counting));
    assertEquals(once, fractions.size());
    flipBit(file, FileTime.from(Instant.now().plusSeconds(10)));
    assertInstanceOf(CheckpointVerdict.Damaged.class, store.verdict(Checkpoint.PADDED_POST, true, counting));
  }

  /**
   * Clocks of file systems tick every few milliseconds: time and length say nothing of a file that is written twice.
   */
  @Test
  void aDamagedCheckpointThatIsWrittenAgainWithinOneTickIsIntact() throws IOException {
    CheckpointStore store = store();
    write(store, Checkpoint.PADDED_POST, 1, SidecarContent.plain(0.5));
    Path file = store.tiff(Checkpoint.PADDED_POST);
    FileTime tick = Files.getLastModifiedTime(file);
    flipBit(file, tick);
    assertInstanceOf(CheckpointVerdict.Damaged.class, store.verdict(Checkpoint.PADDED_POST, true, Progress.none()));
    write(store, Checkpoint.PADDED_POST, 1, SidecarContent.plain(0.5));
    Files.setLastModifiedTime(file, tick);
    assertInstanceOf(CheckpointVerdict.Intact.class, store.verdict(Checkpoint.PADDED_POST, true, Progress.none()));
  }

  @Test
  void aCopiedOutputFolderStaysIntact() throws IOException {
    writeAll(store());
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.defaults())) {
      Files.setLastModifiedTime(store().tiff(checkpoint), FileTime.from(Instant.now().plusSeconds(100)));
    }
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.defaults())) {
      assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), checkpoint), checkpoint.toString());
    }
  }

  @Test
  void aChangedRawFileMakesEveryStageStale() throws IOException {
    writeAll(store());
    Files.writeString(pre, "another pre image");
    for (Checkpoint checkpoint : Checkpoint.all(Parameters.defaults())) {
      CheckpointVerdict verdict = verdict(store(), checkpoint);
      assertTrue(assertInstanceOf(CheckpointVerdict.Stale.class, verdict).reason()
          .contains("the raw file has changed: it was CD070_PreStain_SybrGld.tif of 3 bytes"), verdict.reason());
    }
    assertTrue(store().reuse(Checkpoint.PADDED_PRE, false, progress).isEmpty());
    assertTrue(log.get(0).contains("01_padded_pre.tiff is out of date: the raw file has changed"), log.get(0));
    assertTrue(Files.exists(store().tiff(Checkpoint.PADDED_PRE)), "stays until its successor is whole");
  }

  @Test
  void anEarlierStageThatCameOutDifferentlyMakesTheLaterOnesStale() throws IOException {
    writeAll(store());
    write(store(), Checkpoint.ICP_PRE, 3, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.INTERIOR_PRE),
        "the same pixels again");
    write(store(), Checkpoint.ICP_PRE, 33, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    CheckpointVerdict verdict = verdict(store(), Checkpoint.INTERIOR_PRE);
    assertTrue(assertInstanceOf(CheckpointVerdict.Stale.class, verdict).reason().contains("02_icp_aligned_pre"),
        verdict.reason());
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.DIFFERENCE),
        "03 itself has not changed yet");
    write(store(), Checkpoint.INTERIOR_PRE, 44, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    assertInstanceOf(CheckpointVerdict.Stale.class, verdict(store(), Checkpoint.DIFFERENCE));
  }

  @Test
  void anotherAlgorithmOrAnotherParameterMakesItStale() throws IOException {
    writeAll(store());
    Path sidecar = CheckpointStore.sidecarOf(store().tiff(Checkpoint.ICP_PRE));
    String text = Files.readString(sidecar);
    Files.writeString(sidecar, resealed(text.replaceFirst("\"algorithms\": \"[^\"]*\"", "\"algorithms\": \"0.9\"")));
    assertTrue(
        assertInstanceOf(CheckpointVerdict.Stale.class, verdict(store(), Checkpoint.ICP_PRE)).reason().contains("0.9"));
    Files.writeString(sidecar, resealed(text.replace("\"boundary_width\": \"15\"", "\"boundary_width\": \"16\"")));
    assertTrue(assertInstanceOf(CheckpointVerdict.Stale.class, verdict(store(), Checkpoint.ICP_PRE)).reason()
        .contains("boundary_width was 16 and is 15"));
    Files.writeString(sidecar, resealed(text.replace("\"manual_scale\": \"none\"", "\"manual_scale\": \"2\"")));
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.ICP_PRE), "a later stage's parameter");
  }

  /** The text with a seal that fits it: what only this program writes. */
  private static String resealed(String text) {
    return SidecarFile.sealed(text.substring(0, text.lastIndexOf(",\n  \"seal\"")));
  }

  @Test
  void theOriginalsCheckpointIsTakenOverWithANote() throws IOException {
    Path file = store().tiff(Checkpoint.PADDED_POST);
    try (PlaneWriter writer = new Float32TiffWriter(file, SIZE)) {
      writer.append(new float[(int) SIZE.area()], SIZE.height());
      writer.commit();
    }
    CheckpointStore.Reusable reusable = store().reuse(Checkpoint.PADDED_POST, true, progress).orElseThrow();
    assertTrue(reusable.sidecar().isEmpty());
    assertEquals(List.of("01_padded_post.tiff is reused: it has no sidecar; its header and size fit."), log);
  }

  @Test
  void aForeignCheckpointOfAnotherSizeIsRefused() throws IOException {
    Path file = store().tiff(Checkpoint.PADDED_POST);
    try (PlaneWriter writer = new Float32TiffWriter(file, new ImageSize(60, 37))) {
      writer.append(new float[60 * 37], 37);
      writer.commit();
    }
    CheckpointVerdict verdict = verdict(store(), Checkpoint.PADDED_POST);
    assertTrue(
        assertInstanceOf(CheckpointVerdict.Damaged.class, verdict).reason().contains("60 x 37 px instead of 61 x 37"),
        verdict.reason());
  }

  @Test
  void aForeignCheckpointOlderThanOurOwnInputIsStale() throws IOException {
    Path file = store().tiff(Checkpoint.ICP_PRE);
    try (PlaneWriter writer = new Float32TiffWriter(file, SIZE)) {
      writer.append(new float[(int) SIZE.area()], SIZE.height());
      writer.commit();
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
    assertInstanceOf(CheckpointVerdict.Foreign.class, verdict(store(), Checkpoint.ICP_PRE));
    write(store(), Checkpoint.PADDED_PRE, 2, SidecarContent.plain(0));
    assertInstanceOf(CheckpointVerdict.Stale.class, verdict(store(), Checkpoint.ICP_PRE));
  }

  private CheckpointVerdict.Damaged damagedBy(Checkpoint checkpoint, String sidecar) throws IOException {
    Files.writeString(CheckpointStore.sidecarOf(store().tiff(checkpoint)), sidecar);
    return assertInstanceOf(CheckpointVerdict.Damaged.class, verdict(store(), checkpoint), sidecar);
  }

  @Test
  void aBrokenSidecarIsNoMissingOne() throws IOException {
    write(store(), Checkpoint.PADDED_POST, 1, SidecarContent.plain(0));
    for (String rubbish : List.of("", "null", "{", "[]", "{}", "\0\1\2", "{\"schema\": 99}", "{\"schema\": 1}",
        "{\"schema\": \"x\"}", "x".repeat(2 << 20), "[".repeat(500_000), "{\"facts\":".repeat(100_000))) {
      String reason = damagedBy(Checkpoint.PADDED_POST, rubbish).reason();
      assertTrue(reason.startsWith("its sidecar ") && reason.contains("so what is known of the image is lost"), reason);
    }
    Files.write(CheckpointStore.sidecarOf(store().tiff(Checkpoint.PADDED_POST)), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertInstanceOf(CheckpointVerdict.Damaged.class, verdict(store(), Checkpoint.PADDED_POST));
    assertTrue(store().reuse(Checkpoint.PADDED_POST, false, progress).isEmpty());
    assertTrue(log.get(0).contains("01_padded_post.tiff is damaged: its sidecar cannot be read"), log.get(0));
  }

  @Test
  void aSidecarCutAnywhereIsDamage() throws IOException {
    write(store(), Checkpoint.ICP_PRE, 3, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    String text = Files.readString(CheckpointStore.sidecarOf(store().tiff(Checkpoint.ICP_PRE)));
    for (int length = 0; length < text.length(); length += 31) {
      damagedBy(Checkpoint.ICP_PRE, text.substring(0, length));
    }
    damagedBy(Checkpoint.ICP_PRE, text.substring(0, text.length() - 1));
  }

  @Test
  void oneChangedDigitOfAWarpOrScaleIsDamage() throws IOException {
    writeAll(store());
    String warp = Files.readString(CheckpointStore.sidecarOf(store().tiff(Checkpoint.INTERIOR_PRE)));
    String moved = warp.replaceFirst("(\"warp\": \\[\\s+[^,]+,[^,]+,\\s+)", "$17");
    assertFalse(moved.equals(warp));
    assertTrue(damagedBy(Checkpoint.INTERIOR_PRE, moved).reason().contains("changed after it was written"));
    String scale = Files.readString(CheckpointStore.sidecarOf(store().tiff(Checkpoint.DIFFERENCE)));
    damagedBy(Checkpoint.DIFFERENCE, scale.replace("1.3", "9.99"));
    String unsealed = scale.substring(0, scale.indexOf(",\n  \"seal\"")) + "\n}\n";
    assertTrue(damagedBy(Checkpoint.DIFFERENCE, unsealed).reason().contains("cut or edited"));
  }

  @Test
  void anImpossibleValueIsDamageOfItsOwnCheckpointAlsoBehindAFittingSeal() throws IOException {
    writeAll(store());
    String text = Files.readString(CheckpointStore.sidecarOf(store().tiff(Checkpoint.DIFFERENCE)));
    for (String[] change : new String[][] {{"\"width\": 61", "\"width\": 0"}, {"\"height\": 37", "\"height\": -37"},
        {"\"kind\": \"moffat\"", "\"kind\": null"}, {"\"stage\": 4", "\"stage\": 9"}, {"\"crc32c:", "\"md5:"},
        {"\"seconds\": 3.0", "\"seconds\": 1e999"}, {"\"pad\": \"2000\"", "\"pad\": null"},
        {"\"warp\": []", "\"warp\": [1, 2]"}, {"\"scales\": [", "\"scales\": [null,"}}) {
      String changed = text.substring(0, text.lastIndexOf(",\n  \"seal\"")).replace(change[0], change[1]);
      assertFalse(text.startsWith(changed), change[0]);
      damagedBy(Checkpoint.DIFFERENCE, SidecarFile.sealed(changed));
      assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.INTERIOR_PRE));
    }
  }

  @Test
  void sidecarsOfEarlierReleasesAreReadWithoutASealUnlessTheirNumbersAreNone() throws IOException {
    write(store(), Checkpoint.ICP_PRE, 3,
        SidecarContent.aligned(WARP, ALIGNMENT, 1).with("post camera offset", "12.5"));
    Path sidecar = CheckpointStore.sidecarOf(store().tiff(Checkpoint.ICP_PRE));
    String text = Files.readString(sidecar);
    String old = text.substring(0, text.lastIndexOf(",\n  \"seal\"")).replace("\"schema\": 2", "\"schema\": 1")
        + "\n}\n";
    Files.writeString(sidecar, old);
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.ICP_PRE));
    for (String none : List.of("\"NaN\"", "null", "\"null\"", "1e999", "\"Infinity\"")) {
      damagedBy(Checkpoint.ICP_PRE, old.replace("\"12.5\"", none));
    }
  }

  @Test
  void whatIsNoFileIsSetAsideAndNamed() throws Exception {
    writeAll(store());
    Path post = store().tiff(Checkpoint.PADDED_POST);
    Path pre = store().tiff(Checkpoint.PADDED_PRE);
    Path icp = CheckpointStore.sidecarOf(store().tiff(Checkpoint.ICP_PRE));
    Path interior = CheckpointStore.sidecarOf(store().tiff(Checkpoint.INTERIOR_PRE));
    for (Path path : List.of(post, pre, icp, interior)) {
      Files.delete(path);
    }
    Files.createDirectories(post.resolve("folder"));
    Files.createDirectories(icp);
    pipe(interior);
    link(pre, Path.of("/dev/zero"));
    for (Checkpoint checkpoint : List.of(Checkpoint.PADDED_POST, Checkpoint.PADDED_PRE, Checkpoint.ICP_PRE,
        Checkpoint.INTERIOR_PRE)) {
      assertInstanceOf(CheckpointVerdict.Damaged.class, verdict(store(), checkpoint), checkpoint.toString());
      assertTrue(store().reuse(checkpoint, false, progress).isEmpty());
      write(store(), checkpoint, 1, SidecarContent.plain(0));
      assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), checkpoint), checkpoint.toString());
    }
    assertTrue(log.get(0).contains("01_padded_post.tiff is damaged: it is a folder, not a file. It is kept as "
        + "01_padded_post.tiff.damaged"), log.get(0));
    assertTrue(log.get(1).contains("it is a symbolic link"), log.get(1));
    assertTrue(log.get(2).contains("its sidecar is a folder"), log.get(2));
    assertTrue(log.get(3).contains("its sidecar is a pipe or device"), log.get(3));
    assertTrue(Files.isDirectory(post.resolveSibling("01_padded_post.tiff.damaged").resolve("folder")));
  }

  @Test
  void aFolderThatWasSetAsideIsNeverDeletedForTheNext() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path post = store().tiff(Checkpoint.PADDED_POST);
      Files.createDirectories(post.resolve("folder" + i));
      store().reuse(Checkpoint.PADDED_POST, false, progress);
    }
    Path aside = store().tiff(Checkpoint.PADDED_POST).resolveSibling("01_padded_post.tiff.damaged");
    assertTrue(Files.exists(aside.resolve("folder0")));
    assertTrue(Files.exists(aside.resolveSibling("01_padded_post.tiff.damaged3").resolve("folder2")));
  }

  @Test
  void aFolderInTheWayOfANewCheckpointIsSetAside() throws IOException {
    Files.createDirectories(store().tiff(Checkpoint.PADDED_POST).resolve("x"));
    Files.createDirectories(CheckpointStore.sidecarOf(store().tiff(Checkpoint.PADDED_PRE)).resolve("y"));
    writeAll(store());
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.PADDED_POST));
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.PADDED_PRE));
  }

  private static void pipe(Path path) throws Exception {
    try {
      org.junit.jupiter.api.Assumptions.assumeTrue(
          new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0, "this system makes no pipes");
    } catch (IOException e) {
      org.junit.jupiter.api.Assumptions.abort("this system makes no pipes");
    }
  }

  private static void link(Path path, Path target) {
    try {
      Files.createSymbolicLink(path, target);
    } catch (UnsupportedOperationException | IOException e) {
      org.junit.jupiter.api.Assumptions.abort("this file system makes no symbolic links");
    }
  }

  @Test
  void bothFormatsAreWrittenAndFitsStandsInForADamagedTiff() throws IOException {
    CheckpointStore both = store(Parameters.of(Map.of("pad", "10", "stopdelta", "1e-7")), CheckpointFormat.BOTH);
    writeAll(both);
    try (FitsPlane plane = new FitsPlane(both.fits(Checkpoint.ICP_PRE))) {
      assertEquals("CD070", plane.card("SAMPLE").orElseThrow());
      assertEquals("SybrGld", plane.card("DYE").orElseThrow());
      assertEquals("02_icp_aligned", plane.card("STAGE").orElseThrow());
      assertEquals("10", plane.card("PAD").orElseThrow());
      assertEquals(1e-7, Double.parseDouble(plane.card("SDL").orElseThrow()));
      assertTrue(plane.card("BW").isEmpty(), "a default");
    }
    try (FitsPlane plane = new FitsPlane(both.fits(Checkpoint.PADDED_POST))) {
      assertTrue(plane.card("SDL").isEmpty(), "a later stage's");
    }
    Files.writeString(both.tiff(Checkpoint.ICP_PRE), "damaged");
    CheckpointStore.Reusable reusable = both.reuse(Checkpoint.ICP_PRE, true, progress).orElseThrow();
    assertEquals(both.fits(Checkpoint.ICP_PRE), reusable.file());
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(both, Checkpoint.INTERIOR_PRE),
        "the same pixels in either format");
  }

  @Test
  void theNewerFormatWinsWhereBothDiffer() throws Exception {
    writeAll(store());
    Thread.sleep(20);
    CheckpointStore fits = store(Parameters.defaults(), CheckpointFormat.FITS);
    write(fits, Checkpoint.PADDED_POST, 1, SidecarContent.plain(0));
    assertEquals(fits.tiff(Checkpoint.PADDED_POST),
        fits.reuse(Checkpoint.PADDED_POST, false, progress).orElseThrow().file(), "the same pixels: TIFF");
    write(fits, Checkpoint.PADDED_POST, 11, SidecarContent.plain(0));
    assertEquals(fits.fits(Checkpoint.PADDED_POST),
        fits.reuse(Checkpoint.PADDED_POST, false, progress).orElseThrow().file(), "the newer pixels");
    assertInstanceOf(CheckpointVerdict.Stale.class, verdict(fits, Checkpoint.DIFFERENCE));
  }

  @Test
  void theFitsFileStandsInForATiffThatLostItsSidecar() throws IOException {
    CheckpointStore both = store(Parameters.defaults(), CheckpointFormat.BOTH);
    writeAll(both);
    Path tiff = both.tiff(Checkpoint.ICP_PRE);
    Files.delete(CheckpointStore.sidecarOf(tiff));
    assertEquals(WARP, both.reuse(Checkpoint.ICP_PRE, false, progress).orElseThrow().sidecar().orElseThrow()
        .homography().orElseThrow());
    Files.setLastModifiedTime(tiff, FileTime.from(Instant.now().plusSeconds(100)));
    assertTrue(both.reuse(Checkpoint.ICP_PRE, false, progress).orElseThrow().sidecar().isEmpty(),
        "written by another since");
  }

  @Test
  void warnsOfTheOtherFormat() throws IOException {
    assertTrue(store().otherFormatWarning().isEmpty());
    writeAll(store(Parameters.defaults(), CheckpointFormat.FITS));
    assertTrue(store().otherFormatWarning().orElseThrow().contains("holds FITS checkpoints of an earlier run"));
    assertTrue(store(Parameters.defaults(), CheckpointFormat.BOTH).otherFormatWarning().isEmpty());
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.DIFFERENCE), "reused all the same");
  }

  @Test
  void droppedIntermediatesLeaveTheResultIntact() throws IOException {
    writeAll(store());
    for (Checkpoint checkpoint : List.of(Checkpoint.PADDED_POST, Checkpoint.PADDED_PRE, Checkpoint.ICP_PRE,
        Checkpoint.INTERIOR_PRE)) {
      store().drop(checkpoint);
    }
    assertInstanceOf(CheckpointVerdict.Intact.class, verdict(store(), Checkpoint.DIFFERENCE));
    assertTrue(assertInstanceOf(CheckpointVerdict.Missing.class, verdict(store(), Checkpoint.ICP_PRE)).reason()
        .contains("dropped"));
    assertEquals(WARP, store().sidecar(Checkpoint.INTERIOR_PRE).orElseThrow().homography().orElseThrow());
    Files.writeString(pre, "another pre image");
    assertInstanceOf(CheckpointVerdict.Stale.class, verdict(store(), Checkpoint.DIFFERENCE));
  }

  @Test
  void compressedCheckpointsHaveTheSameIdentity() throws IOException {
    writeAll(store());
    CheckpointStore compressed = new CheckpointStore(new TaskFolder(output(), TASK), Parameters.defaults(),
        CheckpointFormat.TIFF, true, 2, Optional.of(TaskInputs.of(post, pre, SIZE)));
    String plain = compressed.sidecar(Checkpoint.ICP_PRE).orElseThrow().checksum();
    write(compressed, Checkpoint.ICP_PRE, 3, SidecarContent.aligned(WARP, ALIGNMENT, 1));
    assertEquals(plain, compressed.sidecar(Checkpoint.ICP_PRE).orElseThrow().checksum());
    assertTrue(Files.size(compressed.tiff(Checkpoint.ICP_PRE)) < 6000, "compressed");
    assertInstanceOf(CheckpointVerdict.Intact.class, store().verdict(Checkpoint.INTERIOR_PRE, true, progress));
  }

  @Test
  void statusTellsPresentMissingOutdatedAndDamaged() throws IOException {
    CheckpointStore unknownRaw = new CheckpointStore(new TaskFolder(output(), TASK), Parameters.defaults(),
        CheckpointFormat.TIFF, false, 2, Optional.empty());
    write(store(), Checkpoint.PADDED_POST, 1, SidecarContent.plain(0));
    write(store(), Checkpoint.ICP_PRE, 3, SidecarContent.plain(0));
    Files.writeString(store().tiff(Checkpoint.ICP_PRE), "damaged");
    write(store(), Checkpoint.DIFFERENCE, 5, SidecarContent.plain(0));
    write(store(), Checkpoint.PADDED_POST, 11, SidecarContent.plain(0));
    Path picture = store().folder().picture("registration", Parameters.defaults());
    Files.createDirectories(picture.getParent());
    javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(2, 2, 1), "png", picture.toFile());
    Files.write(picture.resolveSibling("excess_heatmap.png"), new byte[100]);
    List<String> lines = CheckpointStatus.of(unknownRaw, Parameters.defaults(),
        List.of("registration", "excess_heatmap", "ratio_histogram"), true, Progress.none()).stream()
        .map(l -> l.name() + " " + l.state().text()).toList();
    assertEquals(List.of("01_padded_post present", "01_padded_pre missing", "02_icp_aligned_pre damaged",
        "03_interior_aligned_pre missing", "04_difference_difference outdated", "registration present",
        "excess_heatmap damaged", "ratio_histogram missing"), lines);
    assertTrue(Files.exists(store().tiff(Checkpoint.ICP_PRE)), "a status changes nothing");
  }

  @Test
  void statusNamesTheParametersThatAMissingCheckpointIsThereWith() throws IOException {
    write(store(), Checkpoint.PADDED_POST, 1, SidecarContent.plain(0));
    Parameters asked = Parameters.defaults().with(ParameterSpec.PAD, (Object) 100);
    CheckpointStore other = new CheckpointStore(new TaskFolder(output(), TASK), asked, CheckpointFormat.TIFF, false, 2,
        Optional.empty());
    write(other, Checkpoint.PADDED_PRE, 1, SidecarContent.plain(0));
    assertEquals("there is one of other parameters: the defaults", note(other, asked, "01_padded_post"));
    assertEquals("", note(other, asked, "02_icp_aligned_pre"));
    assertEquals("there is one of other parameters: pad 100", note(store(), Parameters.defaults(), "01_padded_pre"));
  }

  private static String note(CheckpointStore store, Parameters parameters, String name) throws IOException {
    return CheckpointStatus.of(store, parameters, List.of(), false, Progress.none()).stream()
        .filter(l -> l.name().equals(name)).map(StatusLine::note).findFirst().orElseThrow();
  }

  @Test
  void removesWhatAKilledRunLeft() throws Exception {
    writeAll(store());
    Path own;
    try (io.github.exo2micro.io.TemporaryFile t = io.github.exo2micro.io.TemporaryFile.beside(
        store().tiff(Checkpoint.ICP_PRE))) {
      own = t.path();
    }
    long deadPid = 4_000_000;
    Path left = own.resolveSibling(own.getFileName().toString().replaceFirst(
        "-" + ProcessHandle.current().pid() + "-", "-" + deadPid + "-"));
    Files.writeString(left, "half");
    store().removeLeftovers(progress);
    assertFalse(Files.exists(left));
    assertTrue(log.get(0).contains("killed run"), log.toString());
  }

  @Test
  void refusesNamesThatLeadOutOfTheOutput() throws IOException {
    for (String bad : List.of("..", ".", "", " ", "../x", "a/b", "a\\b", "a\0b", "a\nb", "/etc")) {
      assertThrows(RemediableException.class, () -> new TaskFolder(output(), new TaskId(bad, "DAPI")), bad);
      assertThrows(RemediableException.class, () -> new TaskFolder(output(), new TaskId("CD070", bad)), bad);
    }
    Files.createDirectories(output());
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    try {
      Files.createSymbolicLink(output().resolve("CD070"), elsewhere);
    } catch (UnsupportedOperationException | IOException e) {
      org.junit.jupiter.api.Assumptions.abort("this file system makes no symbolic links");
    }
    RemediableException e = assertThrows(RemediableException.class, () -> new TaskFolder(output(), TASK));
    assertTrue(e.getMessage().contains("leads out of"), e.getMessage());
  }

  @Test
  void refusesALinkInTheTasksOwnFoldersThatLeadsOut() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    for (String part : List.of("tiff", "fits", "pipeline_output")) {
      Path link = Files.createDirectories(output().resolve("CD070/SybrGld")).resolve(part);
      link(link, elsewhere);
      RemediableException e = assertThrows(RemediableException.class, () -> new TaskFolder(output(), TASK));
      assertTrue(e.getMessage().contains(part + " leads out of"), e.getMessage());
      Files.delete(link);
    }
    new TaskFolder(output(), TASK);
  }
}
