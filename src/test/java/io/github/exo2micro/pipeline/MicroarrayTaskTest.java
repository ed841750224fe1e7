package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.tiff.TiffSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tissue microarray, each core of which has moved by some pixels on its own, from raw files to its microbes. */
class MicroarrayTaskTest {

  private static final int COLUMNS = 4;
  private static final int ROWS = 3;
  private static final int PITCH = 270;
  private static final int RADIUS = 95;
  private static final int WIDTH = COLUMNS * PITCH + 17;
  private static final int HEIGHT = ROWS * PITCH + 9;
  /** Where the tissue is bright everywhere. */
  private static final int INSIDE = 1500;

  @TempDir
  Path directory;

  private final SyntheticTissue tissue = SyntheticTissue.bright(4000, 4000, 5);

  /** Pre, without noise: each core is cut from another place of the tissue, and a little larger than the one before. */
  private double pre(double x, double y) {
    int i = (int) Math.floor(x / PITCH);
    int j = (int) Math.floor(y / PITCH);
    double u = x - (i + 0.5) * PITCH;
    double v = y - (j + 0.5) * PITCH;
    double inside = RADIUS + (i * 5 + j * 3) % 7 - Math.hypot(u, v);
    return i < COLUMNS && j < ROWS ? Math.max(0, Math.min(1, inside)) * tissue.at(INSIDE + x, INSIDE + y) : 0;
  }

  /** Post, without noise. */
  private double post(int x, int y) {
    int core = y / PITCH * COLUMNS + x / PITCH;
    return 1.3 * pre(x + 2.5 * Math.sin(2.3 * core), y + 2.5 * Math.cos(1.7 * core));
  }

  private int spots(double[] sum) {
    Random random = new Random(8);
    int n = 0;
    for (int core = 0; core < COLUMNS * ROWS; core++) {
      for (int k = 0; k < 5; k++) {
        double a = 2 * Math.PI * k / 5 + core;
        int cx = (int) Math.round((core % COLUMNS + 0.5) * PITCH + 0.6 * RADIUS * Math.cos(a));
        int cy = (int) Math.round((core / COLUMNS + 0.5) * PITCH + 0.6 * RADIUS * Math.sin(a));
        double brightness = 120 + 80 * random.nextDouble();
        for (int y = cy - 6; y <= cy + 6; y++) {
          for (int x = cx - 6; x <= cx + 6; x++) {
            sum[y * WIDTH + x] += brightness * Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / 4.5);
          }
        }
        n++;
      }
    }
    return n;
  }

  private Path write(String side, double[] values) throws IOException {
    Random noise = new Random(side.hashCode());
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < values.length; i++) {
      grey.getRaster().setSample(i % WIDTH, i / WIDTH, 0,
          (int) Math.max(0, Math.rint(20 + values[i] + 1.5 * noise.nextGaussian())));
    }
    Path file = directory.resolve("Array_" + side + "Stain_DAPI.tif");
    ImageIO.write(grey, "tiff", file.toFile());
    return file;
  }

  @Test
  void eachCoreIsTissueIsMeasuredAndSearchedForMicrobes() throws IOException {
    double[] pre = new double[WIDTH * HEIGHT];
    double[] post = new double[WIDTH * HEIGHT];
    int onTissue = 0;
    for (int i = 0; i < post.length; i++) {
      pre[i] = pre(i % WIDTH, i / WIDTH);
      post[i] = post(i % WIDTH, i / WIDTH);
      onTissue += post[i] > 0 ? 1 : 0;
    }
    int wanted = spots(post);
    TaskResult result = new StreamingTaskRunner(new TiffSource(), new BoofSift()).run(
        new TaskRequest(new TaskId("Array", "DAPI"), write("Pre", pre), write("Post", post), directory.resolve("out"),
            Parameters.of(Map.of("pad", "80")), RunOptions.DEFAULTS, 2, false),
        Progress.none(), (stage, reused) -> {});
    assertEquals("complete", result.status());
    assertTrue(result.stage3().orElseThrow().accuracyPx().getAsDouble() < 0.05, result.stage3().get().reason());
    MicrobeSummary microbes = result.microbes().orElseThrow();
    assertEquals(onTissue, microbes.searchedPixels(), 0.1 * onTissue, "the cores, not the glass between them");
    assertEquals(wanted, microbes.count(), 0.1 * wanted);
  }
}
