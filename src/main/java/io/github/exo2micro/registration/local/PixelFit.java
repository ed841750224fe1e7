package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Improves a fitted field by what blocks of pixels say about it: the same spline with the same jumps and the same
 * bending energy, with the blocks' information instead of the patches'. The two components of the displacement hang
 * together by the blocks' mixed terms; each is solved in turn with the other one as it is, which settles in a few
 * rounds.
 */
final class PixelFit {

  private static final int ROUNDS = 4;
  /**
   * Within so many px the pixels' gradients, the mean of both images', say the same: the error grows with the third
   * power of the step.
   */
  private static final double STILL_PX = 0.1;
  /** Of the patches' stiffness: pixels know more of a bend. */
  private static final double[] SOFTER = {1, 0.3, 0.1, 0.03, 0.01};

  /** Half of χ² with two degrees of freedom is below it. */
  private static final double MEDIAN_OF_SQUARES = 2 * Math.log(2);
  /** Parts of the cells that can be left out one after the other. */
  private static final int FOLDS = 8;
  /** So many cells say what one says to some percent. */
  private static final int ENOUGH_CELLS = 900;

  private final ElasticFit lattice;
  private final List<PixelBlocks.Block> blocks;
  private final ElasticFit.Place[] places;
  private final PlateEquations alongX;
  private final PlateEquations alongY;

  private PixelFit(ElasticFit lattice, List<PixelBlocks.Block> blocks, double stiffness) {
    this.lattice = lattice;
    this.blocks = blocks;
    this.places = blocks.stream().map(b -> lattice.place(b.x(), b.y())).toArray(ElasticFit.Place[]::new);
    double typical = typical();
    double energy = stiffness * typical;
    this.alongX = lattice.equations(places, blocks.stream().mapToDouble(PixelBlocks.Block::xx).toArray(), energy,
        typical);
    this.alongY = lattice.equations(places, blocks.stream().mapToDouble(PixelBlocks.Block::yy).toArray(), energy,
        typical);
  }

  /**
   * What the blocks of most cells say about those of the others.
   *
   * @param stiffness weight of the bending energy under which they predict them best
   * @param excess how many times larger the squares of the others' steps are than their information says
   */
  record Tuning(double stiffness, double excess) {}

  /**
   * The field that all blocks, and patches where there is none of them, agree on.
   *
   * @param patches what the start was fitted to
   * @param start the field that the blocks were asked about
   */
  static ElasticFit.Solution of(ElasticFit lattice, List<PixelBlocks.Block> blocks, List<LocalPatch> patches,
      ElasticFit.Solution start, Tuning tuning) {
    Set<Long> seen = new HashSet<>();
    List<PixelBlocks.Block> all = new ArrayList<>();
    for (PixelBlocks.Block b : blocks) {
      seen.add(square(b.x(), b.y()));
      all.add(b.weaker(tuning.excess()));
    }
    for (LocalPatch p : patches) {
      if (!seen.contains(square(p.x(), p.y()))) {
        double[] d = start.at(p.x(), p.y());
        double m = 1 / ElasticFit.patchVariance(p.sigma());
        all.add(new PixelBlocks.Block(p.x(), p.y(), m, 0, m, m * (p.dx() - d[0]), m * (p.dy() - d[1])));
      }
    }
    return blocks.isEmpty() ? start : new PixelFit(lattice, all, tuning.stiffness()).from(start);
  }

  /** @param stiffness that suits the patches */
  static Tuning tuned(ElasticFit lattice, List<PixelBlocks.Block> blocks, ElasticFit.Solution start,
      double stiffness) {
    List<PixelBlocks.Block> known = blocks.stream().filter(b -> !isLeftOut(b)).toList();
    List<PixelBlocks.Block> left = blocks.stream().filter(PixelFit::isLeftOut).toList();
    double best = Double.NEGATIVE_INFINITY;
    Tuning chosen = new Tuning(stiffness, 1);
    for (double factor : SOFTER) {
      ElasticFit.Solution solution = new PixelFit(lattice, known, factor * stiffness).from(start);
      double gain = left.stream().mapToDouble(b -> gain(b, start, solution)).sum();
      if (!(gain > best)) {
        break;
      }
      best = gain;
      chosen = new Tuning(factor * stiffness, excess(left, start, solution));
    }
    return chosen;
  }

