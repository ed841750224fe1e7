package io.github.exo2micro.registration.texture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.texture.CorrelationClimb.Freedom;
import io.github.exo2micro.registration.texture.CorrelationClimb.SquareSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Improves a warp by the texture of all the tissue at once, for pairs of which no single place shows enough to be
 * measured on its own: faint or noisy tissue, another stain, the next section.
 *
 * <p>What it finds is believed only where it holds on tissue that had no part in finding it: each half of the tissue,
 * in squares like those of a chess board, is judged under the warp that the other half gives. A warp that may do more
 * (turn and scale, shear, perspective) is taken only where that makes the squares more alike than by chance; faint
 * tissue would bend it at will. Works on overviews of at most about 2000 px; deterministic, whatever the number of
 * threads.
 *
 * @param post the post image
 * @param pre the pre image, its overview of the same sizes and reduction
 * @param executor runs the pieces; not called from one of its own threads
 */
public record TextureRefinement(Section post, Section pre, ExecutorService executor) {

  private static final double FIRST_SIDE = 900;
  private static final int LAST_SIDE = 2048;
  /** Sigma of the finest detail that counts, px. */
  private static final double FINEST = 2;
  /** The same where the halves then agree better: fine detail lies best, but in noise there is none. */
  private static final double FINER = 1;
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
   * By how many of its standard errors the squares' mean gain must be above 0. What a warp gains grows with the square
   * of what it moves and the gain's error with the move itself, so that 1 stands for a move of two standard errors.
   */
  private static final double LEAST_GAIN = 1;

  /**
   * What holds on tissue that had no part in finding it.
   *
   * @param warp padded post px → padded pre px; the one it began with where nothing is better
   * @param before correlation of the textures under the warp it began with
   * @param after the same under what each half finds, on the other half
   * @param halvesApartPx median distance over the tissue of the two halves' homographies, the freest of all: a
   *     homography's error by chance is about half of it; what the tissue is bent adds to that
   */
  public record Improved(Homography warp, double before, double after, double halvesApartPx) {}

  /**
   * @param start padded post px → padded pre px
   * @return empty when what was found does not hold on the tissue left out
   */
  public Optional<Improved> improve(Homography start) {
    return improve(start, FINEST).map(found -> improve(start, FINER)
        .filter(finer -> finer.halvesApartPx() < found.halvesApartPx()).orElse(found));
  }

  private Optional<Improved> improve(Homography start, double finest) {
    int longest = post.overview().image().size().longestSide();
    int first = Math.max(1, (int) Math.round(longest / FIRST_SIDE));
    int last = Math.max(1, (longest + LAST_SIDE - 1) / LAST_SIDE);
    Level small = Level.of(post, pre, first, finest, executor);
    Level large = first == last ? small : Level.of(post, pre, last, finest, executor);
    List<Answer> answers = new ArrayList<>();
    Answer climbing = Answer.of(start);
    for (Freedom freedom : Freedom.values()) {
      climbing = small.climbed(climbing, freedom);
      answers.add(first == last ? climbing : large.climbed(climbing, freedom));
    }
    return judged(large, Answer.of(start), answers);
  }

  /** The least free of the answers that none freer than it betters by more than chance. */
  private Optional<Improved> judged(Level level, Answer start, List<Answer> answers) {
    Alike before = level.alike(start);
    Answer best = start;
    Alike most = before;
    Alike freest = before;
    for (Answer answer : answers) {
      Alike alike = level.alike(answer);
      freest = alike;
      if (alike.gainOver(most) > LEAST_GAIN) {
        best = answer;
        most = alike;
      }
    }
    // other tissue of the same outline agrees on a place for all of it, but not on what is free to bend
    double apart = apart(answers.get(answers.size() - 1));
    return freest.correlation() >= LEAST_CORRELATION && freest.correlation() > before.correlation()
        && apart <= MOST_APART * level.reduction()
            ? Optional.of(new Improved(best.all(), before.correlation(), most.correlation(), apart))
            : Optional.empty();
  }

