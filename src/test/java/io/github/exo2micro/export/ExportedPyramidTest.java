package io.github.exo2micro.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.tiff.TiffPyramid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that are read again, at any level. */
class ExportedPyramidTest {

  private static final String CHECKSUM = "crc32c:0a1b2c3d";
  private static final Tile REGION = new Tile(20, 30, 2301, 1113);

  @TempDir
  Path folder;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ParallelLoop loop = new ParallelLoop(executor, 2);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static FloatImage plane() {
    FloatImage pixels = new FloatImage(2341, 1173);
    for (int i = 0; i < pixels.pixels().length; i++) {
      pixels.pixels()[i] = i % 10_007 == 5 ? Float.NaN : (i * 2_654_435_761L >>> 7) % 500 - 100;
    }
    return pixels;
  }

  private Path export(String name, ExportedPixels stored, Optional<String> checkpoint) throws IOException {
    ExportedImage image = new ExportedImage(plane(), REGION, "S/D difference", Optional.of(new PixelSize(0.5, 0.5)),
        stored, 0, 100, checkpoint);
    Path path = folder.resolve(name);
    if (name.endsWith("zarr")) {
      new OmeZarrExport(image, loop).write(path, Progress.none());
    } else {
      new OmeTiffExport(image, loop).write(path, Progress.none());
    }
    return path;
  }

