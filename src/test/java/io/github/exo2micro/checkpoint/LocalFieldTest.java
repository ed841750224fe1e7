package io.github.exo2micro.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.LocalSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TestSummaries;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFieldTest {

  @TempDir
  Path folder;

  private CheckpointStore store(CheckpointFormat format) {
    return new CheckpointStore(new TaskFolder(folder, new TaskId("CD070", "DAPI")),
        Parameters.defaults().with(ParameterSpec.PAD, 100), format, false, 1, Optional.empty());
  }

  private static LocalField field() {
    int columns = 7;
    int rows = 5;
    float[] dx = new float[columns * rows];
    float[] dy = new float[columns * rows];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (float) Math.sin(i * 0.7) / 3;
      dy[i] = (float) Math.cos(i * 1.1) / 7;
    }
    DisplacementField field = new DisplacementField(Homography.similarity(3.2, 1.02, 100, 80, 5, -6), -12, 40, 32,
        columns,
        rows, dx, dy, List.of(new SeamGrid(SeamGrid.Frame.PRE, new double[] {77.5, 120}, new double[] {90},
            new float[] {0.1f, 0.2f, 0.3f, -0.1f, 0, 1f / 3}, new float[] {1, 2, 3, 4, 5, 6.1f})))
        .stored();
    LocalSummary local = TestSummaries.local(true, "it gains", 2, 4, 0.1, 0.3, 0.05, 300, 3, 6.5, "noise");
    return new LocalField(field, TestSummaries.alignment(true, "fits", 2, 4, 1, 0.9, 300, 5, "patches").with(local),
        List.of(new LocalResidual(10.5, 20.5, 1.25, -2, 0.125, 0, 0.05),
            new LocalResidual(60.5, 20.5, 1, 1, 0, 0, 0.25)));
  }

  @Test
  void comesBackFromItsFileToTheLastBit() throws IOException {
    for (CheckpointFormat format : CheckpointFormat.values()) {
      CheckpointStore store = store(format);
      field().write(store, new StageClock());
      LocalField back = LocalField.read(store).orElseThrow();
      assertEquals(field().field(), back.field());
      assertEquals(field().residuals(), back.residuals());
      assertEquals(field().summary(), back.summary());
      store.discard(Checkpoint.LOCAL_FIELD);
      assertTrue(LocalField.read(store).isEmpty());
    }
  }

  @Test
  void thePiecesOfATornSectionComeBackToTheLastBit() throws IOException {
    byte[] labels = new byte[9 * 6];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 9 < 4 ? 0 : i % 9 == 4 ? 1 + PieceMap.GAP : 1 + i / 9 % 2);
    }
    DisplacementField bent = new DisplacementField(Homography.similarity(-2, 1, 50, 50, 40, 3), 5, 6, 40, 3, 2,
        new float[] {1f / 3, 2, 3, 4, 5, 6}, new float[] {6, 5, 4, 3, 2, 1f / 7},
        List.of(new SeamGrid(SeamGrid.Frame.POST, new double[] {50.25}, new double[0], new float[] {0.1f, 0.7f},
            new float[] {0, 1f / 3})));
    PieceMap map = new PieceMap(-3, 7, 4, 9, 6, labels,
        List.of(bent, DisplacementField.none(Homography.translation(-60, 1.5))));
    LocalField torn = new LocalField(field().field().with(map).stored(), field().summary(), field().residuals());
    for (CheckpointFormat format : CheckpointFormat.values()) {
      CheckpointStore store = store(format);
      torn.write(store, new StageClock());
      assertEquals(torn.field(), LocalField.read(store).orElseThrow().field());
      store.discard(Checkpoint.LOCAL_FIELD);
    }
  }

  @Test
  void theFileLiesBesideTheCheckpointWithTheWholeDisplacementInTwoPages() throws IOException {
    field().write(store(CheckpointFormat.TIFF), new StageClock());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("CD070/DAPI/tiff/03_local_field_pad100.tiff")))
        .order(ByteOrder.LITTLE_ENDIAN);
    int first = bytes.getInt(4);
    int second = bytes.getInt(first + 2 + 12 * bytes.getShort(first));
    float[] nodes = field().field().nodes();
    float[] found = new float[nodes.length];
    for (int page = 0; page < 2; page++) {
      int entries = page == 0 ? first : second;
      assertEquals(7, bytes.getInt(entries + 10), "columns");
      assertEquals(5, bytes.getInt(entries + 22), "rows");
      int data = bytes.getInt(entries + 2 + 6 * 12 + 8);
      for (int i = 0; i < 35; i++) {
        found[35 * page + i] = bytes.getFloat(data + 4 * i);
      }
    }
    assertArrayEquals(nodes, found);
    double[] at = field().field().at(-12 + 32 * 3, 40 + 32 * 2);
    assertEquals(at[0], found[2 * 7 + 3], 1e-6);
    assertEquals(at[1], found[35 + 2 * 7 + 3], 1e-6);
  }

  @Test
  void aFlippedByteIsNoticed() throws IOException {
    CheckpointStore store = store(CheckpointFormat.TIFF);
    field().write(store, new StageClock());
    try (RandomAccessFile file = new RandomAccessFile(store.tiff(Checkpoint.LOCAL_FIELD).toFile(), "rw")) {
      file.seek(600);
      file.write(77);
    }
    assertTrue(LocalField.read(store(CheckpointFormat.TIFF)).isEmpty());
    assertTrue(store(CheckpointFormat.TIFF).verdict(Checkpoint.LOCAL_FIELD, true, Progress.none()).reason()
        .contains("checksum"));
    try (RandomAccessFile file = new RandomAccessFile(store.tiff(Checkpoint.LOCAL_FIELD).toFile(), "rw")) {
      file.setLength(700);
    }
    assertFalse(store(CheckpointFormat.TIFF).quickVerdict(Checkpoint.LOCAL_FIELD).isUsable());
  }

  @Test
  void itIsAPartOfARunOnlyWhereTheAlignedImageWasWarpedWithIt() throws IOException {
    CheckpointStore store = store(CheckpointFormat.TIFF);
    assertFalse(store.checkpoints().contains(Checkpoint.LOCAL_FIELD));
    field().write(store, new StageClock());
    assertFalse(store.checkpoints().contains(Checkpoint.LOCAL_FIELD), "written before the image");
    SidecarContent content = new SidecarContent(Optional.of(field().field().warp()), Optional.empty(), List.of(),
        LocalField.fact(store), 1);
    try (CheckpointWriter writer = store.write(Checkpoint.INTERIOR_PRE,
        new io.github.exo2micro.image.ImageSize(4, 2), List.of())) {
      writer.append(new float[8], 2);
      writer.commit(content);
    }
    assertTrue(store.checkpoints().contains(Checkpoint.LOCAL_FIELD));
    assertTrue(LocalField.fits(store));
    LocalField other = new LocalField(field().field().without(0.5, 0).stored(), field().summary(), List.of());
    other.write(store, new StageClock());
    assertFalse(LocalField.fits(store), "another field than the image's");
  }
}
