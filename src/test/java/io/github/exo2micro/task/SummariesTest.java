package io.github.exo2micro.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a task says of its stages: how it is joined together, written as facts, and read again. */
class SummariesTest {

  private static final AlignmentSummary REJECTED = TestSummaries.alignment(false, "12 % inliers", -1, -1, 0.4, 0.12, 55,
      3.25, "tiles of SIFT");
  private static final AlignmentSummary ACCEPTED = TestSummaries.alignment(true, "enough", 0.3, 0.9, 0.2, 0.8, 400,
      3.25,
      "tiles of SIFT");

  private static LocalSummary local(boolean used) {
    return TestSummaries.local(used, "the field lowers it", 0.8, 2.5, 0.2, 0.5, 0.05, 310, 2, 6.5, "");
  }

  @Test
  void aFieldThatIsUsedGivesItsOwnAccuracy() {
    AlignmentSummary with = ACCEPTED.with(local(true));
    assertEquals(OptionalDouble.of(0.2), with.accuracyPx());
    assertEquals(0.5, with.accuracyP95Px().getAsDouble());
    assertEquals("tiles of SIFT + a field on 310 patches", with.method());
    assertEquals("enough. Local alignment: the field lowers it", with.reason());
    assertEquals(Optional.of(local(true)), with.local());
    assertEquals(400, with.matches());
  }

  @Test
  void aFieldThatIsNotUsedChangesNeitherAccuracyNorMethod() {
    AlignmentSummary with = ACCEPTED.with(local(false));
    assertEquals(0.3, with.accuracyPx().getAsDouble());
    assertEquals("tiles of SIFT", with.method());
    assertTrue(with.reason().endsWith("Local alignment: the field lowers it"), with.reason());
  }

  @Test
  void aRejectedHomographyIsRescuedByAUsedFieldOnly() {
    assertTrue(REJECTED.with(local(true)).accepted());
    assertTrue(REJECTED.with(local(true)).reason().startsWith("a local field on stage 2's homography"));
    assertTrue(REJECTED.with(local(true)).reason().contains("12 % inliers"));
    assertFalse(REJECTED.with(local(false)).accepted());
  }

  @Test
  void whatLocalAlignmentDidNotMeasureIsNotSaid() {
    LocalSummary none = TestSummaries.local(false, "switched off", -1, -1, -1, -1, -1, 0, 0, -1, "");
    assertEquals("enough", ACCEPTED.with(none).reason());
  }

  @Test
  void unconfirmedTissueIsAddedAndTheRestKept() {
    UnmeasuredTissue torn = new UnmeasuredTissue(100, 0.4, 0.3, 0.1, 0, List.of());
    AlignmentSummary with = ACCEPTED.with(local(true)).with(torn);
    assertEquals(Optional.of(torn), with.unmeasured());
    assertEquals(Optional.of(local(true)), with.local());
    assertEquals(OptionalDouble.of(0.2), with.accuracyPx());
  }

  @Test
  void aSidecarFromBeforeTheseFiguresHasNone() {
    AlignmentSummary old = Json.line().fromJson("{\"accepted\": true, \"reason\": \"\", \"accuracyPx\": -1.0}",
        AlignmentSummary.class);
    assertEquals(OptionalDouble.empty(), old.accuracyPx());
    assertEquals(OptionalDouble.empty(), old.correctionPx());
    assertEquals(Optional.empty(), old.local());
    assertEquals(Optional.empty(), old.unmeasured());
  }

  private static DifferenceSummary difference(Optional<Double> outside, Optional<LocalScaleSummary> local) {
    return new DifferenceSummary(outside, 12.5, 7.25, local,
        new Recommendation(Checkpoint.LOCAL_DIFFERENCE, "one scale does not fit"));
  }

  @Test
  void aDifferencesFactsAreReadAsTheyWereWritten() {
    LocalScaleSummary scale = new LocalScaleSummary(1.1, 1.3, 1.7, 0.02, true, "it varies");
    for (DifferenceSummary summary : List.of(difference(Optional.of(0.125), Optional.of(scale)),
        difference(Optional.empty(), Optional.of(scale)), difference(Optional.of(0.0), Optional.empty()))) {
      assertEquals(Optional.of(summary), DifferenceSummary.of(summary.facts()));
    }
    assertTrue(DifferenceSummary.writesLocal(difference(Optional.empty(), Optional.of(scale)).facts()));
    assertFalse(DifferenceSummary.writesLocal(difference(Optional.empty(), Optional.empty()).facts()));
  }

