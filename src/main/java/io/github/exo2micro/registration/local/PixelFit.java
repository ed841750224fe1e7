package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
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
   * From the cells' steps beyond a field that does not know them; half of χ² with two degrees of freedom is below
   * 1.386.
   */
  private static double excess(List<PixelBlocks.Block> left, ElasticFit.Solution start, ElasticFit.Solution solution) {
    Map<Long, PixelBlocks.Block> cells = new TreeMap<>();
    for (PixelBlocks.Block b : left) {
      double[] moved = moved(start, solution, b.x(), b.y());
      cells.merge(square(b.x(), b.y()), b.from(moved[0], moved[1]), PixelBlocks.Block::plus);
    }
    double median = Median.of(cells.values().stream().mapToDouble(PixelBlocks.Block::significance));
    return Math.max(1, median / (2 * Math.log(2)));
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
    return (Long.hashCode(square(b.x(), b.y()) * 0x9E3779B97F4A7C15L) >>> 29) == 0;
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