  private double apart(Answer answer) {
    Tissue tissue = post.tissue();
    double[][] places = tissue.places(2000);
    return Median.of(IntStream.range(0, places[0].length)
        .mapToDouble(i -> answer.black().distance(answer.white(), places[0][i], places[1][i])));
  }

  /** What all the tissue finds, and what each half of it does. */
  private record Answer(Homography all, Homography black, Homography white) {

    static Answer of(Homography start) {
      return new Answer(start, start, start);
    }
  }

  /**
   * How alike the textures are where they had no part in the warp.
   *
   * @param correlation over all squares
   * @param squares what each adds to it; NaN where nothing is shown by both
   */
  private record Alike(double correlation, double[] squares) {

    static Alike of(List<SquareSums> sums) {
      double n = sums.stream().mapToDouble(SquareSums::n).sum();
      double a = sums.stream().mapToDouble(SquareSums::a).sum() / n;
      double b = sums.stream().mapToDouble(SquareSums::b).sum() / n;
      double varianceA = sums.stream().mapToDouble(SquareSums::aa).sum() / n - a * a;
      double varianceB = sums.stream().mapToDouble(SquareSums::bb).sum() / n - b * b;
      double scale = 1 / (n * Math.sqrt(varianceA * varianceB));
      double[] each = sums.stream().mapToDouble(s -> s.n() == 0 ? Double.NaN
          : scale * (s.ab() - a * s.b() - b * s.a() + s.n() * a * b)).toArray();
      double all = Arrays.stream(each).filter(v -> !Double.isNaN(v)).sum();
      return new Alike(Double.isNaN(all) ? 0 : all, each);
    }

    /** By how many of its standard errors the squares' mean gain is above 0. */
    double gainOver(Alike other) {
      SummaryStatistics gains = new SummaryStatistics();
      for (int i = 0; i < squares.length; i++) {
        if (!Double.isNaN(squares[i]) && !Double.isNaN(other.squares[i])) {
          gains.addValue(squares[i] - other.squares[i]);
        }
      }
      return gains.getMean() / (gains.getStandardDeviation() / Math.sqrt(gains.getN()));
    }
  }

  /** Both textures at one scale. */
  private record Level(CorrelationClimb climb, int width, int reduction) {

    static Level of(Section post, Section pre, int factor, double finest, ExecutorService executor) {
      List<Texture> textures = List.of(post, pre).stream()
          .map(section -> Texture.of(WorkingImage.of(section, factor), finest, COARSEST)).toList();
      return new Level(CorrelationClimb.of(textures.get(0), textures.get(1), executor),
          textures.get(0).image().width(), textures.get(0).reduction());
    }

    Answer climbed(Answer start, Freedom freedom) {
      return new Answer(climbed(start.all(), freedom, i -> true), climbed(start.black(), freedom, this::isBlack),
          climbed(start.white(), freedom, i -> !isBlack(i)));
    }

    private Homography climbed(Homography start, Freedom freedom, IntPredicate some) {
      return climb.from(start.reduced(reduction), freedom, STEPS, SETTLED, some).warp().enlarged(reduction);
    }

    /** Each half under the warp of the other. */
    Alike alike(Answer answer) {
      List<SquareSums> black = climb.squares(answer.white().reduced(reduction), SQUARE);
      List<SquareSums> white = climb.squares(answer.black().reduced(reduction), SQUARE);
      int across = (width + SQUARE - 1) / SQUARE;
      return Alike.of(IntStream.range(0, black.size())
          .mapToObj(i -> isBlack(i % across, i / across) ? black.get(i) : white.get(i)).toList());
    }

    private boolean isBlack(int pixel) {
      return isBlack(pixel % width / SQUARE, pixel / width / SQUARE);
    }

    private static boolean isBlack(int column, int row) {
      return (column + row) % 2 == 0;
    }
  }
}
