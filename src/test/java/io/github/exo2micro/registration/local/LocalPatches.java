package io.github.exo2micro.registration.local;

import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Patches on a lattice whose displacements are a formula. */
final class LocalPatches {

  /** The displacement at a place, post px. */
  interface Formula {
    double[] at(double x, double y);
  }

  private LocalPatches() {}

  static LocalPatch patch(double x, double y, double dx, double dy, double sigma) {
    return new LocalPatch(new PatchPosition((int) x, (int) y, 1, false), dx, dy, 0.9, sigma, Optional.empty());
  }

  /** {@code columns} x {@code rows} patches of 40 px, 48 px apart; with Gaussian noise of {@code sigma}. */
  static List<LocalPatch> lattice(int columns, int rows, double sigma, Formula formula) {
    return lattice(0, 0, columns, rows, sigma, formula);
  }

  static List<LocalPatch> lattice(int left, int top, int columns, int rows, double sigma, Formula formula) {
    Random random = new Random(7);
    List<LocalPatch> patches = new ArrayList<>();
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        PatchPosition position = new PatchPosition(left + 48 * i, top + 48 * j, 40, false);
        double[] d = formula.at(position.x(), position.y());
        patches.add(new LocalPatch(position, d[0] + sigma * random.nextGaussian(), d[1] + sigma * random.nextGaussian(),
            0.9, Math.max(0.02, sigma), Optional.empty()));
      }
    }
    return patches;
  }
}
