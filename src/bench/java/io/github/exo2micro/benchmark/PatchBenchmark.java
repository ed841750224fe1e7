package io.github.exo2micro.benchmark;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.patch.PatchMatcher;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.PatchShift;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one patch of the full-resolution refinement costs, in µs; an alignment measures about 300. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PatchBenchmark {

  private static final PatchPosition PATCH = new PatchPosition(150, 130, 128, false);

  private PatchMatcher matcher;

  /** Draws a pair that is 7 and −11 px apart. */
  @Setup
  public void prepare() {
    SyntheticTissue tissue = SyntheticTissue.bright(420, 380, 5);
    FloatImage post = tissue.post(Homography.translation(7.3, -11.6), 1.3, 0, 1.5, 100);
    matcher = new PatchMatcher(post, tissue.pre(1.5), Homography.similarity(0.1, 1, 210, 190, 0, 0));
  }

  /** Correlation in a window of ± 16 px, then the sub-pixel step. */
  @Benchmark
  public PatchShift search() throws IOException {
    return matcher.search(PATCH, 16);
  }

  /** The sub-pixel step alone. */
  @Benchmark
  public PatchShift refine() throws IOException {
    return matcher.refine(PATCH, 7, -11);
  }
}
