package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bent and stitched pair through the real engine: in this process, in pool workers and in a process of its own. */
class BentPairInEveryModeTest {

  private static final int WIDTH = 913;
  private static final int HEIGHT = 827;
  private static final List<String> FILES = List.of("03_local_field", "03_interior_aligned_pre",
      "04_difference_difference");

  @TempDir
  Path directory;

  @Test
  void hasTheSameBytesWithAnyNumberOfThreads() throws Exception {
    makePair();
    Path one = run("serial", 1);
    assertTrue(Files.size(file(one, "03_local_field")) > 0);
    for (Path other : List.of(run("serial", 3), run("parallel", 2), run("subprocess", 2))) {
      for (String name : FILES) {
        assertArrayEquals(Files.readAllBytes(file(one, name)), Files.readAllBytes(file(other, name)),
            other.getFileName() + ": " + name);
      }
    }
  }

  private static Path file(Path output, String name) {
    return output.resolve("Bent/DAPI/tiff/" + name + "_pad40.tiff");
  }

  private Path run(String mode, int threads) {
    Path output = directory.resolve(mode + threads);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = CommandLineProgram.run(() -> new Engine(Hosts.embedded()),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), "run", "Bent", "DAPI", "--raw-dir",
        directory.resolve("raw").toString(), "--output-dir", output.toString(), "--pad", "40", "--no-pictures",
        "--mode",
        mode, "--threads", Integer.toString(threads), "--force-run");
    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    return output;
  }

  private void makePair() throws IOException {
    SyntheticTissue tissue = SyntheticTissue.bright(WIDTH, HEIGHT, 29);
    int columns = 60;
    int rows = 54;
    float[] dx = new float[columns * rows];
    float[] dy = new float[columns * rows];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (float) (3 * Math.sin(2 * Math.PI * (i / columns) * 16 / 700.0));
      dy[i] = (float) (3 * Math.cos(2 * Math.PI * (i % columns) * 16 / 700.0));
    }
    SeamGrid seam = new SeamGrid(SeamGrid.Frame.POST, new double[] {457}, new double[0], new float[] {0, 2},
        new float[] {0, -1});
    DisplacementField truth = new DisplacementField(
        Homography.similarity(1.2, 1.01, WIDTH / 2.0, HEIGHT / 2.0, 7, -5), 0, 0, 16, columns, rows, dx, dy,
        List.of(seam));
    write("Pre", tissue.pre(1.5));
    write("Post", tissue.post(truth, 1.3, 1.5));
  }

  private void write(String side, FloatImage image) throws IOException {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        grey.getRaster().setSample(x, y, 0, Math.round(image.at(x, y)));
      }
    }
    Path folder = Files.createDirectories(directory.resolve("raw/Bent"));
    ImageIO.write(grey, "tiff", folder.resolve("Bent_" + side + "Stain_DAPI.tif").toFile());
  }
}