  /** The levels as they were streamed into the file. */
  private float[][] levels() throws IOException {
    List<ImageSize> sizes = Pyramid.sizes(new ImageSize(REGION.width(), REGION.height()));
    float[][] levels = new float[sizes.size()][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new float[(int) sizes.get(i).area()];
    }
    new Pyramid(plane(), REGION, loop).stream((level, firstRow, rows, pixels) -> System.arraycopy(pixels, 0,
        levels[level], firstRow * sizes.get(level).width(), rows * sizes.get(level).width()), Progress.none());
    return levels;
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.ome.tiff", "d.ome.zarr"})
  void everyLevelIsReadBackToTheBitAlsoInPartsThatCrossTiles(String name) throws IOException {
    Path path = export(name, ExportedPixels.FLOAT, Optional.of(CHECKSUM));
    float[][] levels = levels();
    assertEquals(3, levels.length);
    try (ExportedPyramid read = ExportedPyramid.open(path, CHECKSUM).orElseThrow()) {
      assertEquals(path, read.path());
      assertEquals(REGION, read.region());
      assertEquals(levels.length, read.levels());
      int width = REGION.width();
      for (int level = 0; level < levels.length; level++) {
        int height = levels[level].length / width;
        float[] whole = new float[levels[level].length];
        read.read(level, new Tile(0, 0, width, height), whole);
        assertArrayEquals(levels[level], whole, "level " + level);
        Tile part = new Tile(width / 3, height / 3, width / 2, height / 2);
        float[] pixels = new float[part.area()];
        read.read(level, part, pixels);
        for (int i = 0; i < pixels.length; i++) {
          assertEquals(levels[level][(part.y() + i / part.width()) * width + part.x() + i % part.width()], pixels[i]);
        }
        width = (width + 1) / 2;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.ome.tiff", "d.ome.zarr"})
  void scaledNumbersAreReadAsTheValuesThatTheyStandFor(String name) throws IOException {
    ExportedPixels stored = ExportedPixels.sixteenBit(-100, 399);
    Path path = export(name, stored, Optional.of(CHECKSUM));
    float[] pixels = new float[100];
    try (ExportedPyramid read = ExportedPyramid.open(path, CHECKSUM).orElseThrow()) {
      read.read(0, new Tile(700, 500, 100, 1), pixels);
    }
    FloatImage plane = plane();
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(plane.at(720 + i, 530), pixels[i], 0.5001 * stored.factor());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.ome.tiff", "d.ome.zarr"})
  void anExportOfAnotherCheckpointIsNotTakenForThisOne(String name) throws IOException {
    Path path = export(name, ExportedPixels.FLOAT, Optional.of(CHECKSUM));
    assertTrue(ExportedPyramid.open(path, CHECKSUM).isPresent());
    assertTrue(ExportedPyramid.open(path, "crc32c:0a1b2c3e").isEmpty());
    Path older = export("older." + name, ExportedPixels.FLOAT, Optional.empty());
    assertTrue(ExportedPyramid.open(older, CHECKSUM).isEmpty(), "an export that does not say what it shows");
  }

  @Test
  void whatIsDamagedOrSomethingElseIsNoPyramid() throws IOException {
    Path tiff = export("d.ome.tiff", ExportedPixels.FLOAT, Optional.of(CHECKSUM));
    byte[] bytes = Files.readAllBytes(tiff);
    Files.write(tiff, java.util.Arrays.copyOf(bytes, bytes.length - 200));
    assertTrue(ExportedPyramid.open(tiff, CHECKSUM).isEmpty(), "cut");
    Files.writeString(tiff, "no image");
    assertTrue(ExportedPyramid.open(tiff, CHECKSUM).isEmpty(), "a text");
    Path zarr = export("d.ome.zarr", ExportedPixels.FLOAT, Optional.of(CHECKSUM));
    Files.delete(zarr.resolve("2/.zarray"));
    assertTrue(ExportedPyramid.open(zarr, CHECKSUM).isEmpty(), "a level is missing");
    Files.writeString(zarr.resolve(".zattrs"), "[1");
    assertTrue(ExportedPyramid.open(zarr, CHECKSUM).isEmpty(), "no JSON");
    assertTrue(ExportedPyramid.open(Files.createDirectory(folder.resolve("empty")), CHECKSUM).isEmpty());
  }

  @Test
  void aChunkThatIsCutIsAnErrorNotPixels() throws IOException {
    Path zarr = export("d.ome.zarr", ExportedPixels.FLOAT, Optional.of(CHECKSUM));
    byte[] chunk = Files.readAllBytes(zarr.resolve("0/1/1"));
    Files.write(zarr.resolve("0/1/1"), java.util.Arrays.copyOf(chunk, chunk.length / 2));
    try (ExportedPyramid read = ExportedPyramid.open(zarr, CHECKSUM).orElseThrow()) {
      float[] pixels = new float[100];
      read.read(0, new Tile(10, 10, 10, 10), pixels);
      assertThrows(IOException.class, () -> read.read(0, new Tile(600, 600, 10, 10), pixels));
    }
  }

  @Test
  void aTiffWithoutReductionsIsAPyramidOfOneLevel() throws IOException {
    ExportedImage small = new ExportedImage(plane(), new Tile(0, 0, 300, 200), "x", Optional.empty(),
        ExportedPixels.FLOAT, 0, 1, Optional.of(CHECKSUM));
    Path file = folder.resolve("small.ome.tiff");
    new OmeTiffExport(small, loop).write(file, Progress.none());
    try (TiffPyramid read = TiffPyramid.open(file, 1 << 20)) {
      assertEquals(1, read.levels().size());
      assertTrue(read.description().startsWith("<?xml"), read.description());
    }
    assertThrows(RemediableException.class, () -> TiffPyramid.open(Files.writeString(folder.resolve("x"), ""), 1));
  }

  @Test
  void exportsAreFoundNewestFirstAlsoWhenTheOutputFolderMoves() throws IOException {
    Path output = Files.createDirectory(folder.resolve("out"));
    ExportList list = ExportList.of(new TaskFolder(output, new TaskId("S", "D")));
    assertEquals(List.of(), list.paths());
    Path inside = Files.createFile(output.resolve("a.ome.tiff"));
    Path outside = Files.createFile(folder.resolve("b.ome.tiff"));
    list.add(inside);
    list.add(outside);
    assertEquals(List.of(outside, inside), list.paths());
    list.add(inside);
    assertEquals(List.of(inside, outside), list.paths(), "once each");
    Files.delete(outside);
    assertEquals(List.of(inside), list.paths());
    Path moved = Files.move(output, folder.resolve("moved"));
    ExportList there = ExportList.of(new TaskFolder(moved, new TaskId("S", "D")));
    assertEquals(List.of(moved.resolve("a.ome.tiff")), there.paths());
    Files.writeString(there.file(), "{\"exports\": 3}");
    assertEquals(List.of(), there.paths(), "a list that is none");
    there.add(moved.resolve("a.ome.tiff"));
    assertEquals(1, there.paths().size(), "is written again");
  }

  @Test
  void aFolderThatMayNotBeWrittenToDoesNotFailAnExport() throws IOException {
    Path output = Files.createDirectory(folder.resolve("out"));
    Files.writeString(output.resolve("S"), "a file where the sample's folder would be");
    ExportList list = ExportList.of(new TaskFolder(output, new TaskId("S", "D")));
    list.add(Files.createFile(folder.resolve("b.ome.tiff")));
    assertFalse(Files.exists(list.file()));
  }
}
