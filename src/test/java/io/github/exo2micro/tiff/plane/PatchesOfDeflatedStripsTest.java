package io.github.exo2micro.tiff.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.registration.patch.PlaceLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches all over a turned pair whose checkpoints are deflated, with a cache that holds few of their strips. */
class PatchesOfDeflatedStripsTest {

  private static final ImageSize SIZE = new ImageSize(4099, 1511);
  private static final int MARGIN = 6;
  private static final int SIDE = 48;
  /** Of about 95 strips of 16 rows. */
  private static final int KEPT = 4;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @TempDir
  static Path directory;
  private static Path file;

  @BeforeAll
  static void write() throws IOException {
    file = directory.resolve("plane.tiff");
    float[] row = new float[SIZE.width()];
    try (DeflatedTiffWriter writer = new DeflatedTiffWriter(file, SIZE, 2)) {
      for (int y = 0; y < SIZE.height(); y++) {
        for (int x = 0; x < row.length; x++) {
          row[x] = (x * 31 + y * 17) % 251;
        }
        writer.append(row, 1);
      }
      writer.commit();
    }
  }

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  /** The file, by strips that can be counted. */
  private record Deflated(DeflatedStrips strips) implements FilePlane {

    static Deflated open() throws IOException {
      Float32TiffDirectory tiff = Float32TiffDirectory.read(file);
      return new Deflated(new DeflatedStrips(file, tiff, KEPT * 4L * SIZE.width() * tiff.rowsPerStrip()));
    }

    @Override
    public Path file() {
      return file;
    }

    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public void read(Tile region, float[] into) throws IOException {
      strips.read(region, into);
    }

    @Override
    public void close() throws IOException {
      strips.close();
    }
  }

  private static List<Tile> patches() {
    List<Tile> patches = new ArrayList<>();
    for (int y = 150; y + SIDE + MARGIN < SIZE.height() - 150; y += 60) {
      for (int x = 150; x + SIDE + MARGIN < SIZE.width() - 150; x += 60) {
        patches.add(new Tile(x, y, SIDE, SIDE));
      }
    }
    return patches;
  }

  private static WarpedPlane turned(Plane plane) {
    return new WarpedPlane(plane, Homography.similarity(4, 1, SIZE.width() / 2.0, SIZE.height() / 2.0, 3, 2), SIZE);
  }

  private static float[] read(Plane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.readClipped(tile, pixels);
    return pixels;
  }

  @Test
  void eachStripIsInflatedOnceOrTwiceForAllPatches() throws IOException {
    List<Tile> patches = patches();
    int strips = Float32TiffDirectory.read(file).offsets().length;
    try (Deflated post = Deflated.open(); Deflated pre = Deflated.open()) {
      new PlaceLoop(post, turned(pre), MARGIN, new ParallelLoop(EXECUTOR, 2)).run(patches, (i, postThere, preThere) -> {
        read(postThere, patches.get(i));
        read(preThere, patches.get(i).grown(MARGIN));
      }, Progress.none());
      assertTrue(post.strips().inflations() <= 2 * strips, post.strips().inflations() + " of " + strips);
      assertTrue(pre.strips().inflations() <= 2 * strips, pre.strips().inflations() + " of " + strips);
    }
    try (Deflated pre = Deflated.open()) {
      for (Tile patch : patches) {
        read(turned(pre), patch.grown(MARGIN));
      }
      assertTrue(pre.strips().inflations() > 5 * strips, "patches one by one inflate " + pre.strips().inflations());
    }
  }

  @Test
  void patchesHaveThePixelsThatTheyHaveOnTheirOwn() throws IOException {
    List<Tile> patches = List.of(new Tile(-20, -9, SIDE, SIDE), new Tile(700, 300, SIDE, SIDE),
        new Tile(SIZE.width() - 13, SIZE.height() - 30, SIDE, SIDE), new Tile(700, 300, SIDE, SIDE));
    try (Deflated plane = Deflated.open()) {
      new PlaceLoop(plane, turned(plane), MARGIN, new ParallelLoop(EXECUTOR, 2)).run(patches,
          (i, postThere, preThere) -> {
            assertArrayEquals(read(plane, patches.get(i)), read(postThere, patches.get(i)));
            Tile wide = patches.get(i).grown(MARGIN);
            assertArrayEquals(read(turned(plane), wide), read(preThere, wide));
          }, Progress.none());
    }
  }
}
