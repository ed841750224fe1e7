package io.github.exo2micro.registration;

import io.github.exo2micro.port.Feature;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for the nearest of all descriptors, exactly, with a fraction of the work: distances are summed over a few
 * numbers that hold most of a descriptor, and most candidates are too far away to matter before the sum is complete.
 *
 * <p>The numbers are the descriptor's Walsh-Hadamard transform, sums and differences of its 128 elements. It keeps
 * distances, times 128 when squared, and is exact in whole numbers: a squared distance is at most 128 · 255², its sum
 * here at most 2³⁰. Those in which the candidates differ most come first; on SIFT of tissue a third of the candidates
 * is left after 16 of them, a fifteenth after 32. Shared by threads.
 */
final class ExhaustiveSearch {

  private static final int LENGTH = 128;
  private static final int LOG_LENGTH = 7;
  private static final int GROUP = 8;

  private final short[] queryHeads;
  private final short[] queryTails;
  private final short[] heads;
  private final short[] tails;

  /**
   * @param queries that are looked for
   * @param candidates among which
   */
  ExhaustiveSearch(List<Feature> queries, List<Feature> candidates) {
    short[][] transformed = transformed(candidates);
    int[] order = byVariance(transformed);
    heads = part(transformed, order, 0, GROUP);
    tails = part(transformed, order, GROUP, LENGTH);
    short[][] wanted = transformed(queries);
    queryHeads = part(wanted, order, 0, GROUP);
    queryTails = part(wanted, order, GROUP, LENGTH);
  }

  private ExhaustiveSearch(short[] queryHeads, short[] queryTails, short[] heads, short[] tails) {
    this.queryHeads = queryHeads;
    this.queryTails = queryTails;
    this.heads = heads;
    this.tails = tails;
  }

  /** The same the other way: among the queries for the candidates. */
  ExhaustiveSearch reversed() {
    return new ExhaustiveSearch(heads, tails, queryHeads, queryTails);
  }

  private int candidates() {
    return heads.length / GROUP;
  }

  /**
   * Searches for the queries {@code from} to {@code to - 1}. Thread-safe for parts that do not overlap.
   *
   * <p>The nearest candidate is exact. The second distance need not be: it is above first / ratio where the exact one
   * is, and at most that where the exact one is, so that it decides alike whether a match is clear.
   *
   * @param ratio a match is clear when its distance is less than this part of the second one's; above 0, at most 1
   */
  void search(int from, int to, double ratio, Nearest result) {
    for (int i = from; i < to; i++) {
      search(i, ratio, result);
    }
  }

  /**
   * Whether no candidate is nearer to a query than a known one, nor as near and before it in the list.
   *
   * @param query by its index
   * @param known a candidate, by its index
   */
  boolean isNearest(int query, int known) {
    int own = withTail(head(query, known), Integer.MAX_VALUE, query, known);
    // sums are whole, so what is as near is below the next number
    return anyBelow(query, 0, known, own + 1) < 0 && anyBelow(query, known + 1, candidates(), own) < 0;
  }

  private void search(int query, double ratio, Nearest result) {
    int limit = Integer.MAX_VALUE;
    int j = anyBelow(query, 0, candidates(), limit);
    while (j >= 0) {
      result.offer(query, j, withTail(head(query, j), limit, query, j) >> LOG_LENGTH);
      limit = limit(query, ratio, result);
      j = anyBelow(query, j + 1, candidates(), limit);
    }
  }

  /**
   * What is not below this changes nothing about the answer: what is farther than first / ratio leaves a clear match
   * clear (rounded to the safe side), and what is not nearer than the first leaves one unclear that is not.
   */
  private static int limit(int query, double ratio, Nearest result) {
    int first = result.first[query];
    double limit = result.ratio(query) < ratio ? first / (ratio * ratio) * (1 + 1e-9) + 1 : first;
    return (int) Math.min(Integer.MAX_VALUE, limit * (1 << LOG_LENGTH));
  }

