package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides block by block along the edges of pieces which piece's motion explains post better, so that the line
 * between them is smooth, and which blocks show none of them: the gap of a tear, where each piece's motion would show
 * what another piece shows already. Away from the edges the cells' labels stand.
 *
 * <p>What is minimised is the sum of squares that a piece's pre leaves of post, each pixel's counted up to a limit,
 * plus a price for each pair of neighbouring blocks with different labels, block after block (iterated conditional
 * modes: Besag 1986, doi:10.1111/j.2517-6161.1986.tb01412.x).
 */
final class PieceCut {

  /** Blocks of the map, at most. */
  private static final long MOST_BLOCKS = 4_000_000;
  private static final int LEAST_BLOCK = 4;
  private static final int LARGEST_BLOCK = 16;
  private static final double BLUR = 1.5;
  /** Pixels as near as this help each other to decide. */
  private static final double TOGETHER = 3;
  private static final int MARGIN = 16;
  /** In typical deviations: what is farther off is no better explained by one that is a little nearer. */
  private static final double LIMIT = 4;
  /** The price of a neighbour with another label, of what a pixel that is not explained costs. */
  private static final double PRICE = 0.04;
  private static final int SWEEPS = 12;
  /** From this cost on a block is not explained. */
  private static final float UNEXPLAINED = 0.4f;
  private static final int CALIBRATION = 200;

  private final PieceCells cells;
  private final List<DisplacementField> fields;
  private final List<Plane> seen = new ArrayList<>();
  private final List<Homography> back;
  private final byte[] filled;
  private final boolean[] open;
  private final float[][][] costs;
  private final int block;
  private final int perCell;
  private final int columns;
  private final int rows;
  private final byte[] labels;

