package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * A set of pixels of a small image, with round (Euclidean) morphology by exact squared distance transforms (Felzenszwalb
 * and Huttenlocher 2012, doi:10.4086/toc.2012.v008a019). What lies outside the image is neither set nor unset: it
 * neither grows into the image nor eats it.
 */
final class Mask {

  private static final float FAR = 1e20f;

  final int width;
  final int height;
  /** Row-major; shared, not to be changed once the mask is handed over. */
  final boolean[] set;

  Mask(int width, int height, boolean[] set) {
    if (set.length != width * height) {
      throw new IllegalArgumentException(set.length + " pixels for " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.set = set;
  }

  boolean at(int x, int y) {
    return set[y * width + x];
  }

  /** Whether a rectangle inside the image holds a set pixel. */
  boolean anyIn(Tile tile) {
    for (int y = tile.y(); y < tile.bottom(); y++) {
      for (int x = tile.x(); x < tile.right(); x++) {
        if (at(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many pixels are set. */
  int count() {
    int n = 0;
    for (boolean s : set) {
      n += s ? 1 : 0;
    }
    return n;
  }

  /** All pixels at most {@code radius} from a set one. */
  Mask dilated(double radius) {
    return within(set, radius, true);
  }

  /** The set pixels that are more than {@code radius} from every unset one. */
  Mask eroded(double radius) {
    boolean[] unset = new boolean[set.length];
    for (int i = 0; i < set.length; i++) {
      unset[i] = !set[i];
    }
    return within(unset, radius, false);
  }

  /** Bays and gaps narrower than twice the radius are filled. */
  Mask closed(double radius) {
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

  /** The largest piece (8-connected), and every other one at least {@code fraction} of its size. */
  Mask piecesAtLeast(double fraction) {
    int[] label = new int[set.length];
    int[] sizes = new int[16];
    int labels = 0;
    int[] stack = new int[set.length];
    for (int start = 0; start < set.length; start++) {
      if (set[start] && label[start] == 0) {
        labels++;
        if (labels == sizes.length) {
          sizes = Arrays.copyOf(sizes, 2 * labels);
        }
        sizes[labels] = flood(start, labels, label, stack);
      }
    }
    int largest = Arrays.stream(sizes).max().orElse(0);
    boolean[] result = new boolean[set.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = label[i] > 0 && sizes[label[i]] >= Math.max(1, fraction * largest);
    }
    if (fraction >= 1 && largest > 0) {
      keepFirst(result, label, sizes, largest);
    }
    return new Mask(width, height, result);
  }

  /** Of pieces of equal size the first remains. */
  private static void keepFirst(boolean[] result, int[] label, int[] sizes, int largest) {
    int first = 1;
    while (sizes[first] != largest) {
      first++;
    }
    for (int i = 0; i < result.length; i++) {
      result[i] &= label[i] == first;
    }
  }

  private int flood(int start, int value, int[] label, int[] stack) {
    int top = 0;
    int size = 0;
    stack[top++] = start;
    label[start] = value;
    while (top > 0) {
      int i = stack[--top];
      size++;
      int x = i % width;
      int y = i / width;
      for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          int j = v * width + u;
          if (set[j] && label[j] == 0) {
            label[j] = value;
            stack[top++] = j;
          }
        }
      }
    }
    return size;
  }

  /** With every hole filled: unset pixels (4-connected) from which the image's edge cannot be reached. */
  Mask filled() {
    boolean[] outside = new boolean[set.length];
    int[] stack = new int[set.length];
    int top = 0;
    for (int i = 0; i < set.length; i++) {
      int x = i % width;
      int y = i / width;
      if ((x == 0 || y == 0 || x == width - 1 || y == height - 1) && !set[i]) {
        outside[i] = true;
        stack[top++] = i;
      }
    }
    while (top > 0) {
      int i = stack[--top];
      int x = i % width;
      int y = i / width;
      top = visit(x > 0, i - 1, outside, stack, top);
      top = visit(x < width - 1, i + 1, outside, stack, top);
      top = visit(y > 0, i - width, outside, stack, top);
      top = visit(y < height - 1, i + width, outside, stack, top);
    }
    for (int i = 0; i < outside.length; i++) {
      outside[i] = !outside[i];
    }
    return new Mask(width, height, outside);
  }

  private int visit(boolean inside, int i, boolean[] outside, int[] stack, int top) {
    if (inside && !set[i] && !outside[i]) {
      outside[i] = true;
      stack[top] = i;
      return top + 1;
    }
    return top;
  }

  /** 1 where set, 0 elsewhere. */
  float[] toFloats() {
    float[] result = new float[set.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = set[i] ? 1 : 0;
    }
    return result;
  }

  private Mask within(boolean[] seeds, double radius, boolean wanted) {
    float[] squares = squaredDistances(seeds);
    boolean[] result = new boolean[squares.length];
    float limit = (float) (radius * radius);
    for (int i = 0; i < result.length; i++) {
      result[i] = squares[i] <= limit == wanted;
    }
    return new Mask(width, height, result);
  }

  private float[] squaredDistances(boolean[] seeds) {
    float[] squares = new float[seeds.length];
    int longest = Math.max(width, height);
    float[] line = new float[longest];
    float[] out = new float[longest];
    int[] parabola = new int[longest];
    float[] border = new float[longest + 1];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        line[y] = seeds[y * width + x] ? 0 : FAR;
      }
      envelope(line, height, out, parabola, border);
      for (int y = 0; y < height; y++) {
        squares[y * width + x] = out[y];
      }
    }
    for (int y = 0; y < height; y++) {
      System.arraycopy(squares, y * width, line, 0, width);
      envelope(line, width, out, parabola, border);
      System.arraycopy(out, 0, squares, y * width, width);
    }
    return squares;
  }

  /** Lower envelope of the parabolas (i − j)² + line[j], at every i. */
  private static void envelope(float[] line, int n, float[] out, int[] parabola, float[] border) {
    int k = -1;
    for (int q = 0; q < n; q++) {
      if (line[q] >= FAR) {
        continue;
      }
      float cross = Float.NEGATIVE_INFINITY;
      while (k >= 0) {
        int p = parabola[k];
        cross = (float) ((line[q] + (double) q * q - line[p] - (double) p * p) / (2.0 * (q - p)));
        if (cross > border[k]) {
          break;
        }
        k--;
        cross = Float.NEGATIVE_INFINITY;
      }
      k++;
      parabola[k] = q;
      border[k] = cross;
    }
    if (k < 0) {
      Arrays.fill(out, 0, n, FAR);
      return;
    }
    int last = k;
    k = 0;
    for (int q = 0; q < n; q++) {
      while (k < last && border[k + 1] < q) {
        k++;
      }
      float d = q - parabola[k];
      out[q] = d * d + line[parabola[k]];
    }
  }
}