  /** The first of the candidates {@code from} to {@code to - 1} whose sum is below the limit; -1 when there is none. */
  private int anyBelow(int query, int from, int to, int limit) {
    short[] heads = this.heads;
    int q = query * GROUP;
    int a = queryHeads[q];
    int b = queryHeads[q + 1];
    int c = queryHeads[q + 2];
    int d = queryHeads[q + 3];
    int e = queryHeads[q + 4];
    int f = queryHeads[q + 5];
    int g = queryHeads[q + 6];
    int h = queryHeads[q + 7];
    for (int j = from, at = from * GROUP; j < to; j++, at += GROUP) {
      int da = a - heads[at];
      int db = b - heads[at + 1];
      int dc = c - heads[at + 2];
      int dd = d - heads[at + 3];
      int sum = da * da + db * db + dc * dc + dd * dd;
      if (sum < limit) {
        int de = e - heads[at + 4];
        int df = f - heads[at + 5];
        int dg = g - heads[at + 6];
        int dh = h - heads[at + 7];
        sum += de * de + df * df + dg * dg + dh * dh;
        if (sum < limit && withTail(sum, limit, query, j) < limit) {
          return j;
        }
      }
    }
    return -1;
  }

  private int head(int query, int candidate) {
    return group(queryHeads, query * GROUP, heads, candidate * GROUP);
  }

  /** The whole sum, or one that is not below the limit either. */
  private int withTail(int head, int limit, int query, int candidate) {
    int length = LENGTH - GROUP;
    int q = query * length;
    int at = candidate * length;
    int sum = head;
    for (int end = q + length; q < end && sum < limit; q += GROUP, at += GROUP) {
      sum += group(queryTails, q, tails, at);
    }
    return sum;
  }

  private static int group(short[] x, int i, short[] y, int j) {
    int a = x[i] - y[j];
    int b = x[i + 1] - y[j + 1];
    int c = x[i + 2] - y[j + 2];
    int d = x[i + 3] - y[j + 3];
    int e = x[i + 4] - y[j + 4];
    int f = x[i + 5] - y[j + 5];
    int g = x[i + 6] - y[j + 6];
    int h = x[i + 7] - y[j + 7];
    return a * a + b * b + c * c + d * d + e * e + f * f + g * g + h * h;
  }

  private static short[][] transformed(List<Feature> features) {
    short[][] all = new short[features.size()][];
    int[] work = new int[LENGTH];
    for (int i = 0; i < all.length; i++) {
      short[] descriptor = features.get(i).descriptor();
      for (int k = 0; k < LENGTH; k++) {
        work[k] = descriptor[k];
      }
      transform(work);
      all[i] = new short[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        all[i][k] = (short) work[k]; // at most 128 · 255
      }
    }
    return all;
  }

  private static void transform(int[] values) {
    for (int half = 1; half < LENGTH; half *= 2) {
      for (int i = 0; i < LENGTH; i += 2 * half) {
        for (int k = i; k < i + half; k++) {
          int sum = values[k] + values[k + half];
          values[k + half] = values[k] - values[k + half];
          values[k] = sum;
        }
      }
    }
  }

  /** The numbers by how much they vary, the most first. */
  private static int[] byVariance(short[][] transformed) {
    long[] sums = new long[LENGTH];
    long[] squares = new long[LENGTH];
    for (short[] one : transformed) {
      for (int k = 0; k < LENGTH; k++) {
        sums[k] += one[k];
        squares[k] += (long) one[k] * one[k];
      }
    }
    double n = Math.max(1, transformed.length);
    return IntStream.range(0, LENGTH).boxed()
        .sorted(Comparator.comparingDouble((Integer k) -> sums[k] / n * (sums[k] / n) - squares[k] / n))
        .mapToInt(Integer::intValue).toArray();
  }

  /** The numbers {@code from} to {@code to - 1} of that order, one descriptor after the other. */
  private static short[] part(short[][] transformed, int[] order, int from, int to) {
    short[] part = new short[transformed.length * (to - from)];
    int at = 0;
    for (short[] one : transformed) {
      for (int k = from; k < to; k++) {
        part[at++] = one[order[k]];
      }
    }
    return part;
  }
}
