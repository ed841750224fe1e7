package io.github.exo2micro.pipeline;

import static io.github.exo2micro.pipeline.StagePlan.Action.NOT_NEEDED;
import static io.github.exo2micro.pipeline.StagePlan.Action.REUSE;
import static io.github.exo2micro.pipeline.StagePlan.Action.RUN;
import static io.github.exo2micro.pipeline.StagePlan.State.INTACT;
import static io.github.exo2micro.pipeline.StagePlan.State.MISSING;
import static io.github.exo2micro.pipeline.StagePlan.State.UNUSABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagePlanTest {

  @Test
  void runsEverythingWhenNothingIsThere() {
    assertEquals(List.of(RUN, RUN, RUN, RUN), actions(RunControl.resume(), MISSING, MISSING, MISSING, MISSING));
  }

  @Test
  void finishedDifferenceNeedsNothingElse() {
    assertEquals(List.of(NOT_NEEDED, NOT_NEEDED, NOT_NEEDED, REUSE),
        actions(RunControl.resume(), MISSING, MISSING, MISSING, INTACT));
  }

  @Test
  void resumesBehindTheLastIntactStage() {
    assertEquals(List.of(REUSE, REUSE, RUN, RUN), actions(RunControl.resume(), INTACT, INTACT, MISSING, MISSING));
  }

  @Test
  void makesAMissingEarlierCheckpointAndSaysWhy() {
    List<StagePlan.Step> steps = StagePlan.of(states(MISSING, INTACT, INTACT, INTACT),
        new RunControl(OptionalInt.of(3), 4, false), Set.of());
    assertEquals(RUN, steps.get(0).action());
    assertTrue(steps.get(0).reason().contains("stage 3 needs it"), steps.get(0).reason());
    assertEquals(REUSE, steps.get(1).action());
    assertEquals(RUN, steps.get(2).action());
    assertEquals(RUN, steps.get(3).action());
  }

  @Test
  void damagedStageTakesAlongWhatWasBuiltOnIt() {
    assertEquals(List.of(RUN, RUN, RUN, RUN), actions(RunControl.resume(), UNUSABLE, INTACT, INTACT, MISSING));
  }

  @Test
  void missingPaddedImageDoesNotUndoIntactAlignment() {
    assertEquals(List.of(RUN, NOT_NEEDED, REUSE, RUN),
        actions(RunControl.resume(), MISSING, INTACT, INTACT, MISSING));
  }

  @Test
  void fromStageWithoutForceRunsThatStageAnew() {
    assertEquals(List.of(REUSE, RUN, RUN, RUN),
        actions(new RunControl(OptionalInt.of(2), 4, false), INTACT, INTACT, INTACT, INTACT));
  }

  @Test
  void forceMakesEverythingAnew() {
    assertEquals(List.of(RUN, RUN, RUN),
        actions(new RunControl(OptionalInt.empty(), 3, true), INTACT, INTACT, INTACT, INTACT));
  }

  private static List<StagePlan.Action> actions(RunControl control, StagePlan.State... states) {
    return StagePlan.of(states(states), control, Set.of()).stream().map(StagePlan.Step::action).toList();
  }

  private static Map<Stage, StagePlan.State> states(StagePlan.State... states) {
    Map<Stage, StagePlan.State> map = new EnumMap<>(Stage.class);
    for (int i = 0; i < states.length; i++) {
      map.put(Stage.of(i + 1), states[i]);
    }
    return map;
  }
}
