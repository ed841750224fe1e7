package io.github.exo2micro.pipeline;

import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which stages of a task run, which are reused and which nobody needs, from what is on disk and what was asked.
 *
 * <p>A pure function. What a stage needs stands in {@code Checkpoint.inputs}. So a finished difference image needs
 * nothing else, and a missing earlier checkpoint is made again only when a stage that runs needs it.
 */
final class StagePlan {

  /** What is on disk for a stage. */
  enum State {
    /** Every checkpoint is there and fits its sidecar. */
    INTACT,
    /** None is there. */
    MISSING,
    /** Something is there that must not be used: damaged, or made from other inputs or by another version. */
    UNUSABLE
  }

  /** What happens to a stage. */
  enum Action {
    /** It runs. */
    RUN,
    /** Its checkpoints are taken as they are. */
    REUSE,
    /** Nothing that runs needs it. */
    NOT_NEEDED
  }

  /**
   * One stage of the plan.
   *
   * @param stage which
   * @param action what happens to it
   * @param reason why, for the log; "" where there is nothing to say
   */
  record Step(Stage stage, Action action, String reason) {}

  private StagePlan() {}

  /**
   * Makes the plan.
   *
   * @param states what is on disk, for every stage
   * @param control what was asked
   * @param read stages whose checkpoints are read besides, by what follows the last stage
   * @return the stages from 1 to {@code control.toStage()} in order
   */
  static List<Step> of(Map<Stage, State> states, RunControl control, Set<Stage> read) {
    Map<Stage, String> running = new EnumMap<>(Stage.class);
    Set<Stage> needed = java.util.EnumSet.of(Stage.of(control.toStage()));
    needed.addAll(read);
    int before;
    // What runs needs earlier stages, and an untrusted earlier stage makes later ones run: until nothing changes.
    do {
      before = running.size() + needed.size();
      addRunning(running, needed, states, control);
      addFollowers(running, needed, states, control);
    } while (running.size() + needed.size() > before);
    List<Step> steps = new ArrayList<>();
    for (int n = 1; n <= control.toStage(); n++) {
      Stage stage = Stage.of(n);
      if (running.containsKey(stage)) {
        steps.add(new Step(stage, Action.RUN, running.get(stage)));
      } else {
        steps.add(new Step(stage, needed.contains(stage) ? Action.REUSE : Action.NOT_NEEDED, ""));
      }
    }
    return steps;
  }

  private static void addRunning(Map<Stage, String> running, Set<Stage> needed, Map<Stage, State> states,
      RunControl control) {
    for (int n = control.toStage(); n >= 1; n--) {
      Stage stage = Stage.of(n);
      String asked = askedFor(n, control);
      if (!asked.isEmpty()) {
        running.putIfAbsent(stage, asked);
      } else if (needed.contains(stage) && states.get(stage) != State.INTACT) {
        running.putIfAbsent(stage, reasonFor(stage, states.get(stage), control));
      }
      if (running.containsKey(stage)) {
        needed.addAll(stage.needs());
      }
    }
  }

  /** A stage made again because the old one could not be trusted takes all that was built on it along. */
  private static void addFollowers(Map<Stage, String> running, Set<Stage> needed, Map<Stage, State> states,
      RunControl control) {
    for (int n = 2; n <= control.toStage(); n++) {
      Stage stage = Stage.of(n);
      if (running.containsKey(stage) || !needed.contains(stage)) {
        continue;
      }
      for (Stage earlier : stage.needs()) {
        if (running.containsKey(earlier) && states.get(earlier) == State.UNUSABLE) {
          running.put(stage, "stage " + earlier.number() + " is made again");
          break;
        }
      }
    }
  }

  private static String askedFor(int stage, RunControl control) {
    if (control.force()) {
      return "forced";
    }
    boolean from = control.fromStage().isPresent() && stage >= control.fromStage().getAsInt();
    return from ? "asked to run from stage " + control.fromStage().getAsInt() : "";
  }

  private static String reasonFor(Stage stage, State state, RunControl control) {
    boolean before = control.fromStage().isPresent() && stage.number() < control.fromStage().getAsInt();
    String found = state == State.MISSING ? "no checkpoint yet" : "its checkpoint cannot be used";
    return before ? found + ", and stage " + control.fromStage().getAsInt() + " needs it" : found;
  }
}
