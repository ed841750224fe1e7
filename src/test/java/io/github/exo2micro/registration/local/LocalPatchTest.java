package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalPatchTest {

  private static final PatchPosition POSITION = new PatchPosition(276, 176, 48, false);

  /** A displacement along x that is 0 in the patch's middle. */
  private static DisplacementField stretched(double slope, List<SeamGrid> seams) {
    float[] dx = new float[7 * 5];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (float) (slope * (100 * (i % 7) - 300));
    }
    return new DisplacementField(Homography.identity(), 0, 0, 100, 7, 5, dx, new float[dx.length], seams);
  }

  private static LocalPatch seenThrough(DisplacementField field) {
    return new LocalPatch(POSITION, 0, 0, 0.9, 0.02, Optional.of(field));
  }

  @Test
  void aFieldThatIsTheSameOverTheWholePatchShowsItAlike() {
    LocalPatch patch = seenThrough(stretched(0.01, List.of()));
    assertTrue(patch.isSeenAlikeThrough(stretched(0.012, List.of()), 0.1));
    assertFalse(patch.isSeenAlikeThrough(stretched(0.03, List.of()), 0.1), "the same in the middle, not at its edges");
  }

  @Test
  void aFieldThatJumpsAcrossThePatchShowsItOtherwise() {
    SeamGrid seam = new SeamGrid(SeamGrid.Frame.POST, new double[] {315}, new double[0], new float[] {0, 0.5f},
        new float[2]);
    assertFalse(seenThrough(stretched(0, List.of())).isSeenAlikeThrough(stretched(0, List.of(seam)), 0.1));
  }

  @Test
  void thatTheHomographyAloneShowedItIsAFieldOfNothing() {
    LocalPatch patch = new LocalPatch(POSITION, 0, 0, 0.9, 0.02, Optional.empty());
    assertTrue(patch.isSeenAlikeThrough(stretched(0.001, List.of()), 0.1));
    assertFalse(patch.isSeenAlikeThrough(stretched(0.02, List.of()), 0.1));
  }
}
