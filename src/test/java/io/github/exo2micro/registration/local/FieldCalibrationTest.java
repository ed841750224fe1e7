package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.RemainingError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of made-up blocks whose noise is not what their information says, with the truth known everywhere. */
class FieldCalibrationTest {

  private static final Tile BOUNDS = new Tile(320, 256, 1600, 1024);
  private static final int SPACING = 48;
  private static final double INFORMATION = 60;
  /** Where the noise changes from one half to the other, px. */
  private static final int MIDDLE = 1120;

  private final Random random = new Random(3);
  private final ElasticFit lattice = new ElasticFit(Homography.identity(), BOUNDS, SPACING, List.of());
  private final ElasticFit.Solution start = lattice.solve(patches(), 0.01);

  private static double bend(double x, double y) {
    return 3 * Math.sin(2 * Math.PI * (0.8 * x + 0.6 * y) / 900) + 2 * Math.cos(2 * Math.PI * y / 1400 + 1);
  }

  private List<LocalPatch> patches() {
    List<LocalPatch> patches = new ArrayList<>();
    for (int y = BOUNDS.y(); y < BOUNDS.bottom(); y += SPACING) {
      for (int x = BOUNDS.x(); x < BOUNDS.right(); x += SPACING) {
        patches.add(new LocalPatch(new PatchPosition(x, y, SPACING, false),
            bend(x + SPACING / 2.0, y + SPACING / 2.0) + 0.1 * random.nextGaussian(), 0.1 * random.nextGaussian(), 0.9,
            0.1, Optional.empty()));
      }
    }
    return patches;
  }

  /**
   * Blocks about the start.
   *
   * @param left how many times larger the squared noise is than the information says, in the left half
   * @param right the same in the right half
   */
  private List<PixelBlocks.Block> blocks(double left, double right) {
    List<PixelBlocks.Block> blocks = new ArrayList<>();
    for (int y = BOUNDS.y() + 8; y < BOUNDS.bottom(); y += PixelBlocks.BLOCK) {
      for (int x = BOUNDS.x() + 8; x < BOUNDS.right(); x += PixelBlocks.BLOCK) {
        double[] d = start.at(x, y);
        double noise = Math.sqrt(INFORMATION * (x < MIDDLE ? left : right));
        blocks.add(new PixelBlocks.Block(x, y, INFORMATION, 0, INFORMATION,
            INFORMATION * (bend(x, y) - d[0]) + noise * random.nextGaussian(),
            INFORMATION * (0 - d[1]) + noise * random.nextGaussian()));
      }
    }
    return blocks;
  }

  @Test
  void theVariancesBecomeAboutTheErrorsWhateverTheBlocksSayOfTheirNoise() {
    for (double times : new double[] {0.5, 1, 3}) {
      List<PixelBlocks.Block> blocks = blocks(times, times);
      PixelFit.Tuning tuning = PixelFit.tuned(lattice, blocks, start, 0.1);
      PixelFit.Calibration calibration = new PixelFit.Calibration(PixelFit.unknown(lattice, blocks, start, tuning));
      ElasticFit.Solution solution = PixelFit.of(lattice, blocks, List.of(), start, tuning);
      List<Double> lengths = new ArrayList<>();
      List<Double> variances = new ArrayList<>();
      for (int y = BOUNDS.y() + 60; y < BOUNDS.bottom() - 60; y += 37) {
        for (int x = BOUNDS.x() + 60; x < BOUNDS.right() - 60; x += 37) {
          double[] d = solution.at(x, y);
          lengths.add(Math.hypot(d[0] - bend(x, y), d[1]));
          variances.add(solution.variance(x, y, 1) * calibration.at(x, y));
        }
      }
      RemainingError reported = RemainingError.of(new double[] {0}, new double[] {1},
          variances.stream().mapToDouble(v -> v).toArray());
      double[] sorted = lengths.stream().mapToDouble(v -> v).sorted().toArray();
      // This truth is smoother than any tissue, and no noise is shared between cells: the careful side.
      double median = reported.median() / Quantile.of(sorted, 0.5);
      double p95 = reported.p95() / Quantile.of(sorted, 0.95);
      assertTrue(median > 0.95 && median < 1.6 && p95 > 0.95 && p95 < 1.6, times + " times: " + median + ", " + p95);
    }
  }

  @Test
  void whereBlocksAreWorseThanTheySayTheFieldIsWorseThere() {
    PixelFit.Calibration calibration = new PixelFit.Calibration(
        PixelFit.unknown(lattice, blocks(0.7, 2.8), start, new PixelFit.Tuning(0.1, 1.7)));
    double left = calibration.at(BOUNDS.x() + 300, 700);
    double right = calibration.at(BOUNDS.right() - 300, 700);
    assertTrue(right > 2.2 * left && right < 7 * left, left + " and " + right);
  }
}
