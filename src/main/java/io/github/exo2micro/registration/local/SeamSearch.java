package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.SeamGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the lines along which displacements jump, from the displacements alone.
 *
 * <p>For every place of a line along each axis, in post's frame and in pre's, the patches beside it are looked at in
 * bands across it: how much better does a smooth local surface with a jump explain them than one without? The gain of
 * the logarithmic likelihood, averaged along the line, is high only where many bands jump at the same place; a bend
 * makes a little of it everywhere. Every tile may jump in its own way.
 */
final class SeamSearch {

  /** Half the width of what is looked at beside a line, in spacings. */
  private static final double REACH = 3.5;
  private static final double BAND = 3;
  private static final int LEAST_BESIDE = 4;
  private static final int LEAST_BANDS = 3;
  /** Places per spacing. */
  private static final int STEPS = 4;
  private static final double LEAST_EVIDENCE = 3;
  /** A window that ends beside a line sees a little of it: up to a quarter of its evidence. */
  private static final double SIDE_LOBE = 0.35;
  /** How much clearer a line must be in the other frame to belong to that one. */
  private static final double PREFERENCE = 1.5;
  private static final double DEVIATIONS = 4;
  /** No displacement is known better, px. */
  private static final double LEAST_SIGMA_PX = 0.02;

  private final List<LocalPatch> patches;
  private final int spacing;
  private final Homography warp;

  /**
   * @param patches fitted ones, without outliers
   * @param spacing of the finest lattice that covers most of them, px
   * @param warp post px → pre px
   */
  SeamSearch(List<LocalPatch> patches, int spacing, Homography warp) {
    this.patches = patches;
    this.spacing = spacing;
    this.warp = warp;
  }

  /** Evidence for a line at each of many places. */
  record Profile(SeamGrid.Frame frame, boolean upright, double from, double step, double[] evidence) {

    double at(int i) {
      return from + i * step;
    }

    /** The evidence that bends give anywhere. */
    double typical() {
      return Median.of(Arrays.stream(evidence).filter(e -> e > 0).toArray());
    }

    /** What a place must have to stand out: well above what bends give anywhere. */
    double threshold() {
      double[] seen = Arrays.stream(evidence).filter(e -> e > 0).toArray();
      double median = Median.of(seen);
      double spread = Median.of(Arrays.stream(seen).map(e -> Math.abs(e - median)).toArray());
      return Math.max(LEAST_EVIDENCE, median + DEVIATIONS * 1.4826 * spread);
    }

    /** The best evidence within a distance of a place, and where. */
    SeamLine best(double place, double within) {
      SeamLine best = new SeamLine(frame, upright, place, 0);
      for (int i = 0; i < evidence.length; i++) {
        if (Math.abs(at(i) - place) <= within && evidence[i] > best.evidence()) {
          best = new SeamLine(frame, upright, at(i), evidence[i]);
        }
      }
      return best;
    }
  }

  /** The four profiles. */
  List<Profile> profiles() {
    List<Profile> profiles = new ArrayList<>();
    for (SeamGrid.Frame frame : SeamGrid.Frame.values()) {
      profiles.add(profile(frame, true));
      profiles.add(profile(frame, false));
    }
    return profiles;
  }

  /**
   * The lines that stand out, clearest first; of those that lie on each other in both frames only the clearer one.
   *
   * @param profiles from {@link #profiles}
   */
  List<SeamLine> lines(List<Profile> profiles) {
    List<SeamLine> peaks = new ArrayList<>();
    for (Profile profile : profiles) {
      double threshold = profile.threshold();
      for (int i = 0; i < profile.evidence().length; i++) {
        SeamLine here = new SeamLine(profile.frame(), profile.upright(), profile.at(i), profile.evidence()[i]);
        if (here.evidence() > threshold && profile.best(here.at(), 1.5 * spacing).at() == here.at()) {
          peaks.add(here);
        }
      }
    }
    SeamGrid.Frame likelier = likelier(peaks);
    peaks.sort(Comparator.comparingDouble((SeamLine l) -> -l.evidence() * (l.frame() == likelier ? PREFERENCE : 1)));
    List<SeamLine> chosen = new ArrayList<>();
    for (SeamLine line : peaks) {
      if (chosen.stream().noneMatch(c -> c.upright() == line.upright() && hides(c, line))) {
        chosen.add(line);
      }
    }
    return chosen;
  }

  /** Whether a clearer line leaves no room for another: too near, or as near and as faint as its own side lobes. */
  private boolean hides(SeamLine clear, SeamLine other) {
    double apart = distance(clear, other);
    return apart < 2.0 * spacing
        || apart < (REACH + 1.5) * spacing && other.evidence() < SIDE_LOBE * clear.evidence();
  }

  /** The seams of a hardly turned slide are seen in both frames: they belong to the one that shows more of them. */
  private static SeamGrid.Frame likelier(List<SeamLine> peaks) {
    double post = 0;
    double pre = 0;
    for (SeamLine line : peaks) {
      post += line.frame() == SeamGrid.Frame.POST ? line.evidence() : 0;
      pre += line.frame() == SeamGrid.Frame.PRE ? line.evidence() : 0;
    }
    return post >= 0.95 * pre ? SeamGrid.Frame.POST : SeamGrid.Frame.PRE;
  }