  /**
   * What a cell that was asked about one field says about the next; nothing where that lies so far from the first that
   * it must be asked again.
   */
  static Optional<PixelBlocks.Cell> seenFrom(ElasticFit.Solution next, PixelBlocks.Cell cell,
      ElasticFit.Solution asked) {
    Tile square = cell.square();
    for (int corner = 0; corner < 4; corner++) {
      double x = square.x() + (corner & 1) * square.width();
      double y = square.y() + (corner >> 1) * square.height();
      double[] moved = moved(asked, next, x, y);
      if (!(Math.hypot(moved[0], moved[1]) <= STILL_PX)) {
        return Optional.empty();
      }
    }
    return Optional.of(new PixelBlocks.Cell(square, cell.blocks().stream().map(b -> {
      double[] moved = moved(asked, next, b.x(), b.y());
      return b.from(moved[0], moved[1]);
    }).toList()));
  }

  private static double[] moved(ElasticFit.Solution from, ElasticFit.Solution to, double x, double y) {
    double[] d = from.at(x, y);
    double[] e = to.at(x, y);
    return new double[] {e[0] - d[0], e[1] - d[1]};
  }

  /**
   * From the cells' steps beyond a field that does not know them.
   */
  private static double excess(List<PixelBlocks.Block> left, ElasticFit.Solution start, ElasticFit.Solution solution) {
    double median = Median.of(cells(left, start, solution).stream().mapToDouble(PixelBlocks.Block::significance));
    return Math.max(1, median / MEDIAN_OF_SQUARES);
  }

  /** What the blocks of each cell say together beyond a field. */
  private static Collection<PixelBlocks.Block> cells(List<PixelBlocks.Block> blocks, ElasticFit.Solution start,
      ElasticFit.Solution solution) {
    Map<Long, PixelBlocks.Block> cells = new TreeMap<>();
    for (PixelBlocks.Block b : blocks) {
      double[] moved = moved(start, solution, b.x(), b.y());
      cells.merge(square(b.x(), b.y()), b.from(moved[0], moved[1]), PixelBlocks.Block::plus);
    }
    return cells.values();
  }

  /**
   * A cell of which a field knows nothing.
   *
   * @param x column of its centre, post px
   * @param y its row
   * @param square of the step that it wants beyond that field, in its own variances
   * @param share the field's variance there over the cell's own
   */
  record Unknown(double x, double y, double square, double share) {}

  /**
   * How many times larger than {@link ElasticFit.Solution#variance} says the squared error of a field of pixels is,
   * from place to place, as cells tell that the field was not told of.
   *
   * <p>What such a cell shows beyond the field is the cell's own noise and the field's error there. The first has the
   * same reasons everywhere near: noise of the camera, light that fades across a tile, what only one image shows. So
   * the field next to it has it, too. The second is less than the bending energy allows, since tissue is smoother than
   * an elastic plate of any shape: {@link #OF_BENDING} of it.
   *
   * <p>Patches that were never fitted are not asked. Their noise is two to four times the field's error, and what they
   * say of it themselves is wrong by a quarter.
   *
   * @param cells at least {@link #FEWEST}
   */
  record Calibration(List<Unknown> cells) {

    /** Fewer cells tell nothing. */
    static final int FEWEST = 24;
    /** So many cells tell their median to a fifth, and lie within a tile of a mosaic. */
    private static final int NEAREST = 48;
    /**
     * Of the variance that the bending energy gives a cell which is not known, next to the cell's own noise. Where
     * squares of 128 px were left out instead of 64, what the cells lay off by more was 0.61, 0.51 and 0.23 of it
     * (three images).
     */
    private static final double OF_BENDING = 0.45;

    /** By what the field's variance at a place, post px, is to be multiplied. */
    double at(double x, double y) {
      double[] squares = cells.stream().sorted(Comparator.comparingDouble(c -> Math.hypot(c.x() - x, c.y() - y)))
          .limit(NEAREST).mapToDouble(c -> c.square() / (1 + OF_BENDING * c.share())).toArray();
      return Median.of(squares) / MEDIAN_OF_SQUARES;
    }
  }

