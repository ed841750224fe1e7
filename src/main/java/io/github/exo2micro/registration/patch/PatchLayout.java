package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads patches evenly over the tissue that both images show: one per cell of a square grid, at the brightest of a
 * few places in the cell (autofluorescent texture grows with brightness, noise only with its root). Patches never
 * overlap, so those that are held out share no post pixel with those that are fitted.
 */
final class PatchLayout {

  private static final int LARGEST_SIDE = 128;
  private static final int LEAST_SIDE = 64;
  /** Places tried along each axis of a cell. */
  private static final int TRIES = 4;
  private static final double LEAST_TISSUE = 0.25;
  /** How often cells are made smaller. */
  private static final int ROUNDS = 2;

  private final Tissue tissue;
  private final Overview post;
  private final Overview pre;
  private final Homography warp;
  private final double postLevel;
  private final double preLevel;

  /**
   * @param warp post px → pre px, roughly
   */
  PatchLayout(Section post, Section pre, Homography warp) {
    this.tissue = post.tissue();
    this.post = post.overview();
    this.pre = pre.overview();
    this.warp = warp;
    this.postLevel = median(this.post);
    this.preLevel = median(this.pre);
  }

  private static double median(Overview overview) {
    Percentiles positive = Percentiles.ofPositive(overview.image().pixels());
    return positive.count() == 0 ? 1 : positive.at(50);
  }

  /**
   * About {@code wanted} patches, fewer only where the tissue has no room for more; every fourth is held out,
   * interleaved in both directions. In the order of their cells, row by row.
   */
  List<PatchPosition> choose(int wanted) {
    if (tissue.bounds().isEmpty()) {
      return List.of();
    }
    int cell = (int) Math.max(LEAST_SIDE, Math.ceil(Math.sqrt(tissue.area() / wanted)));
    List<PatchPosition> patches = inCells(cell);
    // Of ragged tissue many cells hold too little, and of the others pre may show nothing.
    for (int round = 0; round < ROUNDS && patches.size() < wanted && cell > LEAST_SIDE && !patches.isEmpty(); round++) {
      cell = (int) Math.max(LEAST_SIDE, Math.min(cell - 1, cell * Math.sqrt((double) patches.size() / wanted)));
      patches = inCells(cell);
    }
    return patches;
  }

  private List<PatchPosition> inCells(int cell) {
    List<PatchPosition> result = new ArrayList<>();
    Tile bounds = tissue.bounds();
    int side = Math.min(LARGEST_SIDE, cell / 16 * 16);
    for (int row = 0; row * cell < bounds.height(); row++) {
      for (int column = 0; column * cell < bounds.width(); column++) {
        Tile square = new Tile(bounds.x() + column * cell, bounds.y() + row * cell, cell, cell);
        addBest(square, side, Math.floorMod(column + 2 * row, 4) == 0, result);
      }
    }
    return result;
  }

  private void addBest(Tile cell, int side, boolean heldOut, List<PatchPosition> result) {
    double best = 0;
    PatchPosition chosen = null;
    int slack = cell.width() - side;
    int tries = slack == 0 ? 1 : TRIES;
    for (int j = 0; j < tries; j++) {
      for (int i = 0; i < tries; i++) {
        PatchPosition patch = new PatchPosition(cell.x() + slack * i / Math.max(1, tries - 1),
            cell.y() + slack * j / Math.max(1, tries - 1), side, heldOut);
        double score = score(patch);
        if (score > best) {
          best = score;
          chosen = patch;
        }
      }
    }
    if (chosen != null) {
      result.add(chosen);
    }
  }

  /** 0 where there is no tissue or pre shows nothing; else the brightness of the dimmer image, capped. */
  private double score(PatchPosition patch) {
    if (!post.fullSize().whole().contains(patch.tile()) || tissue.fraction(patch.tile()) < LEAST_TISSUE) {
      return 0;
    }
    double sum = 0;
    for (int j = -1; j <= 1; j++) {
      for (int i = -1; i <= 1; i++) {
        double x = patch.x() + i * patch.side() / 3.0;
        double y = patch.y() + j * patch.side() / 3.0;
        double b = level(pre, warp.x(x, y), warp.y(x, y)) / preLevel;
        if (!(b > 0)) {
          return 0;
        }
        // The cap keeps a glaring spot from deciding.
        sum += Math.min(3, Math.min(level(post, x, y) / postLevel, b));
      }
    }
    return sum;
  }

  private static double level(Overview overview, double x, double y) {
    FloatImage image = overview.image();
    int column = (int) Math.rint(overview.toReduced(x));
    int row = (int) Math.rint(overview.toReduced(y));
    return column >= 0 && row >= 0 && column < image.width() && row < image.height() ? image.at(column, row) : 0;
  }
}
