package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * A set of pixels of a small image, with round (Euclidean) morphology, exact. What lies outside the image is neither
 * set nor unset: it neither grows into the image nor eats it.
 */
public final class Mask {

  private final int width;
  private final int height;
  private final boolean[] set;

  /** @param set row-major, width · height long; shared, not to be changed once it is handed over */
  Mask(int width, int height, boolean[] set) {
    if (set.length != width * height) {
      throw new IllegalArgumentException(set.length + " pixels for " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.set = set;
  }

  /** Tells places apart. */
  @FunctionalInterface
  public interface Where {
    /** Whether a full-resolution place belongs to it. */
    boolean at(double x, double y);
  }

  /**
   * The pixels of this mask whose centres lie in a part of the full-resolution frame.
   *
   * @param reduction full-resolution px per pixel of the mask
   */
  public Mask only(Where part, int reduction) {
    boolean[] some = set.clone();
    for (int i = 0; i < some.length; i++) {
      some[i] &= part.at((i % width + 0.5) * reduction - 0.5, (i / width + 0.5) * reduction - 0.5);
    }
    return new Mask(width, height, some);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Whether the pixel with that row-major index is set. */
  public boolean at(int index) {
    return set[index];
  }

  /** Whether the pixel at column x, row y is set; both inside. */
  public boolean at(int x, int y) {
    return set[y * width + x];
  }

  /** The smallest rectangle that holds all that is set; 0 × 0 at the origin when nothing is. */
  public Tile bounds() {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      int begin = y * width;
      int first = 0;
      while (first < width && !set[begin + first]) {
        first++;
      }
      if (first < width) {
        int last = width - 1;
        while (!set[begin + last]) {
          last--;
        }
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = Math.min(top, y);
        bottom = y;
      }
    }
    return right < 0 ? new Tile(0, 0, 0, 0) : new Tile(left, top, right + 1 - left, bottom + 1 - top);
  }

  /** Whether a rectangle inside the image holds a set pixel. */
  public boolean anyIn(Tile tile) {
    for (int y = tile.y(); y < tile.bottom(); y++) {
      for (int x = tile.x(); x < tile.right(); x++) {
        if (at(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A mask of which every pixel of a rectangle is set, as far as it lies inside. */
  static Mask of(Tile rectangle, int width, int height) {
    boolean[] set = new boolean[width * height];
    Tile inside = rectangle.intersect(new Tile(0, 0, width, height));
    for (int y = inside.y(); y < inside.bottom(); y++) {
      Arrays.fill(set, y * width + inside.x(), y * width + inside.right(), true);
    }
    return new Mask(width, height, set);
  }

  /** How many pixels are set. */
  public int count() {
    int n = 0;
    for (boolean s : set) {
      n += s ? 1 : 0;
    }
    return n;
  }

  /** All pixels at most {@code radius} from a set one. */
  public Mask dilated(double radius) {
    return within(set, radius, true);
  }

  /** The set pixels that are more than {@code radius} from every unset one. */
  public Mask eroded(double radius) {
    boolean[] unset = new boolean[set.length];
    for (int i = 0; i < set.length; i++) {
      unset[i] = !set[i];
    }
    return within(unset, radius, false);
  }

  /** Bays and gaps narrower than twice the radius are filled. */
  public Mask closed(double radius) {
    // on a larger canvas, so that the image's edge is not mistaken for the end of a gap
    int margin = (int) Math.ceil(radius) + 1;
    return framed(margin).dilated(radius).eroded(radius).framed(-margin);
  }

  /** With so many unset pixels more on each side; fewer when negative. */
  private Mask framed(int margin) {
    int w = width + 2 * margin;
    int h = height + 2 * margin;
    boolean[] result = new boolean[w * h];
    for (int y = Math.max(0, -margin); y < Math.min(height, height + margin); y++) {
      int from = Math.max(0, -margin);
      System.arraycopy(set, y * width + from, result, (y + margin) * w + from + margin, Math.min(width, w));
    }
    return new Mask(w, h, result);
  }

  /** What hangs together, corners included. */
  MaskRuns pieces() {
    return new MaskRuns(width, height, set, true, true);
  }

  /** The largest piece (8-connected), and every other one at least {@code fraction} of its size. */
  public Mask piecesAtLeast(double fraction) {
    MaskRuns pieces = pieces();
    int[] sizes = pieces.sizes();
    int largest = Arrays.stream(sizes).max().orElse(0);
    boolean[] chosen = new boolean[sizes.length];
    boolean any = false;
    for (int i = 0; i < chosen.length; i++) {
      // of pieces of equal size the first remains
      chosen[i] = sizes[i] >= Math.max(1, fraction * largest) && !(any && fraction >= 1);
      any |= chosen[i];
    }
    boolean[] result = new boolean[set.length];
    pieces.set(chosen, result);
    return new Mask(width, height, result);
  }

  /** With every hole filled: unset pixels (4-connected) from which the image's edge cannot be reached. */
  public Mask filled() {
    MaskRuns ground = new MaskRuns(width, height, set, false, false);
    boolean[] hole = ground.atEdge();
    for (int i = 0; i < hole.length; i++) {
      hole[i] = !hole[i];
    }
    boolean[] result = set.clone();
    ground.set(hole, result);
    return new Mask(width, height, result);
  }

  /** 1 where set, 0 elsewhere. */
  public float[] toFloats() {
    float[] result = new float[set.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = set[i] ? 1 : 0;
    }
    return result;
  }

  /**
   * Columns first: how far the next seed is, above or below. Then rows: a pixel whose column has a seed at distance d
   * reaches √(r² − d²) to both sides.
   */
  private Mask within(boolean[] seeds, double radius, boolean wanted) {
    int[] reaches = reaches(radius);
    short[] distances = columnDistances(seeds, reaches.length);
    boolean[] result = new boolean[seeds.length];
    for (int y = 0; y < height; y++) {
      row(distances, y * width, reaches, wanted, result);
    }
    return new Mask(width, height, result);
  }

  /** By distance along one axis from 0 to the radius: how far the disc reaches along the other, whole pixels. */
  private static int[] reaches(double radius) {
    if (radius >= Short.MAX_VALUE) {
      throw new IllegalArgumentException("radius " + radius);
    }
    int[] reaches = new int[(int) radius + 1];
    for (int d = 0; d < reaches.length; d++) {
      reaches[d] = (int) Math.sqrt(radius * radius - (double) d * d);
    }
    return reaches;
  }

  /** To the nearest seed of the same column, {@code far} where it is as far or farther. */
  private short[] columnDistances(boolean[] seeds, int far) {
    short[] distances = new short[seeds.length];
    for (int i = 0; i < seeds.length; i++) {
      distances[i] = (short) (seeds[i] ? 0 : i < width ? far : Math.min(far, distances[i - width] + 1));
    }
    for (int i = seeds.length - 1 - width; i >= 0; i--) {
      distances[i] = (short) Math.min(distances[i], distances[i + width] + 1);
    }
    return distances;
  }

  private void row(short[] distances, int first, int[] reaches, boolean wanted, boolean[] result) {
    int reached = -1;
    for (int x = 0; x < width; x++) {
      int distance = distances[first + x];
      if (distance < reaches.length) {
        reached = Math.max(reached, x + reaches[distance]);
      }
      result[first + x] = x <= reached == wanted;
    }
    reached = width;
    for (int x = width - 1; x >= 0; x--) {
      int distance = distances[first + x];
      if (distance < reaches.length) {
        reached = Math.min(reached, x - reaches[distance]);
      }
      if (x >= reached) {
        result[first + x] = wanted;
      }
    }
  }
}