  /**
   * What cells say about fields that were not told of them, one part of the cells after the other until they are
   * enough.
   *
   * @param blocks what was asked about {@code start}
   * @param tuning under which the field is fitted
   */
  static List<Unknown> unknown(ElasticFit lattice, List<PixelBlocks.Block> blocks, ElasticFit.Solution start,
      Tuning tuning) {
    List<PixelBlocks.Block> all = blocks.stream().map(b -> b.weaker(tuning.excess())).toList();
    List<Unknown> unknown = new ArrayList<>();
    for (int fold = 0; fold < FOLDS && unknown.size() < ENOUGH_CELLS; fold++) {
      int out = fold;
      List<PixelBlocks.Block> known = all.stream().filter(b -> part(b) != out).toList();
      List<PixelBlocks.Block> left = all.stream().filter(b -> part(b) == out).toList();
      if (known.isEmpty() || left.isEmpty()) {
        continue;
      }
      ElasticFit.Solution solution = new PixelFit(lattice, known, tuning.stiffness()).from(start);
      for (PixelBlocks.Block cell : cells(left, start, solution)) {
        double x = (Math.floor(cell.x() / PixelBlocks.CELL) + 0.5) * PixelBlocks.CELL;
        double y = (Math.floor(cell.y() / PixelBlocks.CELL) + 0.5) * PixelBlocks.CELL;
        unknown.add(new Unknown(x, y, cell.significance(),
            solution.variance(x, y, PixelBlocks.CELL) / cell.variance()));
      }
    }
    return unknown;
  }

  /** By how much the logarithmic likelihood of a block rises from one field to another. */
  private static double gain(PixelBlocks.Block b, ElasticFit.Solution from, ElasticFit.Solution to) {
    double[] moved = moved(from, to, b.x(), b.y());
    double ux = moved[0];
    double uy = moved[1];
    return b.gx() * ux + b.gy() * uy - (b.xx() * ux * ux + 2 * b.xy() * ux * uy + b.yy() * uy * uy) / 2;
  }

  /** One cell of eight, scattered. */
  private static boolean isLeftOut(PixelBlocks.Block b) {
    return part(b) == 0;
  }

  /** Which of the {@link #FOLDS} parts all blocks of a cell belong to. */
  private static int part(PixelBlocks.Block b) {
    return Long.hashCode(square(b.x(), b.y()) * 0x9E3779B97F4A7C15L) >>> 29;
  }

  private static long square(double x, double y) {
    return ((long) (y / PixelBlocks.CELL) << 32) + (long) (x / PixelBlocks.CELL);
  }

  /** Information of as many blocks as there are for each knot that sees one. */
  private double typical() {
    double[] sizes = blocks.stream().mapToDouble(b -> (b.xx() + b.yy()) / 2).sorted().toArray();
    double knot = (double) lattice.spacing() * lattice.spacing() / (PixelBlocks.BLOCK * PixelBlocks.BLOCK);
    return sizes.length == 0 ? 0 : knot * sizes[sizes.length / 2];
  }

  private ElasticFit.Solution from(ElasticFit.Solution start) {
    int n = places.length;
    double[] wantedX = new double[n];
    double[] wantedY = new double[n];
    for (int i = 0; i < n; i++) {
      PixelBlocks.Block b = blocks.get(i);
      double[] d = start.at(places[i]);
      wantedX[i] = b.xx() * d[0] + b.xy() * d[1] + b.gx();
      wantedY[i] = b.xy() * d[0] + b.yy() * d[1] + b.gy();
    }
    ElasticFit.Solution solution = start;
    for (int round = 0; round < ROUNDS; round++) {
      double[] x = wantedX.clone();
      for (int i = 0; i < n; i++) {
        PixelBlocks.Block b = blocks.get(i);
        x[i] -= b.xy() * solution.at(places[i])[1];
      }
      solution = solution.withX(alongX.solve(x));
      double[] y = wantedY.clone();
      for (int i = 0; i < n; i++) {
        PixelBlocks.Block b = blocks.get(i);
        y[i] -= b.xy() * solution.at(places[i])[0];
      }
      solution = solution.withY(alongY.solve(y));
    }
    return solution;
  }
}
