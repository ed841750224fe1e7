package io.github.exo2micro.registration.local;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds to the pixel where a seam lies, from the images: at places along the line, post is compared with pre as the
 * tile before the line shows it and as the tile behind it does; the line is where the sum of squares of the first up to
 * it and of the second from it on is least.
 */
final class SeamPlacement {

  private static final int PLACES = 24;
  /** Along the line, px. */
  private static final int LENGTH = 128;
  private static final int FARTHEST = 200;
  /** With a smaller jump both sides look alike, px. */
  private static final double LEAST_JUMP_PX = 0.3;
  private static final double FINE = 1.0;
  private static final double COARSE = 8.0;

  private final LocalMeasurement measurement;
  private final DisplacementField field;
  private final Tissue tissue;
  private final Tile bounds;
  private final ParallelLoop loop;

  /**
   * @param field a first fit with the lines about where they are
   * @param bounds of the tissue, post px
   */
  SeamPlacement(LocalMeasurement measurement, DisplacementField field, Tissue tissue, Tile bounds,
      ParallelLoop loop) {
    this.measurement = measurement;
    this.field = field;
    this.tissue = tissue;
    this.bounds = bounds;
    this.loop = loop;
  }

  /**
   * The place of a line.
   *
   * @param line about where it is
   * @param within how far off it may be, px
   * @return empty where no place along it could tell
   */
  Optional<Double> place(SeamLine line, int within) throws IOException {
    int half = Math.min(FARTHEST, within) + 8;
    List<double[]> places = places(line, half);
    double[][] before = new double[places.size()][];
    double[][] behind = new double[places.size()][];
    loop.run(places.size(), i -> compare(line, half, places.get(i), before, behind, i), Progress.none());
    double[] first = new double[2 * half];
    double[] second = new double[2 * half];
    int seen = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != null) {
        seen++;
        for (int k = 0; k < first.length; k++) {
          first[k] += before[i][k];
          second[k] += behind[i][k];
        }
      }
    }
    if (seen == 0) {
      return Optional.empty();
    }
    double cost = Arrays.stream(second).sum();
    double least = Double.POSITIVE_INFINITY;
    int best = 0;
    for (int k = 0; k <= first.length; k++) {
      if (cost < least) {
        least = cost;
        best = k;
      }
      cost += k < first.length ? first[k] - second[k] : 0;
    }
    return Optional.of(Math.rint(line.at()) - half + best);
  }

  /** Places on tissue along the line, post px, where no other line is near. */
  private List<double[]> places(SeamLine line, int half) {
    List<double[]> places = new ArrayList<>();
    Homography toPost = line.frame() == SeamGrid.Frame.POST ? Homography.identity() : field.warp().inverse();
    double[] range = alongRange(line);
    int tried = 4 * PLACES;
    for (int i = 0; i < tried; i++) {
      double along = range[0] + (i + 0.5) / tried * (range[1] - range[0]);
      double fx = line.upright() ? line.at() : along;
      double fy = line.upright() ? along : line.at();
      double x = toPost.x(fx, fy);
      double y = toPost.y(fx, fy);
      double[][] sides = sides(line, toPost, fx, fy, half);
      if (tissue.fraction(new Tile((int) x - LENGTH / 2, (int) y - LENGTH / 2, LENGTH, LENGTH)) > 0.5
          && sides.length == 2
          && Math.hypot(sides[0][0] - sides[1][0], sides[0][1] - sides[1][1]) >= LEAST_JUMP_PX) {
        places.add(new double[] {x, y, sides[0][0], sides[0][1], sides[1][0], sides[1][1]});
      }
    }
    List<double[]> some = new ArrayList<>();
    int step = Math.max(1, places.size() / PLACES);
    for (int i = 0; i < places.size(); i += step) {
      some.add(places.get(i));
    }
    return some;
  }

  private double[] alongRange(SeamLine line) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? bounds.x() : bounds.right();
      double y = (corner & 2) == 0 ? bounds.y() : bounds.bottom();
      boolean post = line.frame() == SeamGrid.Frame.POST;
      double fx = post ? x : field.warp().x(x, y);
      double fy = post ? y : field.warp().y(x, y);
      low = Math.min(low, line.upright() ? fy : fx);
      high = Math.max(high, line.upright() ? fy : fx);
    }
    return new double[] {low, high};
  }

  /** The jumps before and behind the line at a place; nothing where another line passes. */
  private double[][] sides(SeamLine line, Homography toPost, double fx, double fy, int half) {
    double[][] sides = new double[2][];
    for (int side = 0; side < 2; side++) {
      for (int end = -1; end <= 1; end += 2) {
        double across = side == 0 ? -half : half;
        double along = end * LENGTH / 2.0;
        double x = fx + (line.upright() ? across : along);
        double y = fy + (line.upright() ? along : across);
        double[] jump = field.jump(toPost.x(x, y), toPost.y(x, y));
        if (end == 1 && !Arrays.equals(jump, sides[side])) {
          return new double[0][];
        }
        sides[side] = jump;
      }
    }
    return sides;
  }

  private void compare(SeamLine line, int half, double[] place, double[][] before, double[][] behind, int i)
      throws IOException {
    boolean post = line.frame() == SeamGrid.Frame.POST;
    int wide = !post || line.upright() ? 2 * half : LENGTH;
    int high = !post || !line.upright() ? 2 * half : LENGTH;
    Tile tile = new Tile((int) Math.rint(place[0]) - wide / 2, (int) Math.rint(place[1]) - high / 2, wide, high);
    FloatImage target = contrast(measurement.post(), tile);
    FloatImage left = contrast(measurement.through(field.without(place[2], place[3])), tile);
    FloatImage right = contrast(measurement.through(field.without(place[4], place[5])), tile);
    int[] bins = new int[tile.area()];
    double origin = Math.rint(line.at()) - half;
    for (int k = 0; k < bins.length; k++) {
      double x = tile.x() + k % wide;
      double y = tile.y() + k / wide;
      double fx = post ? x : field.warp().x(x, y);
      double fy = post ? y : field.warp().y(x, y);
      bins[k] = (int) Math.floor((line.upright() ? fx : fy) - origin);
    }
    double[] a = errors(target, left, bins, 0, half);
    double[] b = errors(target, right, bins, half, 2 * half);
    double limit = 6 * (Median.of(a) + Median.of(b));
    if (!(limit > 0)) {
      return;
    }
    double[] first = new double[2 * half];
    double[] second = new double[2 * half];
    for (int k = 0; k < bins.length; k++) {
      if (bins[k] >= 0 && bins[k] < first.length) {
        // What neither side explains (a stained microbe) must not decide.
        first[bins[k]] += Math.min(a[k], limit) / limit;
        second[bins[k]] += Math.min(b[k], limit) / limit;
      }
    }
    before[i] = first;
    behind[i] = second;
  }

  private static double[] errors(FloatImage target, FloatImage image, int[] bins, int from, int to) {
    double both = 0;
    double power = 0;
    for (int k = 0; k < bins.length; k++) {
      if (bins[k] >= from && bins[k] < to) {
        both += target.pixels()[k] * image.pixels()[k];
        power += image.pixels()[k] * image.pixels()[k];
      }
    }
    double gain = power > 0 ? both / power : 0;
    double[] errors = new double[bins.length];
    for (int k = 0; k < errors.length; k++) {
      double e = target.pixels()[k] - gain * image.pixels()[k];
      errors[k] = e * e;
    }
    return errors;
  }

  private static FloatImage contrast(Plane plane, Tile tile) throws IOException {
    FloatImage image = new FloatImage(tile.width(), tile.height());
    plane.readClipped(tile, image.pixels());
    FloatImage fine = GaussianBlur.blur(image, FINE);
    FloatImage coarse = GaussianBlur.blur(image, COARSE);
    for (int k = 0; k < fine.pixels().length; k++) {
      fine.pixels()[k] -= coarse.pixels()[k];
    }
    return fine;
  }
}