  private PieceCut(PieceCells cells, Plane pre, List<DisplacementField> fields, byte[] decided) {
    this.cells = cells;
    this.fields = fields;
    this.back = fields.stream().map(f -> f.warp().inverse()).toList();
    for (DisplacementField field : fields) {
      seen.add(new WarpedPlane(pre, field, cells.post().size()));
    }
    this.filled = cells.filled(decided);
    this.open = open(decided);
    this.costs = new float[cells.count()][][];
    this.block = block(cells);
    this.perCell = cells.cell() / block;
    this.columns = cells.columns() * perCell;
    this.rows = cells.rows() * perCell;
    this.labels = new byte[columns * rows];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = filled[cellOf(i)];
    }
  }

  private static int block(PieceCells cells) {
    int block = LEAST_BLOCK;
    while (block < LARGEST_BLOCK
        && (long) cells.bounds().width() / block * cells.bounds().height() / block > MOST_BLOCKS) {
      block *= 2;
    }
    return block;
  }

  /**
   * Cuts.
   *
   * @param pre padded pre
   * @param fields of the pieces, each with its own homography
   * @param decided labels of the cells, negative where they are not known
   * @return the map of the other pieces, for the field of the first
   * @throws IOException when a plane cannot be read
   */
  static PieceMap of(PieceCells cells, Plane pre, List<DisplacementField> fields, byte[] decided, Progress progress)
      throws IOException {
    PieceCut cut = new PieceCut(cells, pre, fields, decided);
    Brightness brightness = cut.brightness(decided);
    cells.loop().run(cells.count(), i -> {
      if (cut.open[i]) {
        cut.costs[i] = cut.costs(i, brightness);
      }
    }, progress);
    cut.settle();
    cut.dropIslands();
    cut.settle();
    byte[] withGaps = cut.withGaps();
    return new PieceMap(cells.bounds().x(), cells.bounds().y(), cut.block, cut.columns, cut.rows, withGaps,
        fields.subList(1, fields.size()));
  }

  /** Cells that an edge may cross. */
  private boolean[] open(byte[] decided) {
    boolean[] result = new boolean[filled.length];
    for (int i = 0; i < result.length; i++) {
      int at = i;
      boolean edge = cells.around(i, decided[i] < 0 ? 2 : 1).stream().anyMatch(n -> filled[n] != filled[at]);
      result[i] = edge && cells.around(i, 1).stream().anyMatch(n -> cells.onTissue()[n])
          || !cells.onTissue()[i] && isShownElsewhere(cells.tile(i), filled[i]);
    }
    return result;
  }

  /** Whether a part of a cell off the tissue would show what another piece's tissue shows: the inside of a wide gap. */
  private boolean isShownElsewhere(Tile tile, int own) {
    for (int corner = 0; corner < 5; corner++) {
      double x = tile.x() + (corner == 4 ? 0.5 : corner & 1) * tile.width();
      double y = tile.y() + (corner == 4 ? 0.5 : corner >> 1) * tile.height();
      for (int k = 0; k < fields.size(); k++) {
        if (k != own) {
          double[] there = inverse(k, fields.get(own).preX(x, y), fields.get(own).preY(x, y));
          int at = cells.at(there[0], there[1]);
          if (cells.contains(there[0], there[1]) && cells.onTissue()[at] && filled[at] == k) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int cellOf(int i) {
    return i / columns / perCell * cells.columns() + i % columns / perCell;
  }

  /** How bright post is where pre is p: gain · p + offset, give or take a deviation. */
  private record Brightness(double gain, double offset, double limit) {

    /** What is not explained of a pixel, 0 to 1; negative where it is darker than it should be. */
    float cost(float post, float pre) {
      double r = post - gain * pre - offset;
      return (float) Math.copySign(Math.min(1, r * r / limit), r);
    }
  }

  private Brightness brightness(byte[] decided) throws IOException {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < decided.length; i++) {
      if (decided[i] >= 0 && !open[i]) {
        some.add(i);
      }
    }
    int step = Math.max(1, some.size() / CALIBRATION);
    List<float[]> posts = new ArrayList<>();
    List<float[]> pres = new ArrayList<>();
    for (int i = 0; i < some.size(); i += step) {
      Tile tile = cells.tile(some.get(i)).intersect(cells.post().size().whole());
      posts.add(smooth(cells.post(), tile).pixels());
      pres.add(smooth(seen.get(decided[some.get(i)]), tile).pixels());
    }
    double[] line = line(posts, pres, 1, 0, Double.POSITIVE_INFINITY);
    double sigma = deviation(posts, pres, line);
    line = line(posts, pres, line[0], line[1], 3 * sigma);
    sigma = Math.max(1e-6, deviation(posts, pres, line));
    return new Brightness(line[0], line[1], LIMIT * LIMIT * sigma * sigma);
  }

  private static double[] line(List<float[]> posts, List<float[]> pres, double gain, double offset, double most) {
    double n = 0;
    double sp = 0;
    double sq = 0;
    double sqq = 0;
    double spq = 0;
    for (int i = 0; i < posts.size(); i++) {
      for (int k = 0; k < posts.get(i).length; k++) {
        double p = posts.get(i)[k];
        double q = pres.get(i)[k];
        if (Math.abs(p - gain * q - offset) <= most) {
          n++;
          sp += p;
          sq += q;
          sqq += q * q;
          spq += p * q;
        }
      }
    }
    double power = sqq - sq * sq / Math.max(1, n);
    double fitted = power > 0 ? (spq - sp * sq / n) / power : 1;
    return new double[] {fitted, n > 0 ? (sp - fitted * sq) / n : 0};
  }

  private static double deviation(List<float[]> posts, List<float[]> pres, double[] line) {
    int count = posts.stream().mapToInt(p -> p.length).sum();
    float[] sizes = new float[count];
    int n = 0;
    for (int i = 0; i < posts.size(); i++) {
      for (int k = 0; k < posts.get(i).length; k++) {
        sizes[n++] = (float) Math.abs(posts.get(i)[k] - line[0] * pres.get(i)[k] - line[1]);
      }
    }
    Arrays.sort(sizes);
    return count == 0 ? 0 : 1.4826 * sizes[count / 2];
  }

  private static FloatImage smooth(Plane plane, Tile tile) throws IOException {
    FloatImage image = new FloatImage(tile.width(), tile.height());
    plane.readClipped(tile, image.pixels());
    return GaussianBlur.blur(image, BLUR);
  }

  /** Of each label, or an empty array where it is not near, the cost of each block of a cell. */
  private float[][] costs(int cell, Brightness brightness) throws IOException {
    Tile tile = cells.tile(cell).grown(MARGIN);
    FloatImage target = smooth(cells.post(), tile);
    float[][] result = new float[fields.size()][];
    for (int k = 0; k < result.length; k++) {
      int label = k;
      boolean near = cells.around(cell, 2).stream().anyMatch(n -> filled[n] == label);
      result[k] = near ? blocks(target, smooth(seen.get(k), tile), brightness) : new float[0];
    }
    return result;
  }

  /** Of each block of a cell the cost; behind them, of each, what of it is that post is darker than it should be. */
  private float[] blocks(FloatImage target, FloatImage shown, Brightness brightness) {
    FloatImage dark = new FloatImage(shown.width(), shown.height());
    for (int i = 0; i < shown.pixels().length; i++) {
      float cost = brightness.cost(target.pixels()[i], shown.pixels()[i]);
      shown.pixels()[i] = Math.abs(cost);
      dark.pixels()[i] = Math.max(0, -cost);
    }
    FloatImage all = GaussianBlur.blur(shown, TOGETHER);
    FloatImage darker = GaussianBlur.blur(dark, TOGETHER);
    int n = perCell * perCell;
    float[] result = new float[2 * n];
    for (int b = 0; b < n; b++) {
      result[b] = mean(all, b);
      result[n + b] = mean(darker, b);
    }
    return result;
  }

  private float mean(FloatImage image, int b) {
    double sum = 0;
    for (int y = 0; y < block; y++) {
      for (int x = 0; x < block; x++) {
        sum += image.at(MARGIN + b % perCell * block + x, MARGIN + b / perCell * block + y);
      }
    }
    return (float) (sum / (block * block));
  }

  /** What a block would cost with a label; infinite where that one is not near. */
  private float cost(int i, int label) {
    float[] ofCell = costs[cellOf(i)][label];
    return ofCell.length == 0 ? Float.POSITIVE_INFINITY : ofCell[inCell(i)];
  }

  private int inCell(int i) {
    return i / columns % perCell * perCell + i % columns % perCell;
  }

  /** Whether post is darker in a block than its label explains: nothing is there, rather than something more. */
  private boolean isDark(int i) {
    float[] ofCell = costs[cellOf(i)][labels[i]];
    return ofCell.length > 0 && ofCell[perCell * perCell + inCell(i)] >= UNEXPLAINED;
  }

  private boolean isOpen(int i) {
    return open[cellOf(i)];
  }

  private void settle() {
    boolean changed = true;
    for (int sweep = 0; sweep < SWEEPS && changed; sweep++) {
      changed = false;
      for (int i = 0; i < labels.length; i++) {
        if (isOpen(i)) {
          byte best = best(i);
          changed |= best != labels[i];
          labels[i] = best;
        }
      }
    }
  }

  private byte best(int i) {
    int best = labels[i];
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < fields.size(); k++) {
      double cost = cost(i, k);
      if (cost < Float.POSITIVE_INFINITY) {
        cost += PRICE * unlike(i, k);
        if (cost < least) {
          least = cost;
          best = k;
        }
      }
    }
    return (byte) best;
  }

  private int unlike(int i, int label) {
    int n = 0;
    int x = i % columns;
    int y = i / columns;
    for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
        n += labels[v * columns + u] != label ? 1 : 0;
      }
    }
    return n;
  }

  /** Patches of a label that are smaller than a cell get the label that most of the blocks around them have. */
  private void dropIslands() {
    boolean[] large = new boolean[labels.length];
    boolean[] here = new boolean[labels.length];
    for (int start = 0; start < labels.length; start++) {
      if (isOpen(start) && !large[start]) {
        int[] around = new int[fields.size()];
        List<Integer> island = island(start, large, here, around);
        boolean small = island.size() < perCell * perCell && island.stream().noneMatch(i -> large[i]);
        byte label = small ? most(around, labels[start]) : labels[start];
        for (int i : island) {
          labels[i] = label;
          large[i] = true;
          here[i] = false;
        }
      }
    }
  }

  /** The blocks that hang together with one, until they are too many for an island or meet what is none. */
  private List<Integer> island(int start, boolean[] large, boolean[] here, int[] around) {
    List<Integer> island = new ArrayList<>(List.of(start));
    here[start] = true;
    for (int next = 0; next < island.size() && island.size() < perCell * perCell && !large[island.get(next)]; next++) {
      for (int n : neighbours(island.get(next))) {
        if (labels[n] != labels[start]) {
          around[labels[n]]++;
        } else if (!here[n]) {
          here[n] = true;
          island.add(n);
        }
      }
    }
    return island;
  }

  private static byte most(int[] around, byte own) {
    int best = own;
    for (int k = 0; k < around.length; k++) {
      best = around[k] > around[best] ? k : best;
    }
    return (byte) best;
  }

  private List<Integer> neighbours(int i) {
    List<Integer> result = new ArrayList<>(4);
    if (i % columns > 0) {
      result.add(i - 1);
    }
    if (i % columns < columns - 1) {
      result.add(i + 1);
    }
    if (i >= columns) {
      result.add(i - columns);
    }
    if (i < labels.length - columns) {
      result.add(i + columns);
    }
    return result;
  }

  private byte[] withGaps() {
    boolean[] gap = new boolean[labels.length];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = isOpen(i) && isDark(i) && isShownElsewhere(i);
    }
    gap = majority(gap);
    widen(gap);
    byte[] result = labels.clone();
    for (int i = 0; i < gap.length; i++) {
      result[i] += (byte) (gap[i] ? PieceMap.GAP : 0);
    }
    return result;
  }

  /** What most of the blocks around and a block itself are. */
  private boolean[] majority(boolean[] set) {
    boolean[] result = new boolean[set.length];
    for (int i = 0; i < set.length; i++) {
      if (isOpen(i)) {
        int n = 0;
        int all = 0;
        int x = i % columns;
        int y = i / columns;
        for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
            n += set[v * columns + u] ? 1 : 0;
            all++;
          }
        }
        result[i] = 2 * n > all;
      }
    }
    return result;
  }

  /** Over what is dark beside it: what a piece lost along the tear is shown by none. */
  private void widen(boolean[] gap) {
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < gap.length; i++) {
      if (gap[i]) {
        front.add(i);
      }
    }
    for (int next = 0; next < front.size(); next++) {
      for (int n : neighbours(front.get(next))) {
        if (!gap[n] && isOpen(n) && isDark(n)) {
          gap[n] = true;
          front.add(n);
        }
      }
    }
  }

  /** Whether another piece shows what this block would show, and is explained better by it. */
  private boolean isShownElsewhere(int i) {
    double x = cells.bounds().x() + (i % columns + 0.5) * block - 0.5;
    double y = cells.bounds().y() + (i / columns + 0.5) * block - 0.5;
    int own = labels[i];
    double u = fields.get(own).preX(x, y);
    double v = fields.get(own).preY(x, y);
    for (int k = 0; k < fields.size(); k++) {
      if (k != own) {
        double[] there = inverse(k, u, v);
        int at = (int) Math.floor((there[1] + 0.5 - cells.bounds().y()) / block) * columns
            + (int) Math.floor((there[0] + 0.5 - cells.bounds().x()) / block);
        if (cells.contains(there[0], there[1]) && labels[at] == k
            && (!isOpen(at) || cost(at, k) < cost(i, own))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where post shows a place of pre under a piece's field. */
  private double[] inverse(int piece, double u, double v) {
    return inverse(fields.get(piece), back.get(piece), u, v);
  }

  static double[] inverse(DisplacementField field, Homography back, double u, double v) {
    double px = back.x(u, v);
    double py = back.y(u, v);
    double x = px;
    double y = py;
    for (int round = 0; round < 4; round++) {
      double[] d = field.at(x, y);
      x = px - d[0];
      y = py - d[1];
    }
    return new double[] {x, y};
  }
}
