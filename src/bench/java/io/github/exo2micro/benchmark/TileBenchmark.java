package io.github.exo2micro.benchmark;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.OverviewBuilder;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.subtraction.RatioHistogram;
import io.github.exo2micro.subtraction.SignalRange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every pixel of a full-size plane costs, in ns per pixel, on a tile as a sweep over a 34 000 px wide plane cuts
 * it.
 *
 * <p>{@code java -cp <test class path> org.openjdk.jmh.Main TileBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TileBenchmark {

  private static final Tile TILE = new Tile(512, 448, 256, 112);
  private static final int PIXELS = 256 * 112;

  private final float[] out = new float[PIXELS];
  private float[][] inputs;
  private FloatImage image;
  private Plane affine;
  private Plane projective;
  private Plane rotated;
  private OverviewBuilder overview;
  private RatioHistogram histogram;

  /** Fills images with texture and makes what is measured. */
  @Setup
  public void prepare() {
    FloatImage source = new FloatImage(1400, 1300);
    for (int i = 0; i < source.pixels().length; i++) {
      source.pixels()[i] = 1 + (i * 7919L % 199);
    }
    affine = new WarpedPlane(source, Homography.similarity(3.2, 1.02, 700, 650, 5, -3), source.size());
    projective = new WarpedPlane(source, Homography.of(1.02, -0.057, 40, 0.057, 1.02, -30, 1e-7, -1e-7, 1),
        source.size());
    rotated = new WarpedPlane(source, Homography.similarity(35, 1.02, 700, 650, 5, -3), source.size());
    image = new FloatImage(256, 112, java.util.Arrays.copyOf(source.pixels(), PIXELS));
    inputs = new float[][] {image.pixels(), java.util.Arrays.copyOfRange(source.pixels(), 5000, 5000 + PIXELS)};
    overview = new OverviewBuilder(source.size(), 0, 40);
    SignalRange bytes = new SignalRange(0, 0, 255, 1);
    histogram = new RatioHistogram(bytes, bytes);
  }

  /** A warp by a few degrees. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] warpAffine() throws IOException {
    affine.read(TILE, out);
    return out;
  }

  /** With a perspective term. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] warpProjective() throws IOException {
    projective.read(TILE, out);
    return out;
  }

  /** By 35 degrees: more of the source is read. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] warpRotated() throws IOException {
    rotated.read(TILE, out);
    return out;
  }

  /** Area averaging by 40. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public void downsample() {
    overview.accept(TILE, inputs);
  }

  /** Gaussian blur, sigma 1.5 px. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public FloatImage blur() {
    return GaussianBlur.blur(image, 1.5);
  }

  /** One pass of the ratio histogram. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public void histogramPass() {
    histogram.accept(TILE, inputs);
  }
}
