package io.github.exo2micro.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a homography leaves: the displacement of every point of post, small and smooth, with jumps along seams. A point
 * p of post shows what pre shows at {@code warp(p + d(p))}.
 *
 * <p>The smooth part is kept at the nodes of a coarse square lattice and interpolated by cubic convolution (Keys 1981,
 * a = −1/2); beyond the lattice the outermost nodes go on. The jumps are exact: they are no part of the lattice.
 * Of a torn section this is the field of the first piece, and holds a {@linkplain PieceMap map} of the others with
 * theirs. Immutable and thread-safe; the arrays are shared with their maker and must not be changed.
 */
public final class DisplacementField {

  /** The tile of a place that shows none of the pieces of a torn section: a {@link Row} says this. */
  public static final int NOWHERE = -1;
  /** Tiles of all mosaics together are fewer. */
  private static final int PIECE = 1 << 26;
  /** Places, along both axes, at which a piece's displacement is looked at to know the longest. */
  private static final int SAMPLES = 100;
  /** Cubic convolution goes beyond its nodes by this part of their range: the sum of its negative weights, at most. */
  private static final double OVERSHOOT = 0.2813;
  /** Bounds are wider by this, px, against rounding and since a perspective bends them a little. */
  private static final double SPARE = 0.5;

  private final Homography warp;
  private final int originX;
  private final int originY;
  private final int spacing;
  private final int columns;
  private final int rows;
  private final float[] dx;
  private final float[] dy;
  private final List<SeamGrid> seams;
  private final double own;
  private final double largest;
  private final Optional<PieceMap> pieces;
  private final Homography back;

  /**
   * @param warp padded post px → padded pre px, to which the field is added
   * @param originX column of the first node, padded post px
   * @param originY its row
   * @param spacing of the nodes along both axes, px, at least 1
   * @param columns nodes along x, at least 1
   * @param rows nodes along y, at least 1
   * @param dx of the smooth part at the nodes, row by row, post px
   * @param dy the same for rows
   * @param seams the jumps; empty without seams
   */
  public DisplacementField(Homography warp, int originX, int originY, int spacing, int columns, int rows, float[] dx,
      float[] dy, List<SeamGrid> seams) {
    this(warp, originX, originY, spacing, columns, rows, dx, dy, seams, Optional.empty());
  }

  private DisplacementField(Homography warp, int originX, int originY, int spacing, int columns, int rows, float[] dx,
      float[] dy, List<SeamGrid> seams, Optional<PieceMap> pieces) {
    if (spacing < 1 || columns < 1 || rows < 1 || dx.length != Math.multiplyExact(columns, rows)
        || dy.length != dx.length) {
      throw new IllegalArgumentException(
          columns + " x " + rows + " nodes, spacing " + spacing + ", " + dx.length + " and "
              + dy.length + " values");
    }
    for (int i = 0; i < dx.length; i++) {
      if (!Float.isFinite(dx[i]) || !Float.isFinite(dy[i])) {
        throw new IllegalArgumentException("node " + i + " is " + dx[i] + ", " + dy[i]);
      }
    }
    this.warp = warp;
    this.originX = originX;
    this.originY = originY;
    this.spacing = spacing;
    this.columns = columns;
    this.rows = rows;
    this.dx = dx;
    this.dy = dy;
    this.seams = List.copyOf(seams);
    // Cubic convolution overshoots its nodes by an eighth at most along each axis.
    this.own = 1.27 * largest(dx, dy) + seams.stream().mapToDouble(s -> largest(s.dx(), s.dy())).sum();
    this.pieces = pieces;
    this.back = pieces.isPresent() ? warp.inverse() : warp;
    this.largest = pieces.map(this::longest).orElse(own);
  }

  /** A field that adds nothing to a homography. */
  public static DisplacementField none(Homography warp) {
    return new DisplacementField(warp, 0, 0, 1, 1, 1, new float[1], new float[1], List.of());
  }

  /** This field, of the first piece, with those of others. */
  public DisplacementField with(PieceMap others) {
    return new DisplacementField(warp, originX, originY, spacing, columns, rows, dx, dy, seams, Optional.of(others));
  }

  /** The other pieces of a torn section; empty where the section is whole. */
  public Optional<PieceMap> pieces() {
    return pieces;
  }