  /** How far apart two lines of the same axis are in the middle of the patches, px. */
  private double distance(SeamLine a, SeamLine b) {
    if (a.frame() == b.frame()) {
      return Math.abs(a.at() - b.at());
    }
    double least = Double.POSITIVE_INFINITY;
    for (LocalPatch p : patches) {
      if (Math.abs(across(p, a.frame(), a.upright()) - a.at()) < spacing) {
        least = Math.min(least, Math.abs(across(p, b.frame(), b.upright()) - b.at()));
      }
    }
    return least;
  }

  private double across(LocalPatch p, SeamGrid.Frame frame, boolean upright) {
    if (frame == SeamGrid.Frame.POST) {
      return upright ? p.x() : p.y();
    }
    double x = p.x() + p.dx();
    double y = p.y() + p.dy();
    return upright ? warp.x(x, y) : warp.y(x, y);
  }

  private Profile profile(SeamGrid.Frame frame, boolean upright) {
    int n = patches.size();
    double[] across = new double[n];
    double[] along = new double[n];
    for (int i = 0; i < n; i++) {
      across[i] = across(patches.get(i), frame, upright);
      along[i] = across(patches.get(i), frame, !upright);
    }
    double from = Arrays.stream(across).min().orElse(0) + 1.5 * spacing;
    double to = Arrays.stream(across).max().orElse(0) - 1.5 * spacing;
    double step = (double) spacing / STEPS;
    from = Math.ceil(from / step) * step;
    double[] evidence = new double[Math.max(0, (int) ((to - from) / step) + 1)];
    List<int[]> bands = bands(along);
    for (int i = 0; i < evidence.length; i++) {
      double sum = 0;
      int seen = 0;
      for (int[] band : bands) {
        double gain = gain(band, across, along, from + i * step);
        if (gain >= 0) {
          sum += gain;
          seen++;
        }
      }
      evidence[i] = seen < LEAST_BANDS ? 0 : sum / (seen + 1);
    }
    return new Profile(frame, upright, from, step, evidence);
  }

  private List<int[]> bands(double[] along) {
    List<int[]> bands = new ArrayList<>();
    double first = Arrays.stream(along).min().orElse(0);
    double last = Arrays.stream(along).max().orElse(0);
    double height = BAND * spacing;
    for (double y = first - 0.5 * spacing; y < last; y += height) {
      double low = y;
      bands.add(java.util.stream.IntStream.range(0, along.length)
          .filter(i -> along[i] >= low && along[i] < low + height).toArray());
    }
    return bands;
  }

  /** Gain of the logarithmic likelihood of one band; −1 where too little was measured. */
  private double gain(int[] band, double[] across, double[] along, double place) {
    int[] used = new int[band.length];
    int n = 0;
    int left = 0;
    double noise = 0;
    double centre = 0;
    for (int i : band) {
      double u = Math.abs(across[i] - place);
      // Patches that lie across the line measure neither side.
      if (u <= REACH * spacing && u >= 0.3 * patches.get(i).position().side()) {
        used[n++] = i;
        left += across[i] < place ? 1 : 0;
        double s = patches.get(i).sigma();
        noise += 2 * (s * s + LEAST_SIGMA_PX * LEAST_SIGMA_PX);
        centre += along[i];
      }
    }
    if (left < LEAST_BESIDE || n - left < LEAST_BESIDE) {
      return -1;
    }
    double[][] terms = new double[n][];
    for (int k = 0; k < n; k++) {
      double u = (across[used[k]] - place) / spacing;
      double v = (along[used[k]] - centre / n) / spacing;
      terms[k] = new double[] {1, u, v, u * u, u > 0 ? 1 : 0};
    }
    double smooth = rest(terms, used, n, 4);
    double jumping = rest(terms, used, n, 5);
    return 0.5 * n * Math.log((smooth + noise) / (jumping + noise));
  }

  /** Sum of squares that the first terms leave, both components together. */
  private double rest(double[][] terms, int[] used, int n, int count) {
    BandMatrix normal = new BandMatrix(count, count);
    double[] bx = new double[count];
    double[] by = new double[count];
    for (int k = 0; k < n; k++) {
      LocalPatch p = patches.get(used[k]);
      for (int a = 0; a < count; a++) {
        bx[a] += terms[k][a] * p.dx();
        by[a] += terms[k][a] * p.dy();
        for (int b = 0; b <= a; b++) {
          normal.add(a, b, terms[k][a] * terms[k][b]);
        }
      }
    }
    for (int a = 0; a < count; a++) {
      normal.add(a, a, 1e-6);
    }
    normal.factorise();
    normal.solve(bx);
    normal.solve(by);
    double rest = 0;
    for (int k = 0; k < n; k++) {
      LocalPatch p = patches.get(used[k]);
      double ex = p.dx();
      double ey = p.dy();
      for (int a = 0; a < count; a++) {
        ex -= terms[k][a] * bx[a];
        ey -= terms[k][a] * by[a];
      }
      rest += ex * ex + ey * ey;
    }
    return rest;
  }
}
