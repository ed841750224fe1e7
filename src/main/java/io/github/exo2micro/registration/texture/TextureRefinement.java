package io.github.exo2micro.registration.texture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.texture.CorrelationClimb.Freedom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Improves a warp by the texture of all the tissue at once, for pairs of which no single place shows enough to be
 * measured on its own: faint or noisy tissue, another stain, the next section.
 *
 * <p>What it finds is believed only where it holds on tissue that had no part in finding it: each half of the tissue,
 * in squares like those of a chess board, is judged under the warp that the other half gives. Works on overviews of at
 * most about 2000 px; deterministic, whatever the number of threads.
 *
 * @param post the post image
 * @param pre the pre image, its overview of the same sizes and reduction
 * @param executor runs the pieces; not called from one of its own threads
 */
public record TextureRefinement(Section post, Section pre, ExecutorService executor) {

  private static final double FIRST_SIDE = 900;
  private static final int LAST_SIDE = 2048;
  private static final double FINEST = 2;
  private static final int COARSEST = 20;
  /** Side of the squares of which every second one is left out, px: larger than the coarsest detail. */
  private static final int SQUARE = 3 * COARSEST;
  private static final int STEPS = 40;
  private static final double SETTLED = 1e-5;
  /** Textures that are less alike than this are not the same tissue. */
  private static final double LEAST_CORRELATION = 0.12;
  /** Both halves find the same to within about the finest detail, px: other tissue in the same outline does not. */
  private static final double MOST_APART = 2 * FINEST;

  /**
   * A better warp.
   *
   * @param warp padded post px → padded pre px
   * @param before correlation of the textures under the warp it began with
   * @param after the same on tissue that had no part in finding it
   * @param halvesApartPx median distance of the two halves' warps over the tissue: the whole's error by chance is about
   *     half of it; what the tissue is bent adds to that
   */
  public record Improved(Homography warp, double before, double after, double halvesApartPx) {}

  /**
   * @param start padded post px → padded pre px
   * @return empty when what was found does not hold on the tissue left out
   */
  public Optional<Improved> improve(Homography start) {
    int longest = post.overview().image().size().longestSide();
    int first = Math.max(1, (int) Math.round(longest / FIRST_SIDE));
    int last = Math.max(1, (longest + LAST_SIDE - 1) / LAST_SIDE);
    Homography warp = start;
    for (int factor : first == last ? new int[] {last} : new int[] {first, last}) {
      warp = Level.of(post, pre, factor, executor).climbed(warp, i -> true);
    }
    return judged(Level.of(post, pre, last, executor), start, warp);
  }

  private Optional<Improved> judged(Level level, Homography start, Homography warp) {
    IntPredicate black = level.squares(SQUARE);
    Homography ofBlack = level.climbed(warp, black);
    Homography ofWhite = level.climbed(warp, black.negate());
    double before = (level.correlation(start, black) + level.correlation(start, black.negate())) / 2;
    double after = (level.correlation(ofWhite, black) + level.correlation(ofBlack, black.negate())) / 2;
    double apart = apart(ofBlack, ofWhite);
    return after >= LEAST_CORRELATION && after > before && apart <= MOST_APART * level.reduction()
        ? Optional.of(new Improved(warp, before, after, apart))
        : Optional.empty();
  }

  private double apart(Homography a, Homography b) {
    Tissue tissue = post.tissue();
    double[][] places = tissue.places(2000);
    return Median.of(IntStream.range(0, places[0].length).mapToDouble(i -> a.distance(b, places[0][i], places[1][i])));
  }

  /** Both textures at one scale. */
  private record Level(CorrelationClimb climb, int width, int reduction) {

    static Level of(Section post, Section pre, int factor, ExecutorService executor) {
      List<Texture> textures = List.of(post, pre).stream()
          .map(section -> Texture.of(WorkingImage.of(section, factor), FINEST, COARSEST)).toList();
      return new Level(CorrelationClimb.of(textures.get(0), textures.get(1), executor),
          textures.get(0).image().width(), textures.get(0).reduction());
    }

    Homography climbed(Homography start, IntPredicate some) {
      Homography warp = start.reduced(reduction);
      for (Freedom freedom : Freedom.values()) {
        warp = climb.from(warp, freedom, STEPS, SETTLED, some).warp();
      }
      return warp.enlarged(reduction);
    }

    double correlation(Homography warp, IntPredicate some) {
      return climb.correlation(warp.reduced(reduction), some);
    }

    IntPredicate squares(int side) {
      return i -> (i % width / side + i / width / side) % 2 == 0;
    }
  }
}
