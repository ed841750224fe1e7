package io.github.exo2micro.registration.local;

/** What kind of displacement is left. */
public enum Remainder {
  /** No more than the patches' own uncertainty. */
  NOISE("noise of the measurement"),
  /** Neighbours share it: the tissue bends on a finer scale than the patches resolve. */
  BEND("a bend finer than the patches resolve"),
  /** It lies along seams. */
  SEAM("displacements along seams"),
  /** Neighbouring places move apart: a tear or a fold. */
  TEAR("a tear or fold: neighbouring places move apart");

  private final String text;

  Remainder(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
