package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalLatticeTest {

  private static final Tile LOOSE = new Tile(80, 70, 90, 90);

  /** Tissue, and a piece of it that lies in a corner, too small to count as tissue. */
  private static FloatImage withLoosePiece() {
    FloatImage image = SyntheticTissue.bright(1213, 1027, 17).pre(1.5);
    for (int y = 0; y < LOOSE.height(); y++) {
      for (int x = 0; x < LOOSE.width(); x++) {
        image.set(LOOSE.x() + x, LOOSE.y() + y, image.at(560 + x, 470 + y));
      }
    }
    return image;
  }

  @Test
  void aLoosePieceIsFoundBesideTheTissueAndEmptyGroundIsNot() throws IOException {
    FloatImage image = withLoosePiece();
    Section section = SyntheticTissue.section(image, 2);
    assertTrue(section.tissue().fraction(LOOSE) < 0.5, "the piece counts as tissue");
    LocalLattice lattice = new LocalLattice(section, section.overview(), Homography.identity(), 700);
    List<PatchPosition> beside = lattice.besideTissue(0);
    assertFalse(beside.stream().filter(p -> !p.tile().intersect(LOOSE).isEmpty()).toList().isEmpty(),
        beside.toString());
    for (PatchPosition p : beside) {
      assertFalse(p.heldOut());
      float brightest = 0;
      for (int y = p.top(); y < p.top() + p.side(); y++) {
        for (int x = p.left(); x < p.left() + p.side(); x++) {
          brightest = Math.max(brightest, image.at(x, y));
        }
      }
      assertTrue(brightest > 20, p + " shows nothing");
    }
    assertEquals(List.of(), lattice.patches(0, p -> !p.tile().intersect(LOOSE).isEmpty()));
  }

  @Test
  void theErrorIsAskedAlsoBesideTheTissueWherePostShowsSomething() throws IOException {
    Section section = SyntheticTissue.section(withLoosePiece(), 2);
    LocalLattice lattice = new LocalLattice(section, section.overview(), Homography.identity(), 700);
    List<PatchPosition> places = lattice.places(LocalAlignment.PLACE_PX);
    assertTrue(places.stream().anyMatch(p -> section.tissue().fraction(p.tile()) == 0
        && !p.tile().intersect(LOOSE).isEmpty()), places.toString());
    assertTrue(places.stream().noneMatch(p -> section.tissue().fraction(p.tile()) == 0
        && p.tile().intersect(LOOSE).isEmpty()), places.toString());
  }
}
