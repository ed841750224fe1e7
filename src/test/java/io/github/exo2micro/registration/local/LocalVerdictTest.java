package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.registration.patch.RemainingError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a field is used and what is left, of residuals that are given. */
class LocalVerdictTest {

  private static final LocalParameters ANY = new LocalParameters(true, 500);
  private static final double SIGMA = 0.01;

  /** What is left at a place of the lattice of left-out patches. */
  private interface Left {
    double[] at(int column, int row);
  }

  private static final RemainingError ERROR = new RemainingError(0.123, 0.345);

  private static DisplacementField field(float dx, double... seamsX) {
    return new DisplacementField(Homography.identity(), 0, 0, 100, 1, 1, new float[] {dx}, new float[1],
        List.of(SeamGrid.flat(SeamGrid.Frame.POST, seamsX, new double[0])));
  }

  /** 20 x 20 patches, 100 px apart. */
  private static List<LocalResidual> residuals(double before, Left left) {
    List<LocalResidual> residuals = new ArrayList<>();
    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 20; column++) {
        double[] after = left.at(column, row);
        residuals.add(new LocalResidual(100 * column, 100 * row, before, 0, after[0], after[1], SIGMA));
      }
    }
    return residuals;
  }

  private static List<LocalPatch> fitted() {
    return LocalPatches.lattice(10, 10, 0, (x, y) -> new double[2]);
  }

  private static LocalResult of(double before, double after) {
    return LocalVerdict.of(field(1), residuals(before, (c, r) -> new double[] {0, after}), ERROR, fitted(), ANY);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.7, true", "1, 0.85, false", "0.2, 0.16, false", "0.2, 0.14, true", "0.5, 0.6, false"})
  void aFieldIsUsedThatLowersTheErrorByAFifthAndByATwentiethOfAPixel(double before, double after, boolean used) {
    LocalResult result = of(before, after);
    assertEquals(used, result.field().isPresent(), result.reason());
    assertEquals(!used, result.reason().startsWith("a local field would not lower the error clearly: "));
    assertTrue(result.measured());
  }

  @Test
  void itMayLowerTheLargeErrorsAloneIfTheTypicalOneGrowsNoLarger() {
    List<LocalResidual> tail = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      boolean far = i >= 90;
      tail.add(new LocalResidual(100 * i, 0, far ? 3 : 0.3, 0, far ? 0.5 : 0.3, 0, SIGMA));
    }
    assertTrue(LocalVerdict.of(field(1), tail, ERROR, fitted(), ANY).field().isPresent());
    List<LocalResidual> worse = tail.stream().map(r -> r.before() > 1 ? r
        : new LocalResidual(r.x(), r.y(), 0.3, 0, 0.32, 0, SIGMA)).toList();
    assertTrue(LocalVerdict.of(field(1), worse, ERROR, fitted(), ANY).field().isEmpty());
  }

  /** The error under the field is the field's, not the patches'. */
  @Test
  void theReasonHoldsTheFigures() {
    LocalResult result = of(1, 0.5);
    assertTrue(
        result.reason().startsWith("error over the tissue by 400 patches that were never fitted 1.000 → 0.123 px "
            + "(95 %: 1.000 → 0.345 px), 100 patches fitted, 0 seams, largest displacement 1.0 px; what is left is "),
        result.reason());
    assertEquals(0.123, result.afterPx().getAsDouble());
    assertEquals(0.345, result.afterP95Px().getAsDouble());
    assertEquals(1, result.beforeP95Px().getAsDouble(), 1e-3);
    assertEquals(1, result.largestPx().getAsDouble(), 1e-6);
    assertEquals(SIGMA, result.noisePx().getAsDouble());
    assertEquals(100, result.fitted());
  }

  @Test
  void aFieldThatDoesNotHelpIsRefusedWithTheFiguresOfThePatchesThatSaySo() {
    LocalResult result = of(0.2, 0.16);
    assertTrue(result.reason().contains("clearly: error on 400 patches that were never fitted 0.200 → 0.160 px"),
        result.reason());
    assertEquals(0.16, result.afterPx().getAsDouble(), 1e-3);
  }

  @Test
  void aDisplacementLongerThanIsAllowedIsRefusedAndSaysSo() {
    LocalResult result = LocalVerdict.of(field(8), residuals(1, (c, r) -> new double[2]), ERROR, fitted(),
        new LocalParameters(true, 7));
    assertTrue(result.field().isEmpty());
    assertTrue(result.reason().startsWith("the displacement is larger than 7 px: "), result.reason());
    assertTrue(LocalVerdict.of(field(8), residuals(1, (c, r) -> new double[2]), ERROR, fitted(),
        new LocalParameters(true, 8.5)).field().isPresent());
  }

  @Test
  void withoutPatchesToJudgeByNothingIsDecided() {
    LocalResult result = LocalVerdict.of(field(1), residuals(1, (c, r) -> new double[2]).subList(0, 7), ERROR, fitted(),
        ANY);
    assertEquals("only 7 patches could be kept out of the local fit", result.reason());
    assertFalse(result.measured());
    assertTrue(result.field().isEmpty());
  }

  private static Remainder left(DisplacementField field, Left left) {
    return LocalVerdict.of(field, residuals(3, left), ERROR, fitted(), ANY).left();
  }

  @Test
  void aFewThatStickOutAreNoise() {
    assertEquals(Remainder.NOISE, left(field(1), (c, r) -> new double[] {0.1, 0.1}), "none is beyond 0.15 px");
    assertEquals(Remainder.NOISE, left(field(1), (c, r) -> new double[] {c == 3 && r % 3 == 0 ? 1 : 0, 0}));
  }

  @Test
  void whatNeighboursShareIsABendAndWhatTheyContradictATear() {
    assertEquals(Remainder.BEND, left(field(1), (c, r) -> new double[] {r < 6 ? 0.5 : 0, 0}));
    assertEquals(Remainder.TEAR, left(field(1), (c, r) -> new double[] {0,
        r % 3 > 0 ? 0 : c == 10 ? 0.5 : c == 9 ? -0.5 : 0}));
  }

  @Test
  void whatLiesBesideSeamsIsTheirs() {
    DisplacementField seamed = field(1, 650);
    assertEquals(Remainder.SEAM, left(seamed, (c, r) -> new double[] {c == 6 || c == 7 ? 0.5 : 0, 0}));
    // 40 of them beside the seam, 16 elsewhere; then 24: two thirds decide.
    assertEquals(Remainder.SEAM,
        left(seamed, (c, r) -> new double[] {c == 6 || c == 7 || c == 14 && r < 16 ? 0.5 : 0, 0}));
    assertEquals(Remainder.BEND,
        left(seamed, (c, r) -> new double[] {c == 6 || c == 7 || c == 14 || c == 15 && r < 4 ? 0.5 : 0, 0}));
    assertEquals(Remainder.BEND, left(seamed, (c, r) -> new double[] {c >= 14 ? 0.5 : 0, 0}), "far from the seam");
  }

  @Test
  void everyRemainderHasWordsOfItsOwn() {
    assertEquals(Remainder.values().length,
        java.util.Arrays.stream(Remainder.values()).map(Remainder::text).distinct().count());
  }
}
