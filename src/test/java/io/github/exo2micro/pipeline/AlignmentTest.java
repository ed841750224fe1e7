package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.checkpoint.AlignmentCards;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.LocalSummary;
import io.github.exo2micro.task.TestSummaries;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final FloatImage PRE = spot();
  private static final Homography HALF = Homography.translation(0.5, 0);

  private static FloatImage spot() {
    FloatImage image = new FloatImage(40, 30);
    image.set(20, 15, 100);
    return image;
  }

  private static Alignment alignment(boolean bent) {
    DisplacementField field = new DisplacementField(HALF, 0, 0, 16, 4, 3, new float[12], new float[12], List.of());
    return new Alignment(Checkpoint.PADDED_PRE, HALF, bent ? Optional.of(field) : Optional.empty(), Optional.empty());
  }

  private static float at(Plane plane, int x, int y) throws IOException {
    float[] pixel = new float[1];
    plane.read(new Tile(x, y, 1, 1), pixel);
    return pixel[0];
  }

  @Test
  void isBilinearWithoutAFieldAndBicubicUnderOne() throws IOException {
    Tile frame = PRE.size().whole();
    assertEquals(50, at(alignment(false).warped(PRE, frame, PRE.size()), 20, 15), 1e-4);
    // At half a pixel the kernel is 1/2 − a/8.
    assertEquals(57.8125, at(alignment(true).warped(PRE, frame, PRE.size()), 20, 15), 1e-4);
    assertEquals(Interpolation.BILINEAR, alignment(false).interpolation());
    assertEquals(Interpolation.BICUBIC, alignment(true).interpolation());
  }

  @Test
  void takesTheKernelThatTheFieldWasJudgedWith() throws IOException {
    LocalSummary sharp = new LocalSummary(true, "lowers it", OptionalDouble.of(2), OptionalDouble.of(3),
        OptionalDouble.of(0.1), OptionalDouble.of(0.2), OptionalDouble.of(0.01), 99, 0, OptionalDouble.of(4), "noise",
        Interpolation.BICUBIC_SHARP);
    AlignmentSummary summary = TestSummaries.alignment(true, "fits", 0.1, 0.2, 0.1, 0.9, 300, 5, "patches").with(sharp);
    Alignment bent = new Alignment(Checkpoint.PADDED_PRE, HALF, alignment(true).field(), Optional.of(summary));
    assertEquals(Interpolation.BICUBIC_SHARP, bent.interpolation());
    assertEquals(59.375, at(bent.warped(PRE, PRE.size().whole(), PRE.size()), 20, 15), 1e-4);
  }

  @Test
  void whatPreCoversIsNeverMoreThanWholeNorLessThanNothing() throws IOException {
    for (boolean bent : new boolean[] {false, true}) {
      float[] covered = new float[40 * 30];
      alignment(bent).covered(new Tile(5, 5, 30, 20), PRE.size()).read(PRE.size().whole(), covered);
      for (int i = 0; i < covered.length; i++) {
        int x = i % 40;
        double across = x == 4 || x == 34 ? 0.5 : x > 4 && x < 34 ? 1 : 0;
        assertEquals(i / 40 >= 5 && i / 40 < 25 ? across : 0, covered[i], 1e-6, x + ", " + i / 40);
      }
    }
  }

  @Test
  void theFitsCardsNameTheInterpolationWhereASidecarDoes() {
    AlignmentSummary summary = TestSummaries.alignment(true, "fits", 0.1, 0.2, 0.1, 0.9, 300, 5, "patches");
    List<FitsCard> cards = AlignmentCards.of(summary,
        Map.of(AlignmentCards.INTERPOLATION, Interpolation.BICUBIC.text()));
    assertEquals(List.of("IACC", "ILVLOK", "INTERPOL"), cards.stream().map(FitsCard::key).toList());
    assertEquals("bicubic (cubic convolution, a = -0.625)", cards.get(2).value());
    assertEquals(2, AlignmentCards.of(summary, Map.of()).size());
  }
}