  @Test
  void factsThatLackOrGarbleAFigureTellNothing() {
    Map<String, String> facts = difference(Optional.of(0.5),
        Optional.of(new LocalScaleSummary(1, 2, 3, 0.1, false, "no"))).facts();
    assertEquals(Optional.empty(), DifferenceSummary.of(Map.of()));
    assertEquals(Optional.empty(), DifferenceSummary.of(Map.of("pixel size um", "1 1")));
    for (String name : facts.keySet()) {
      Map<String, String> garbled = new HashMap<>(facts);
      garbled.put(name, "rubbish");
      if (facts.get(name).matches("[0-9.]+")) {
        assertEquals(Optional.empty(), DifferenceSummary.of(garbled), name);
      }
    }
  }

  @Test
  void onlyAMeasuredSpreadIsOne() {
    assertTrue(new LocalScaleSummary(1, 1, 1, 0.1, false, "").isMeasured());
    assertFalse(new LocalScaleSummary(1, 1, 1, 0, true, "").isMeasured());
  }

  @Test
  void aScaleIsWideWhenTheFifthAndTheNinetyFifthPercentileAreMoreThan5PercentApart() {
    assertTrue(LocalScaleSummary.isWide(1.233, 1.296, 1.359), "a lamp that drifts by ± 4.9 %");
    assertTrue(LocalScaleSummary.isWide(1.3, 1.3, 1.37), "on one side alone");
    assertFalse(LocalScaleSummary.isWide(1.27, 1.3, 1.33));
    assertFalse(LocalScaleSummary.isWide(1.301, 1.301, 1.302), "even light");
  }

  @Test
  void everyStageNeedsOnlyEarlierOnesAndIsFoundByItsNumber() {
    Set<Stage> before = EnumSet.noneOf(Stage.class);
    for (Stage stage : Stage.values()) {
      assertEquals(stage, Stage.of(stage.number()));
      assertTrue(stage.prefix().startsWith("0" + stage.number() + "_"), stage.prefix());
      assertTrue(before.containsAll(stage.needs()), stage + " needs " + stage.needs());
      assertFalse(stage.title().isBlank());
      before.add(stage);
    }
    assertEquals(EnumSet.of(Stage.PADDED, Stage.INTERIOR_ALIGNED), Stage.DIFFERENCE.needs());
  }

  @Test
  void whatACompleteRunHasFollowsFromItsParameters() {
    assertEquals(List.of(Checkpoint.PADDED_POST, Checkpoint.PADDED_PRE, Checkpoint.ICP_PRE, Checkpoint.INTERIOR_PRE,
        Checkpoint.DIFFERENCE), Checkpoint.all(Parameters.defaults()));
    assertTrue(Checkpoint.all(Parameters.of(Map.of("local_scale", "on"))).contains(Checkpoint.LOCAL_DIFFERENCE));
    assertTrue(Checkpoint.atMost(Parameters.defaults()).contains(Checkpoint.LOCAL_DIFFERENCE));
    assertFalse(Checkpoint.atMost(Parameters.of(Map.of("local_scale", "off"))).contains(Checkpoint.LOCAL_DIFFERENCE));
    assertEquals(List.of(Checkpoint.ICP_COARSE_PRE, Checkpoint.ICP_PRE),
        Checkpoint.of(Stage.ICP_ALIGNED, Parameters.of(Map.of("save_all_intermediates", "yes"))));
  }

  @Test
  void everyCheckpointIsMadeFromEarlierOnes() {
    Parameters everything = Parameters.of(Map.of("save_all_intermediates", "yes", "local_scale", "on",
        "scale_percentile", "50", "manual_scale", "2"));
    for (Checkpoint checkpoint : Checkpoint.all(everything)) {
      for (Checkpoint input : checkpoint.inputs()) {
        assertTrue(input.stage().number() < checkpoint.stage().number(), checkpoint + " from " + input);
        assertTrue(Checkpoint.all(everything).contains(input), input.toString());
      }
    }
  }

  @Test
  void stagesThatCannotBeRunAreRefusedWithWhatWasAsked() {
    for (int[] wrong : new int[][] {{0, 4}, {3, 2}, {1, 5}, {5, 4}}) {
      RemediableException refused = assertThrows(RemediableException.class,
          () -> new RunControl(OptionalInt.of(wrong[0]), wrong[1], false));
      assertTrue(refused.getMessage().contains("from stage " + wrong[0] + " to stage " + wrong[1]),
          refused.getMessage());
    }
    assertTrue(assertThrows(RemediableException.class, () -> new RunControl(OptionalInt.empty(), 0, false))
        .getMessage().contains("from stage (resume)"));
    assertEquals(4, RunControl.resume().toStage());
  }
}
