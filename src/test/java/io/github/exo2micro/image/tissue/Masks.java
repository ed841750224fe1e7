package io.github.exo2micro.image.tissue;

/** Masks from a formula, for tests. */
public final class Masks {

  /** Whether a pixel belongs to it. */
  public interface Formula {
    boolean at(int x, int y);
  }

  private Masks() {}

  public static Mask of(int width, int height, Formula formula) {
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      set[i] = formula.at(i % width, i / width);
    }
    return new Mask(width, height, set);
  }
}
