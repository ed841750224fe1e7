package io.github.exo2micro.registration.interior;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import java.util.ArrayList;
import java.util.List;

/** Chooses the squares in which features are looked for: all of the tissue, or an even selection when it is large. */
final class TissueTiles {

  private static final double LEAST_TISSUE = 0.15;

  private TissueTiles() {}

  /**
   * @param reduction full-resolution px per px of the tiles
   * @param side of a tile, reduced px
   * @param most how many at most
   * @return tiles in reduced px, apart from each other, in a fixed order
   */
  static List<Tile> choose(Tissue tissue, int reduction, int side, int most) {
    Tile bounds = tissue.bounds();
    List<Tile> all = new ArrayList<>();
    List<Double> fractions = new ArrayList<>();
    int across = (int) Math.ceil((double) bounds.width() / reduction / side);
    int down = (int) Math.ceil((double) bounds.height() / reduction / side);
    int left = (bounds.x() + bounds.width() / 2) / reduction - across * side / 2;
    int top = (bounds.y() + bounds.height() / 2) / reduction - down * side / 2;
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        Tile tile = new Tile(left + column * side, top + row * side, side, side);
        double fraction = tissue.fraction(new Tile(tile.x() * reduction, tile.y() * reduction, side * reduction,
            side * reduction));
        if (fraction >= LEAST_TISSUE) {
          all.add(tile);
          fractions.add(fraction);
        }
      }
    }
    return all.size() <= most ? all : spread(all, fractions, most);
  }

  /** Each next one as far as possible from those chosen, fuller tiles preferred. */
  private static List<Tile> spread(List<Tile> all, List<Double> fractions, int most) {
    double[] distance = new double[all.size()];
    java.util.Arrays.fill(distance, 1e9);
    List<Tile> chosen = new ArrayList<>();
    while (chosen.size() < most) {
      int best = 0;
      for (int i = 1; i < distance.length; i++) {
        if (distance[i] * fractions.get(i) > distance[best] * fractions.get(best)) {
          best = i;
        }
      }
      Tile next = all.get(best);
      chosen.add(next);
      for (int i = 0; i < distance.length; i++) {
        Tile tile = all.get(i);
        distance[i] = Math.min(distance[i], Math.hypot(tile.x() - next.x(), tile.y() - next.y()));
      }
    }
    return chosen;
  }
}
