package io.github.exo2micro.task;

import java.util.EnumSet;
import java.util.Set;

/** The four stages of a task. */
public enum Stage {
  /** Both images on one zero canvas. */
  PADDED(1, "01_padded"),
  /** Pre aligned on the tissue's outline. */
  ICP_ALIGNED(2, "02_icp_aligned"),
  /** Pre aligned on the tissue's interior. */
  INTERIOR_ALIGNED(3, "03_interior_aligned"),
  /** Scale, pictures and the difference. */
  DIFFERENCE(4, "04_difference");

  private final int number;
  private final String prefix;

  Stage(int number, String prefix) {
    this.number = number;
    this.prefix = prefix;
  }

  /** 1 to 4. */
  public int number() {
    return number;
  }

  /**
   * The version of what this stage computes. Raised whenever the same input and parameters would give other results
   * than before, so that checkpoints made by the earlier version are made again; not raised for anything else.
   */
  public int algorithm() {
    return switch (this) {
      case PADDED -> 1;
      // 2: camera offset and tissue are decided once, from pixels that support them
      case ICP_ALIGNED -> 2;
      // 3: bends and seams are followed; 4: there by cubic convolution
      case INTERIOR_ALIGNED -> 4;
      // 2: offsets are taken off, and there is no value outside pre
      case DIFFERENCE -> 2;
    };
  }

  /** What it does, in two or three words for people. */
  public String title() {
    return switch (this) {
      case PADDED -> "padding";
      case ICP_ALIGNED -> "coarse alignment";
      case INTERIOR_ALIGNED -> "fine alignment";
      case DIFFERENCE -> "scale and difference";
    };
  }

  /** How the names of its checkpoints begin. */
  public String prefix() {
    return prefix;
  }

  /** The stage with that number, 1 to 4. */
  public static Stage of(int number) {
    return values()[number - 1];
  }

  /** The earlier stages whose checkpoints it reads. */
  public Set<Stage> needs() {
    Set<Stage> needs = EnumSet.noneOf(Stage.class);
    for (Checkpoint input : new Checkpoint(this, "").inputs()) {
      needs.add(input.stage());
    }
    return needs;
  }
}
