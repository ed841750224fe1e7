package io.github.exo2micro.task;

/**
 * One (sample, dye) pair.
 *
 * @param sample the sample's name: the name of its raw folder
 * @param dye the dye's name, case-sensitive
 */
public record TaskId(String sample, String dye) {
  @Override
  public String toString() {
    return sample + "/" + dye;
  }
}
