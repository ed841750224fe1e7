package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the Fourier correlation of the coarse search costs with the default ranges, in ms, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RotationScaleSearchBenchmark {

  private FloatImage post;
  private FloatImage pre;
  private ExecutorService executor;

  /** Draws a pair that is turned by 7 degrees. */
  @Setup
  public void prepare() {
    SyntheticTissue tissue = SyntheticTissue.bright(700, 600, 5);
    post = tissue.post(Homography.similarity(7, 1.04, 350, 300, 12, -9), 1.3, 0, 1.5, 100);
    pre = tissue.pre(1.5);
    executor = Executors.newFixedThreadPool(1);
  }

  /** Ends the thread. */
  @TearDown
  public void close() {
    executor.shutdown();
  }

  /** The whole search: ± 20 degrees, 0.85 to 1.15. */
  @Benchmark
  public List<RotationScaleSearch.Hit> search() {
    return new RotationScaleSearch(post, pre, 15, executor).search(
        new RotationScaleSearch.Range(20, 1, 0.85, 1.15, 0.05));
  }
}
