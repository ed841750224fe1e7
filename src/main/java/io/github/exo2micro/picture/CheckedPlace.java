package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.statistics.Preview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place shown at full resolution.
 *
 * @param region where it is in the padded frame, px
 * @param post post there
 * @param before pre there, not aligned
 * @param after aligned pre there
 */
public record CheckedPlace(Tile region, FloatImage post, FloatImage before, FloatImage after) {

  /**
   * Chooses places that lie wholly in the sample, show much structure, and lie far from each other.
   *
   * @param preview post and aligned pre
   * @param frame of the full-resolution image, from which no place reaches out
   * @param side of a place, full-resolution px; cut to the frame
   * @param count how many at most
   * @return fewer, perhaps none, when the sample is too small
   */
  public static List<Tile> choose(Preview preview, Tile frame, int side, int count) {
    int cell = Math.max(1, side / preview.reduction());
    List<Spot> spots = new ArrayList<>();
    int step = Math.max(1, cell / 2);
    for (int y = 0; y + cell <= preview.post().height(); y += step) {
      for (int x = 0; x + cell <= preview.post().width(); x += step) {
        spots.add(Spot.of(preview, new Tile(x, y, cell, cell)));
      }
    }
    spots.removeIf(s -> s.coverage < 0.5);
    spots.sort(Comparator.comparingDouble((Spot s) -> -s.score()).thenComparing(s -> s.cell.y())
        .thenComparing(s -> s.cell.x()));
    List<Tile> chosen = new ArrayList<>();
    double first = Math.max(cell, ImagePanel.content(preview.tissue()).width() / 3.0);
    for (double apart = first; chosen.size() < count && apart >= cell; apart /= 1.5) {
      for (Spot spot : spots) {
        double wanted = apart;
        if (chosen.size() < count && chosen.stream().allMatch(t -> distance(t, spot.cell) >= wanted)) {
          chosen.add(spot.cell);
        }
      }
    }
    int r = preview.reduction();
    return chosen.stream().map(t -> inside(new Tile(t.x() * r, t.y() * r, side, side), frame)).toList();
  }

  private static double distance(Tile a, Tile b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  private static Tile inside(Tile place, Tile frame) {
    int w = Math.min(place.width(), frame.width());
    int h = Math.min(place.height(), frame.height());
    return new Tile(Math.min(place.x(), frame.right() - w), Math.min(place.y(), frame.bottom() - h), w, h);
  }

  /** A candidate: how much of it is sample, and how much its brightness varies in both images. */
  private record Spot(Tile cell, double coverage, double contrast) {

    double score() {
      return coverage * coverage * contrast;
    }

    static Spot of(Preview preview, Tile cell) {
      double coverage = 0;
      for (int y = cell.y(); y < cell.bottom(); y++) {
        for (int x = cell.x(); x < cell.right(); x++) {
          coverage += preview.tissue().at(x, y);
        }
      }
      return new Spot(cell, coverage / cell.area(),
          Math.sqrt(deviation(preview.post(), cell) * deviation(preview.pre(), cell)));
    }

    private static double deviation(FloatImage image, Tile cell) {
      double sum = 0;
      double squares = 0;
      for (int y = cell.y(); y < cell.bottom(); y++) {
        for (int x = cell.x(); x < cell.right(); x++) {
          double v = image.at(x, y);
          sum += v;
          squares += v * v;
        }
      }
      double mean = sum / cell.area();
      return Math.sqrt(Math.max(0, squares / cell.area() - mean * mean));
    }
  }
}
