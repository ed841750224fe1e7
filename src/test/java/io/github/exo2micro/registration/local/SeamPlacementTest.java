package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seams placed to the pixel by the images, as they are asked once more about a line that lies beside a regular grid.
 */
class SeamPlacementTest {

  private static final int WIDTH = 811;
  private static final int HEIGHT = 613;
  private static final double SEAM = 417;
  /** How far beside a line its place is looked for once more, px. */
  private static final int CLOSE_PX = 16;
  /** What a profile is wider than that, px. */
  private static final int SPARE_PX = 8;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 29);
  private static final Homography WARP = Homography.similarity(0, 1, WIDTH / 2.0, HEIGHT / 2.0, 4, -3);
  private static final FloatImage PRE = TISSUE.pre(1.5);
  private static final FloatImage POST = TISSUE.post(field(SEAM), 1.3, 1.5);
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AfterAll
  static void shutdown() {
    EXECUTOR.shutdown();
  }

  /** Nothing bends; the right part lies 2.5 px off. */
  private static DisplacementField field(double seam) {
    SeamGrid grid = new SeamGrid(SeamGrid.Frame.POST, new double[] {seam}, new double[0], new float[] {0, 2},
        new float[] {0, -1.5f});
    int columns = WIDTH / 16 + 3;
    int rows = HEIGHT / 16 + 3;
    return new DisplacementField(WARP, 0, 0, 16, columns, rows, new float[columns * rows], new float[columns * rows],
        List.of(grid));
  }

  private static Optional<Double> placed(double asked) throws IOException {
    ParallelLoop loop = new ParallelLoop(EXECUTOR, 2);
    Tissue tissue = SyntheticTissue.section(POST, 2).tissue();
    return new SeamPlacement(new LocalMeasurement(POST, PRE, WARP, false, loop), field(asked), tissue, tissue.bounds(),
        loop)
        .place(new SeamLine(SeamGrid.Frame.POST, true, asked, 10), CLOSE_PX);
  }

  @ParameterizedTest
  @ValueSource(doubles = {SEAM - 13, SEAM - 4, SEAM, SEAM + 7, SEAM + 15})
  void aLineThatIsAskedNearItsPlaceUnderAFieldThatHasItThereGoesToThePixel(double asked) throws IOException {
    assertEquals(SEAM, placed(asked).orElseThrow(), 1, "asked at " + asked);
  }

  @ParameterizedTest
  @ValueSource(doubles = {SEAM - 70, SEAM + 60})
  void aLineThatIsAskedElsewhereStaysNearThereSoThatItIsNotTakenForConfirmed(double asked) throws IOException {
    double at = placed(asked).orElseThrow();
    assertTrue(Math.abs(at - asked) <= CLOSE_PX + SPARE_PX, asked + " went to " + at);
    assertTrue(Math.abs(at - asked) > RegularSeams.TOLERANCE_PX, asked + " confirmed at " + at);
  }
}
