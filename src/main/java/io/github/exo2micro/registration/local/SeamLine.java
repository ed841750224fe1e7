package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.SeamGrid;

/**
 * A straight line along which the displacement jumps.
 *
 * @param frame whose axes it follows
 * @param upright whether it is a line of constant x; else of constant y
 * @param at where the tile behind it begins, px of the frame
 * @param evidence how clearly it was seen: mean gain of the logarithmic likelihood along it
 */
record SeamLine(SeamGrid.Frame frame, boolean upright, double at, double evidence) {

  /** Whether another line follows the same axis less than a distance away. */
  boolean isNear(SeamLine other, double distance) {
    return frame == other.frame && upright == other.upright && Math.abs(at - other.at) < distance;
  }

  SeamLine at(double other) {
    return new SeamLine(frame, upright, other, evidence);
  }
}
