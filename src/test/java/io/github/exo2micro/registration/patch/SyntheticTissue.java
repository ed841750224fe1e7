package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.OverviewBuilder;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;

/**
 * Tissue whose brightness is a formula of the position, so that pre and post can both be drawn exactly, whatever the
 * warp between them: value noise of four pitches inside an ellipse, 0 outside.
 */
public final class SyntheticTissue {

  private static final double[] PITCH = {6, 14, 37, 110};
  private static final double[] AMPLITUDE = {0.25, 0.3, 0.25, 0.2};

  private final int width;
  private final int height;
  private final long seed;
  private final double dimBelow;

  private SyntheticTissue(int width, int height, long seed, double dimBelow) {
    this.width = width;
    this.height = height;
    this.seed = seed;
    this.dimBelow = dimBelow;
  }

  /** Bright everywhere. */
  public static SyntheticTissue bright(int width, int height, long seed) {
    return new SyntheticTissue(width, height, seed, 0);
  }

  /** A tenth as bright, with a tenth of the contrast, but for a strip of a tenth of the width. */
  public static SyntheticTissue dim(int width, int height, long seed) {
    return new SyntheticTissue(width, height, seed, 0.9);
  }

  /** Brightness at a place of pre, 0 to about 130. */
  public double at(double x, double y) {
    double u = (x - width / 2.0) / (0.44 * width);
    double v = (y - height / 2.0) / (0.44 * height);
    double inside = (1 - Math.sqrt(u * u + v * v)) * width / 10;
    if (inside <= 0) {
      return 0;
    }
    double texture = 0;
    for (int octave = 0; octave < PITCH.length; octave++) {
      texture += AMPLITUDE[octave] * noise(x / PITCH[octave], y / PITCH[octave], octave);
    }
    double brightness = 10 + 120 * texture;
    if (x < dimBelow * width) {
      brightness = 8 + 0.1 * brightness;
    }
    return brightness * Math.min(1, inside);
  }

  private double noise(double x, double y, int octave) {
    long ix = (long) Math.floor(x);
    long iy = (long) Math.floor(y);
    double fx = smooth(x - ix);
    double fy = smooth(y - iy);
    return (1 - fy) * ((1 - fx) * lattice(ix, iy, octave) + fx * lattice(ix + 1, iy, octave))
        + fy * ((1 - fx) * lattice(ix, iy + 1, octave) + fx * lattice(ix + 1, iy + 1, octave));
  }

  private static double smooth(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }

  /** A fixed number from 0 to 1 for each lattice point (finaliser of SplitMix64). */
  private double lattice(long x, long y, int octave) {
    long h = seed * 0x9E3779B97F4A7C15L + x * 0xBF58476D1CE4E5B9L + y * 0x94D049BB133111EBL
        + octave * 0xD6E8FEB86659FD93L;
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return ((h ^ (h >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** Pre, with Gaussian noise. */
  public FloatImage pre(double noise) {
    return drawn(Homography.identity(), 1, 0, noise, 0, 101);
  }

  /**
   * Post.
   *
   * @param warp post px → pre px
   * @param spots bright spots that pre does not have
   */
  public FloatImage post(Homography warp, double gain, double offset, double noise, int spots) {
    return drawn(warp, gain, offset, noise, spots, 202);
  }

  /** Post of a bent, stitched or torn slide, with Gaussian noise; dark in the gap of a tear. */
  public FloatImage post(DisplacementField field, double gain, double noise) {
    FloatImage image = new FloatImage(width, height);
    Random random = new Random(203);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = x;
        int row = y;
        double shown = field.pieces().filter(p -> p.isGap(column, row)).isPresent() ? 0
            : at(field.preX(x, y), field.preY(x, y));
        double v = gain * shown + noise * random.nextGaussian();
        image.set(x, y, (float) Math.max(0, Math.rint(v)));
      }
    }
    return image;
  }

  private FloatImage drawn(Homography warp, double gain, double offset, double noise, int spots, long noiseSeed) {
    FloatImage image = new FloatImage(width, height);
    Random random = new Random(noiseSeed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double v = gain * at(warp.x(x, y), warp.y(x, y)) + offset + noise * random.nextGaussian();
        image.set(x, y, (float) Math.max(0, Math.rint(v)));
      }
    }
    for (int i = 0; i < spots; i++) {
      spot(image, random.nextInt(width), random.nextInt(height), 1 + 2 * random.nextDouble(),
          20 + 150 * random.nextDouble());
    }
    return image;
  }

  private static void spot(FloatImage image, int cx, int cy, double sigma, double brightness) {
    for (int y = Math.max(0, cy - 9); y < Math.min(image.height(), cy + 10); y++) {
      for (int x = Math.max(0, cx - 9); x < Math.min(image.width(), cx + 10); x++) {
        double r2 = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        image.set(x, y, image.at(x, y) + (float) (brightness * Math.exp(-r2 / (2 * sigma * sigma))));
      }
    }
  }

  /** The overview of a small plane. */
  public static Overview overview(Plane plane, int reduction) throws IOException {
    OverviewBuilder builder = new OverviewBuilder(plane.size(), 0, reduction);
    Tile whole = plane.size().whole();
    float[] pixels = new float[whole.area()];
    plane.read(whole, pixels);
    builder.accept(whole, new float[][] {pixels});
    return builder.build();
  }

  /** A small plane without padding as a task sees it. */
  public static Section section(Plane plane, int reduction) throws IOException {
    return Section.of(overview(plane, reduction), plane.size().whole(), Optional.empty());
  }

  /** Largest distance between two warps over the middle of the tissue, px. */
  public double difference(Homography a, Homography b) {
    double largest = 0;
    for (double t = 0; t < 2 * Math.PI; t += 0.1) {
      double x = width / 2.0 + 0.4 * width * Math.cos(t);
      double y = height / 2.0 + 0.4 * height * Math.sin(t);
      largest = Math.max(largest, Math.hypot(a.x(x, y) - b.x(x, y), a.y(x, y) - b.y(x, y)));
    }
    return largest;
  }
}
