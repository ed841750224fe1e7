package io.github.exo2micro.task;

import java.util.ArrayList;
import java.util.List;

/**
 * One image that a stage keeps.
 *
 * @param stage which stage makes it
 * @param name what follows the stage's prefix in the file name
 */
public record Checkpoint(Stage stage, String name) {

  /** Post on the padded canvas: the reference frame. */
  public static final Checkpoint PADDED_POST = new Checkpoint(Stage.PADDED, "post");
  /** Pre on the padded canvas. */
  public static final Checkpoint PADDED_PRE = new Checkpoint(Stage.PADDED, "pre");
  /** Pre after stage 2. */
  public static final Checkpoint ICP_PRE = new Checkpoint(Stage.ICP_ALIGNED, "pre");
  /** Pre after the coarse pass alone; with {@code save_all_intermediates} only. */
  public static final Checkpoint ICP_COARSE_PRE = new Checkpoint(Stage.ICP_ALIGNED, "coarse_pre");
  /** Pre after stage 3. */
  public static final Checkpoint INTERIOR_PRE = new Checkpoint(Stage.INTERIOR_ALIGNED, "pre");
  /** What is added locally to stage 3's homography: a small field, not an image of the canvas's size. */
  public static final Checkpoint LOCAL_FIELD = new Checkpoint(Stage.INTERIOR_ALIGNED, "local_field");
  /** The difference at the Moffat scale. */
  public static final Checkpoint DIFFERENCE = difference(ScaleKind.MOFFAT);

  /** The difference with a scale that follows the background. */
  public static final Checkpoint LOCAL_DIFFERENCE = difference(ScaleKind.LOCAL);

  /**
   * The difference image at one scale.
   *
   * @param kind of the scale
   */
  public static Checkpoint difference(ScaleKind kind) {
    return new Checkpoint(Stage.DIFFERENCE, "difference" + kind.suffix());
  }

  /**
   * All that a complete run with these parameters has whatever it finds, in the order in which they are made; see
   * {@code CheckpointStore.checkpoints} for what a finished run has.
   */
  public static List<Checkpoint> all(Parameters parameters) {
    List<Checkpoint> all = new ArrayList<>(List.of(PADDED_POST, PADDED_PRE));
    if (parameters.flag(ParameterSpec.SAVE_ALL_INTERMEDIATES)) {
      all.add(ICP_COARSE_PRE);
    }
    all.addAll(List.of(ICP_PRE, INTERIOR_PRE, DIFFERENCE));
    if (parameters.choice(ParameterSpec.LOCAL_SCALE, LocalScale.class) == LocalScale.ON) {
      all.add(LOCAL_DIFFERENCE);
    }
    parameters.optionalReal(ParameterSpec.SCALE_PERCENTILE)
        .ifPresent(p -> all.add(difference(ScaleKind.percentile(p))));
    parameters.optionalReal(ParameterSpec.MANUAL_SCALE).ifPresent(s -> all.add(difference(ScaleKind.MANUAL)));
    return all;
  }

  /** Those of one stage. */
  public static List<Checkpoint> of(Stage stage, Parameters parameters) {
    return all(parameters).stream().filter(c -> c.stage() == stage).toList();
  }

  /** All that a run with these parameters may make: with a local scale that is decided on the way. */
  public static List<Checkpoint> atMost(Parameters parameters) {
    return parameters.choice(ParameterSpec.LOCAL_SCALE, LocalScale.class) == LocalScale.AUTO
        ? all(parameters.with(ParameterSpec.LOCAL_SCALE, LocalScale.ON)) : all(parameters);
  }

  /** The checkpoints that it is made from. */
  public List<Checkpoint> inputs() {
    return switch (stage) {
      case PADDED -> List.of();
      case ICP_ALIGNED -> List.of(PADDED_POST, PADDED_PRE);
      case INTERIOR_ALIGNED -> List.of(PADDED_POST, PADDED_PRE, ICP_PRE);
      case DIFFERENCE -> List.of(PADDED_POST, INTERIOR_PRE);
    };
  }

  /** Its file name without folder and extension: {@code 01_padded_post_pad100}. */
  public String stem(Parameters parameters) {
    return this + parameters.suffix(stage.number());
  }

  @Override
  public String toString() {
    return this.equals(LOCAL_FIELD) ? "03_local_field" : stage.prefix() + "_" + name;
  }
}
