package io.github.exo2micro.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.TaskInputs;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TestSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headers of written FITS checkpoints, as another FITS library reads them: names, types and comments. */
class CheckpointCardsTest {

  private static final ImageSize SIZE = new ImageSize(9, 5);
  private static final TaskId TASK = new TaskId("CD070", "SybrGld");

  @TempDir
  Path folder;

  private CheckpointStore store(Map<String, String> parameters, CheckpointFormat format) throws IOException {
    Path post = folder.resolve("post.tif");
    Path pre = folder.resolve("pre.tif");
    if (Files.notExists(pre)) {
      Files.writeString(post, "post");
      Files.writeString(pre, "pre");
    }
    return new CheckpointStore(new TaskFolder(folder, TASK), Parameters.of(parameters), format, false, 1,
        Optional.of(TaskInputs.of(post, pre, SIZE)));
  }

  private static void write(CheckpointStore store, Checkpoint checkpoint, List<FitsCard> cards,
      SidecarContent content) throws IOException {
    try (CheckpointWriter writer = store.write(checkpoint, SIZE, cards)) {
      writer.append(new float[(int) SIZE.area()], SIZE.height());
      writer.commit(content);
    }
  }

  private static Header header(Path file) throws Exception {
    try (Fits fits = new Fits(file.toFile())) {
      return fits.readHDU().getHeader();
    }
  }

  private static AlignmentSummary outcome(boolean accepted, double accuracyPx) {
    return TestSummaries.alignment(accepted, "because", accuracyPx, accuracyPx, 0.2, 0.5, 40, 3, "tiles");
  }

  private static void assertCard(Object value, String comment, HeaderCard card) {
    assertEquals(value, card.getValue(value.getClass(), null), card.toString());
    assertEquals(value instanceof String, card.isStringValue(), card.toString());
    assertEquals(comment, card.getComment());
  }

  @Test
  void theInteriorOutcomeIsAPreciseNumberAndAWholeOneAsTheOriginalWritesThem() throws Exception {
    CheckpointStore store = store(Map.of(), CheckpointFormat.FITS);
    write(store, Checkpoint.INTERIOR_PRE, AlignmentCards.of(outcome(true, 0.3125), Map.of()), SidecarContent.plain(1));
    Header header = header(store.fits(Checkpoint.INTERIOR_PRE));
    assertCard(0.3125, "Interior alignment accuracy estimate (px)", header.findCard("IACC"));
    assertCard(1, "Interior levels completed", header.findCard("ILVLOK"));
    assertEquals("1", header.findCard("ILVLOK").getValue());
  }

  @Test
  void aRejectedInteriorAlignmentCompletedNoLevelAndHasNoAccuracy() throws Exception {
    CheckpointStore store = store(Map.of(), CheckpointFormat.FITS);
    write(store, Checkpoint.INTERIOR_PRE, AlignmentCards.of(outcome(false, -1), Map.of()), SidecarContent.plain(1));
    Header header = header(store.fits(Checkpoint.INTERIOR_PRE));
    assertEquals(-1, header.getDoubleValue("IACC"));
    assertEquals("0", header.findCard("ILVLOK").getValue());
  }

  @Test
  void everyFileNamesTheTaskTheStageAndTheHourOfItsMaking() throws Exception {
    CheckpointStore store = store(Map.of(), CheckpointFormat.FITS);
    LocalDateTime before = LocalDateTime.now().minusSeconds(1);
    write(store, Checkpoint.PADDED_POST, List.of(), SidecarContent.plain(1));
    Header header = header(store.fits(Checkpoint.PADDED_POST));
    assertCard("CD070", "Sample name", header.findCard("SAMPLE"));
    assertCard("SybrGld", "Dye/channel name", header.findCard("DYE"));
    assertCard("01_padded", "Pipeline stage", header.findCard("STAGE"));
    LocalDateTime made = LocalDateTime.parse(header.getStringValue("CREATED"));
    assertTrue(made.isAfter(before) && !made.isAfter(LocalDateTime.now()), made.toString());
    assertFalse(header.containsKey("PAD"), "a default is not recorded");
    assertFalse(header.containsKey("CDELT1"), "a pixel size that nobody knows is not recorded");
  }

