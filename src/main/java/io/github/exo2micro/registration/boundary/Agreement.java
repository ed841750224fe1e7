package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.image.Tile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether so many matches can agree by chance: the expected number of warps that as many of as many wrong matches agree
 * with (an a-contrario test, Moisan and Stival 2004, doi:10.1023/B:VISI.0000013094.38752.59). Matches at one and the
 * same place count once, as they are not independent.
 *
 * @param places matches at places of their own
 * @param agreeing those of them that agree with the warp
 * @param logFalseAlarms decimal logarithm of the number of such agreements to expect by chance
 * @param spread in how many of the 8 × 8 parts of the image, or of its tissue, they lie
 */
record Agreement(int places, int agreeing, double logFalseAlarms, int spread) {

  /** Nothing agrees. */
  static final Agreement NONE = new Agreement(0, 0, 0, 0);

  /** Matches nearer to each other than this show the same thing, px of the images that were matched. */
  private static final double APART = 8;
  private static final int PARTS = 8;
  /**
   * Unrelated pairs, noise, mirror images and inverted ones reach −3 (docs/performance.md); true pairs −30 and less.
   */
  private static final double MOST_FALSE_ALARMS = -12;
  private static final int LEAST_AGREEING = 15;
  /** A label or a scale bar that is in both images lies in one or two parts. */
  private static final int LEAST_SPREAD = 6;

  /**
   * @param pairs all matches, px of the reduced images
   * @param warp what they should agree with
   * @param threshold px
   * @param width of the reduced image's data, px
   * @param height of it
   */
  static Agreement of(List<PointPair> pairs, Homography warp, double threshold, int width, int height) {
    return of(pairs, warp, threshold, (double) width * height, Math.max(width, height) / (double) PARTS, p -> true);
  }

  /**
   * The same where the tissue is known: a small sample in a large frame fills few parts of that, but all of its own.
   * What lies beside the tissue, such as a label, does not count as spread.
   *
   * @param data pre's data, in which a wrong match lies anywhere
   * @param tissue the smallest rectangle around the tissue of post
   */
  static Agreement on(List<PointPair> pairs, Homography warp, double threshold, Tile data, Tile tissue) {
    return of(pairs, warp, threshold, data.area(), Math.max(tissue.width(), tissue.height()) / (double) PARTS,
        p -> p.x() >= tissue.x() && p.x() < tissue.right() && p.y() >= tissue.y() && p.y() < tissue.bottom());
  }

  /**
   * The same of matches that all lie in a part of post.
   *
   * @param area of the reduced pre's data, in which a wrong match lies anywhere, px
   * @param side of the part, px: how far the matches are spread is told by it
   */
  static Agreement within(List<PointPair> pairs, Homography warp, double threshold, double area, int side) {
    return of(pairs, warp, threshold, area, side / (double) PARTS, p -> true);
  }

  private static Agreement of(List<PointPair> pairs, Homography warp, double threshold, double area, double part,
      Predicate<PointPair> onTissue) {
    Set<Long> seen = new HashSet<>();
    Set<Long> parts = new HashSet<>();
    int places = 0;
    int agreeing = 0;
    for (PointPair p : pairs) {
      boolean own = seen.add(cell(p.x(), p.y(), APART, 0)) & seen.add(cell(p.preX(), p.preY(), APART, 1));
      if (own) {
        places++;
        if (p.error(warp) <= threshold) {
          agreeing++;
          if (onTissue.test(p)) {
            parts.add(cell(p.x(), p.y(), part, 0));
          }
        }
      }
    }
    return new Agreement(places, agreeing, logFalseAlarms(places, agreeing, threshold, area), parts.size());
  }

  private static long cell(double x, double y, double side, int which) {
    return ((long) Math.floor(x / side) * 1_000_003 + (long) Math.floor(y / side)) * 2 + which;
  }

  /**
   * Two matches make the warp; each of the others agrees by chance with the share of the area that a threshold covers.
   */
  private static double logFalseAlarms(int n, int k, double threshold, double area) {
    if (k <= 2) {
      return 0;
    }
    double p = Math.min(1, Math.PI * threshold * threshold / Math.max(area, 1));
    return Math.log10(n) + logChoose(n, k) + logChoose(k, 2) + (k - 2) * Math.log10(p);
  }

  private static double logChoose(int n, int k) {
    double sum = 0;
    for (int i = 1; i <= k; i++) {
      sum += Math.log10((n - k + i) / (double) i);
    }
    return sum;
  }

  /** Whether this cannot be chance, whatever the brightness says. */
  public boolean isConvincing() {
    return logFalseAlarms <= MOST_FALSE_ALARMS && agreeing >= LEAST_AGREEING && spread >= LEAST_SPREAD;
  }

  /** The figures, for people. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d of %d places agree, expected by chance 10^%.0f times", agreeing, places,
        logFalseAlarms);
  }
}