  /** Of all pieces, against this one's homography. */
  private double longest(PieceMap map) {
    double longest = own;
    int step = Math.max(1, Math.max(map.columns(), map.rows()) / SAMPLES);
    for (int j = 0; j < map.rows(); j += step) {
      for (int i = 0; i < map.columns(); i += step) {
        int label = map.labels()[j * map.columns() + i] % PieceMap.GAP;
        if (label > 0) {
          double x = map.originX() + (i + 0.5) * map.block();
          double y = map.originY() + (j + 0.5) * map.block();
          double[] d = moved(map.others().get(label - 1).warp, x, y);
          longest = Math.max(longest, Math.hypot(d[0], d[1]) + spare(map, label, step));
        }
      }
    }
    return longest;
  }

  /** A piece's own field, and by how much it turns between two places that are looked at. */
  private double spare(PieceMap map, int label, int step) {
    return 2 + 1.2 * map.others().get(label - 1).own + 0.3 * step * map.block();
  }

  /** Where another homography takes a point, as a displacement to this one's. */
  private double[] moved(Homography other, double x, double y) {
    double u = other.x(x, y);
    double v = other.y(x, y);
    return new double[] {back.x(u, v) - x, back.y(u, v) - y};
  }

  /**
   * Bounds of the displacement in a rectangle of post: lowest dx, highest dx, lowest dy, highest dy, px. They follow
   * what the field does there, not anywhere: where it is followed across a tear of 70 px, a patch far from that tear
   * needs no more of pre than any other.
   *
   * @param x first column
   * @param y first row
   * @param width px
   * @param height px
   */
  public double[] range(int x, int y, int width, int height) {
    int labels = pieces.map(p -> p.labelsIn(x, y, width, height)).orElse(1);
    double[] range = (labels & 1) == 1 ? ownRange(x, y, width, height)
        : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY};
    for (int label = 1; labels >> label != 0; label++) {
      if ((labels >> label & 1) == 1) {
        DisplacementField other = pieces.orElseThrow().others().get(label - 1);
        double[] own = other.ownRange(x, y, width, height);
        for (int corner = 0; corner < 4; corner++) {
          int i = corner & 1;
          int j = corner >> 1;
          double[] d = moved(other.warp, x + i * width + own[i], y + j * height + own[2 + j]);
          range[0] = Math.min(range[0], d[0] + own[0] - SPARE);
          range[1] = Math.max(range[1], d[0] + own[1] + SPARE);
          range[2] = Math.min(range[2], d[1] + own[2] - SPARE);
          range[3] = Math.max(range[3], d[1] + own[3] + SPARE);
        }
      }
    }
    return range;
  }

  /** The same of this field alone, whatever the pieces. */
  private double[] ownRange(int x, int y, int width, int height) {
    double[] range = new double[4];
    System.arraycopy(smooth(dx, x, y, width, height), 0, range, 0, 2);
    System.arraycopy(smooth(dy, x, y, width, height), 0, range, 2, 2);
    for (SeamGrid grid : seams) {
      double[] jumps = grid.frame() == SeamGrid.Frame.POST ? grid.range(x, y, x + width, y + height)
          : inPre(grid, x, y, width, height);
      for (int i = 0; i < 4; i++) {
        range[i] += jumps[i];
      }
    }
    return range;
  }

  /** Of the tiles of pre that a rectangle of post sees through the homography; of all where it looks at the horizon. */
  private double[] inPre(SeamGrid grid, int x, int y, int width, int height) {
    double[] box = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NEGATIVE_INFINITY};
    double[] m = warp.toArray();
    for (int corner = 0; corner < 4; corner++) {
      double px = x + (corner & 1) * (double) width;
      double py = y + (corner >> 1) * (double) height;
      if (!(m[6] * px + m[7] * py + 1 > 0)) {
        return grid.range(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);
      }
      box[0] = Math.min(box[0], warp.x(px, py));
      box[1] = Math.min(box[1], warp.y(px, py));
      box[2] = Math.max(box[2], warp.x(px, py));
      box[3] = Math.max(box[3], warp.y(px, py));
    }
    return grid.range(box[0] - SPARE, box[1] - SPARE, box[2] + SPARE, box[3] + SPARE);
  }

  /** Lowest and highest value of the smooth part along one axis. */
  private double[] smooth(float[] nodes, int x, int y, int width, int height) {
    int left = clamp(Math.floorDiv(x - originX, spacing) - 1, columns);
    int right = clamp(Math.floorDiv(x + width - originX, spacing) + 2, columns);
    int top = clamp(Math.floorDiv(y - originY, spacing) - 1, rows);
    int bottom = clamp(Math.floorDiv(y + height - originY, spacing) + 2, rows);
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int j = top; j <= bottom; j++) {
      for (int i = left; i <= right; i++) {
        lowest = Math.min(lowest, nodes[j * columns + i]);
        highest = Math.max(highest, nodes[j * columns + i]);
      }
    }
    double beyond = OVERSHOOT * (highest - (double) lowest);
    return new double[] {lowest - beyond, highest + beyond};
  }

  private static double largest(float[] dx, float[] dy) {
    double largest = 0;
    for (int i = 0; i < dx.length; i++) {
      largest = Math.max(largest, Math.hypot(dx[i], dy[i]));
    }
    return largest;
  }

  /** Padded post px → padded pre px, to which the field is added. */
  public Homography warp() {
    return warp;
  }

  /** The homography of the piece that lies at a place of post, to which that piece's own field is added. */
  public Homography warpAt(double x, double y) {
    int piece = pieces.map(p -> p.label(x, y) % PieceMap.GAP).orElse(0);
    return piece == 0 ? warp : pieces.orElseThrow().others().get(piece - 1).warp;
  }

  /** Column of the first node, padded post px. */
  public int originX() {
    return originX;
  }

  /** Row of the first node. */
  public int originY() {
    return originY;
  }

  /** Distance of neighbouring nodes, px. */
  public int spacing() {
    return spacing;
  }

  /** Nodes along x. */
  public int columns() {
    return columns;
  }

  /** Nodes along y. */
  public int rows() {
    return rows;
  }

  /** The jumps; empty without seams. */
  public List<SeamGrid> seams() {
    return seams;
  }

  /** How many seam lines there are. */
  public int seamLines() {
    return seams.stream().mapToInt(SeamGrid::lines).sum();
  }

  /** No displacement is longer, post px. */
  public double bound() {
    return largest;
  }

  /** The whole displacement at the nodes, jumps included, row by row: dx of all, then dy of all. */
  public float[] nodes() {
    float[] nodes = new float[2 * dx.length];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        double[] jump = jump(originX + (double) i * spacing, originY + (double) j * spacing);
        int k = j * columns + i;
        nodes[k] = (float) (dx[k] + jump[0]);
        nodes[dx.length + k] = (float) (dy[k] + jump[1]);
      }
    }
    return nodes;
  }

  /**
   * The field whose whole displacement at the nodes is known, as {@link #nodes} gives it.
   *
   * @param nodes dx of all nodes, then dy of all
   */
  public static DisplacementField ofNodes(Homography warp, int originX, int originY, int spacing, int columns, int rows,
      float[] nodes, List<SeamGrid> seams) {
    int n = Math.multiplyExact(columns, rows);
    DisplacementField jumps = new DisplacementField(warp, originX, originY, spacing, columns, rows, new float[n],
        new float[n], seams);
    float[] dx = new float[n];
    float[] dy = new float[n];
    for (int k = 0; k < n; k++) {
      double[] jump = jumps.jump(originX + (double) (k % columns) * spacing,
          originY + (double) (k / columns) * spacing);
      dx[k] = (float) (nodes[k] - jump[0]);
      dy[k] = (float) (nodes[n + k] - jump[1]);
    }
    return new DisplacementField(warp, originX, originY, spacing, columns, rows, dx, dy, seams);
  }

  /** This field as it is after {@link #nodes} and {@link #ofNodes}: what a file gives back, to the last bit. */
  public DisplacementField stored() {
    DisplacementField first = ofNodes(warp, originX, originY, spacing, columns, rows, nodes(), seams);
    return pieces.map(p -> first.with(p.with(p.others().stream().map(DisplacementField::stored).toList())))
        .orElse(first);
  }

  /** The smooth part alone, with one more displacement everywhere: what a tile would look like if it did not end. */
  public DisplacementField without(double addX, double addY) {
    float[] x = dx.clone();
    float[] y = dy.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += (float) addX;
      y[i] += (float) addY;
    }
    return new DisplacementField(warp, originX, originY, spacing, columns, rows, x, y, List.of());
  }

  /**
   * The same field towards an image that shows pre's place with other pixels: where this one leads to (x, y) of pre,
   * that one leads to (scale · x + shiftX, scale · y + shiftY).
   *
   * @param scale px of the other image per px of pre, along each axis
   * @param shiftX column of the other image where pre has its column 0
   * @param shiftY its row, likewise
   */
  public DisplacementField towards(double scale, double shiftX, double shiftY) {
    List<SeamGrid> moved = seams.stream().map(s -> s.frame() == SeamGrid.Frame.POST ? s
        : new SeamGrid(s.frame(), Arrays.stream(s.xs()).map(x -> scale * x + shiftX).toArray(),
            Arrays.stream(s.ys()).map(y -> scale * y + shiftY).toArray(), s.dx(), s.dy()))
        .toList();
    return new DisplacementField(Homography.affine(scale, 0, shiftX, 0, scale, shiftY).after(warp), originX, originY,
        spacing, columns, rows, dx, dy, moved,
        pieces.map(p -> p.with(p.others().stream().map(o -> o.towards(scale, shiftX, shiftY)).toList())));
  }

  /** Displacement of a point: dx, dy, post px. */
  public double[] at(double x, double y) {
    double[] out = new double[2];
    new Row(y, x, x).at(x, out);
    return out;
  }

  /** Its jump part alone. */
  public double[] jump(double x, double y) {
    double[] out = new double[2];
    for (SeamGrid grid : seams) {
      int tile = tile(grid, x, y);
      out[0] += grid.dx()[tile];
      out[1] += grid.dy()[tile];
    }
    return out;
  }

  private int tile(SeamGrid grid, double x, double y) {
    return grid.frame() == SeamGrid.Frame.POST ? grid.tile(x, y) : grid.tile(warp.x(x, y), warp.y(x, y));
  }

  /** Distance of a point of post to the nearest seam, px of the seam's frame; infinite without seams. */
  public double distanceToSeam(double x, double y) {
    double least = Double.POSITIVE_INFINITY;
    for (SeamGrid grid : seams) {
      boolean post = grid.frame() == SeamGrid.Frame.POST;
      least = Math.min(least, grid.distance(post ? x : warp.x(x, y), post ? y : warp.y(x, y)));
    }
    return least;
  }

  /** Column of pre that post shows at (x, y). */
  public double preX(double x, double y) {
    double[] d = at(x, y);
    return warp.x(x + d[0], y + d[1]);
  }

  /** Row of pre that post shows at (x, y). */
  public double preY(double x, double y) {
    double[] d = at(x, y);
    return warp.y(x + d[0], y + d[1]);
  }

  /**
   * The smallest Jacobian determinant of p + d(p) between neighbouring nodes of the smooth part; above 0 the field can
   * be inverted away from seams.
   */
  public double smallestJacobian() {
    double least = 1;
    for (int j = 0; j + 1 < rows; j++) {
      for (int i = 0; i + 1 < columns; i++) {
        int k = j * columns + i;
        double a = 1 + (dx[k + 1] - dx[k]) / (double) spacing;
        double b = (dx[k + columns] - dx[k]) / (double) spacing;
        double c = (dy[k + 1] - dy[k]) / (double) spacing;
        double d = 1 + (dy[k + columns] - dy[k]) / (double) spacing;
        least = Math.min(least, a * d - b * c);
      }
    }
    return least;
  }

  /** The displacements along a piece of one row, for many columns of it. Used by one thread. */
  public final class Row {
    private final double y;
    private final int first;
    private final double[] ix;
    private final double[] iy;
    private final double from;
    private final double to;
    private final Row[] others;

    /**
     * @param y the row, px
     * @param from the lowest column that will be asked for
     * @param to the highest
     */
    public Row(double y, double from, double to) {
      this.y = y;
      this.from = from;
      this.to = to;
      this.others = new Row[pieces.map(p -> p.others().size()).orElse(0)];
      double v = (y - originY) / spacing;
      int j = (int) Math.floor(v);
      double[] w = weights(v - j);
      this.first = (int) Math.floor((from - originX) / spacing) - 1;
      int count = (int) Math.floor((to - originX) / spacing) + 3 - first;
      this.ix = new double[count];
      this.iy = new double[count];
      for (int b = 0; b < 4; b++) {
        int at = clamp(j - 1 + b, rows) * columns;
        for (int i = 0; i < count; i++) {
          int k = at + clamp(first + i, columns);
          ix[i] += w[b] * dx[k];
          iy[i] += w[b] * dy[k];
        }
      }
    }

    /**
     * @param x the column, in the range that was announced
     * @param out gets dx and dy
     * @return which tile of the mosaics, of which piece, the point lies in; equal numbers mean the same one.
     *     {@link #NOWHERE} in the gap of a tear, where the displacement is the one of the piece that lies nearest
     */
    public int at(double x, double[] out) {
      if (pieces.isEmpty()) {
        return own(x, out);
      }
      int label = pieces.get().label(x, y);
      int piece = label % PieceMap.GAP;
      int tile = piece == 0 ? own(x, out) : other(piece, x, out);
      return label >= PieceMap.GAP ? NOWHERE : tile;
    }

    /**
     * The same for columns with equal steps, as {@link #at} says it of each.
     *
     * @param x the first column
     * @param step px to the next
     * @param count how many
     * @param atX gets dx
     * @param atY gets dy
     * @param tiles gets which tile each lies in
     */
    public void run(int x, int step, int count, double[] atX, double[] atY, int[] tiles) {
      if (pieces.isPresent() || !seams.isEmpty()) {
        double[] d = new double[2];
        for (int n = 0; n < count; n++) {
          tiles[n] = at(x + n * step, d);
          atX[n] = d[0];
          atY[n] = d[1];
        }
        return;
      }
      Arrays.fill(tiles, 0, count, 0);
      double[] nodesX = ix;
      double[] nodesY = iy;
      double pitch = spacing;
      int left = x - originX;
      // As own() has it, in one loop: calls, and fields in memory, take as long as all the rest.
      for (int n = 0; n < count; n++) {
        double u = left / pitch;
        int i = (int) u;
        i = u < i ? i - 1 : i;
        double f = u - i;
        double g = 1 - f;
        double w0 = -0.5 * f * g * g;
        double w1 = 1 + f * f * (1.5 * f - 2.5);
        double w2 = 1 + g * g * (1.5 * g - 2.5);
        double w3 = -0.5 * g * f * f;
        int k = i - 1 - first;
        atX[n] = w0 * nodesX[k] + w1 * nodesX[k + 1] + w2 * nodesX[k + 2] + w3 * nodesX[k + 3];
        atY[n] = w0 * nodesY[k] + w1 * nodesY[k + 1] + w2 * nodesY[k + 2] + w3 * nodesY[k + 3];
        left += step;
      }
    }

    private int other(int piece, double x, double[] out) {
      DisplacementField field = pieces.orElseThrow().others().get(piece - 1);
      if (others[piece - 1] == null) {
        others[piece - 1] = field.new Row(y, from, to);
      }
      int tile = others[piece - 1].own(x, out);
      double[] d = moved(field.warp, x + out[0], y + out[1]);
      out[0] += d[0];
      out[1] += d[1];
      return piece * PIECE + tile;
    }

    private int own(double x, double[] out) {
      double u = (x - originX) / spacing;
      int i = floor(u);
      double f = u - i;
      double g = 1 - f;
      double w0 = -0.5 * f * g * g;
      double w1 = 1 + f * f * (1.5 * f - 2.5);
      double w2 = 1 + g * g * (1.5 * g - 2.5);
      double w3 = -0.5 * g * f * f;
      int k = i - 1 - first;
      double sx = w0 * ix[k] + w1 * ix[k + 1] + w2 * ix[k + 2] + w3 * ix[k + 3];
      double sy = w0 * iy[k] + w1 * iy[k + 1] + w2 * iy[k + 2] + w3 * iy[k + 3];
      int id = 0;
      // No loop of a list: that makes an object for each of millions of points, nearly all of them without seams.
      for (int s = 0; s < seams.size(); s++) {
        SeamGrid grid = seams.get(s);
        int tile = tile(grid, x, y);
        sx += grid.dx()[tile];
        sy += grid.dy()[tile];
        id = id * grid.tiles() + tile;
      }
      out[0] = sx;
      out[1] = sy;
      return id;
    }
  }

  /** As {@link Math#floor}, which the quick compiler calls as a method of many branches. */
  private static int floor(double value) {
    int whole = (int) value;
    return value < whole ? whole - 1 : whole;
  }

  private static int clamp(int i, int limit) {
    return Math.max(0, Math.min(limit - 1, i));
  }

  private static double[] weights(double f) {
    double g = 1 - f;
    return new double[] {-0.5 * f * g * g, 1 + f * f * (1.5 * f - 2.5), 1 + g * g * (1.5 * g - 2.5), -0.5 * g * f * f};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DisplacementField f && warp.equals(f.warp) && originX == f.originX && originY == f.originY
        && spacing == f.spacing && columns == f.columns && Arrays.equals(dx, f.dx) && Arrays.equals(dy, f.dy)
        && seams.equals(f.seams) && pieces.equals(f.pieces);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dx) * 31 + Arrays.hashCode(dy);
  }
}