  @Test
  void changedParametersStandUnderTheirAbbreviationsInTheirOwnTypesFromTheirStageOn() throws Exception {
    CheckpointStore store = store(Map.of("pad", "100", "rotation_search", "false", "angle_range", "12.5",
        "scale_percentile", "99.5", "outside", "post"), CheckpointFormat.FITS);
    write(store, Checkpoint.PADDED_PRE, List.of(), SidecarContent.plain(1));
    Header padded = header(store.fits(Checkpoint.PADDED_PRE));
    assertCard(100, "pad", padded.findCard("PAD"));
    for (String later : List.of("RS", "AR", "SP", "OUT")) {
      assertFalse(padded.containsKey(later), later);
    }
    write(store, Checkpoint.DIFFERENCE, List.of(), SidecarContent.plain(1));
    Header difference = header(store.fits(Checkpoint.DIFFERENCE));
    assertCard(false, "rotation_search", difference.findCard("RS"));
    assertCard(12.5, "angle_range", difference.findCard("AR"));
    assertCard(99.5, "scale_percentile", difference.findCard("SP"));
    assertCard("post", "outside", difference.findCard("OUT"));
  }

  @Test
  void aDifferenceHasItsScaleAndItsKind() throws Exception {
    CheckpointStore store = store(Map.of(), CheckpointFormat.FITS);
    write(store, Checkpoint.DIFFERENCE,
        CheckpointCards.scale(new ScaleSummary(ScaleKind.MOFFAT, 1.3046875, 0.01, Optional.empty(), "")),
        SidecarContent.plain(1));
    Header header = header(store.fits(Checkpoint.DIFFERENCE));
    assertCard(1.3046875, "Scale factor (moffat)", header.findCard("SCALE"));
    assertCard("moffat", "Scale kind", header.findCard("SCALEK"));
  }

  @Test
  void aKnownPixelSizeIsWrittenInMicrometres() throws Exception {
    CheckpointStore store = store(Map.of(), CheckpointFormat.FITS);
    store.measured(Optional.of(new PixelSize(0.325, 0.65)), Optional.empty());
    write(store, Checkpoint.PADDED_POST, List.of(), SidecarContent.plain(1));
    Header header = header(store.fits(Checkpoint.PADDED_POST));
    assertEquals(0.325, header.getDoubleValue("CDELT1"));
    assertEquals(0.65, header.getDoubleValue("CDELT2"));
    assertEquals("um", header.getStringValue("CUNIT1"));
    assertEquals("um", header.getStringValue("CUNIT2"));
  }

  @Test
  void aTwinMadeFromATiffHasTheCardsOfItsStageAndOfNoOther() throws Exception {
    CheckpointStore tiff = store(Map.of(), CheckpointFormat.TIFF);
    AlignmentSummary accepted = outcome(true, 0.25);
    for (Checkpoint checkpoint : List.of(Checkpoint.PADDED_POST, Checkpoint.PADDED_PRE)) {
      write(tiff, checkpoint, List.of(), SidecarContent.plain(1));
    }
    for (Checkpoint checkpoint : List.of(Checkpoint.ICP_PRE, Checkpoint.INTERIOR_PRE)) {
      write(tiff, checkpoint, List.of(), SidecarContent.aligned(Homography.identity(), accepted, 1));
    }
    write(tiff, Checkpoint.DIFFERENCE, List.of(),
        SidecarContent.scaled(List.of(new ScaleSummary(ScaleKind.MANUAL, 1.5, 0, Optional.empty(), "")), 1));
    CheckpointStore both = store(Map.of(), CheckpointFormat.BOTH);
    for (Checkpoint checkpoint : List.of(Checkpoint.ICP_PRE, Checkpoint.INTERIOR_PRE, Checkpoint.DIFFERENCE)) {
      assertTrue(new TwinFiles(both).complete(checkpoint, Progress.none()));
    }
    Header boundary = header(both.fits(Checkpoint.ICP_PRE));
    assertFalse(boundary.containsKey("ILVLOK"), "stage 2 completes no interior level");
    Header interior = header(both.fits(Checkpoint.INTERIOR_PRE));
    assertEquals(0.25, interior.getDoubleValue("IACC"));
    assertEquals("1", interior.findCard("ILVLOK").getValue());
    assertFalse(interior.containsKey("SCALE"));
    Header difference = header(both.fits(Checkpoint.DIFFERENCE));
    assertEquals(1.5, difference.getDoubleValue("SCALE"));
    assertEquals("manual", difference.getStringValue("SCALEK"));
    assertFalse(difference.containsKey("ILVLOK"));
  }
}
