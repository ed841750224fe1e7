package io.github.exo2micro.bench.scale;

import io.github.exo2micro.Progress;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.app.TemporaryRun;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.subtraction.RatioHistogram;
import io.github.exo2micro.subtraction.SaturationSearch;
import io.github.exo2micro.subtraction.ScaleEstimate;
import io.github.exo2micro.subtraction.ScaleEstimator;
import io.github.exo2micro.subtraction.SignalRange;
import io.github.exo2micro.subtraction.field.RegionCounts;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/**
 * Whether the uncertainty of the scale holds: pairs of many seeds, imaged in several ways, their scale estimated from a
 * pre that is warped exactly and from the whole pipeline, against the truth.
 */
public final class ScaleSeeds {

  private static final ImageSize SIZE = new ImageSize(1200, 1000);
  private static final double TRUTH = 1.3;
  private static final double NOISE = 40;
  private static final int FIRST_SEED = 301;
  /** Side of the blocks whose sums say what the ratio of summed channels is, px. */
  private static final int BLOCK = 32;
  /** Blocks with less light, counts per pixel of pre, are no tissue. */
  private static final double LEAST_LIGHT = 10;
  private static final Parameters PARAMETERS = Parameters.defaults().with(ParameterSpec.PAD, 200);

  /** What an estimate rests on. */
  private enum Way {
    BILINEAR("exact warp, bilinear"),
    BICUBIC("exact warp, bicubic"),
    PIPELINE("whole pipeline");

    private final String text;

    Way(String text) {
      this.text = text;
    }
  }

  private final Path folder;
  private final Optional<Engine> engine;
  private final Map<Imaging, Map<Way, List<ScaleEstimate>>> all = new EnumMap<>(Imaging.class);
  /** Of each pair in colour what its summed channels have for a ratio. */
  private final List<Double> ofSums = new ArrayList<>();

  private ScaleSeeds(Path folder, boolean exactOnly) {
    this.folder = folder;
    this.engine = exactOnly ? Optional.empty() : Optional.of(new Engine(Hosts.embedded()));
  }

  /** @param args how many seeds; {@code exact} = without the pipeline */
  public static void main(String[] args) throws IOException {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    ScaleSeeds run = new ScaleSeeds(Files.createTempDirectory("scale-seeds"), List.of(args).contains("exact"));
    for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      run.seed(seed);
      System.err.println("seed " + seed);
    }
    run.print(seeds);
  }

  private void print(int seeds) {
    System.out.printf("%d seeds, %s, truth %.2f; parts of the truth%n%-20s %-22s %10s %10s %10s %7s %7s%n", seeds, SIZE,
        TRUTH, "imaged as", "scale from", "bias", "spread", "±", "±/spr.", "worst");
    all.forEach((imaging, ways) -> ways.forEach((way, estimates) -> System.out.printf("%-20s %-22s %s%n", imaging,
        way.text, ScaleFigures.of(estimates, TRUTH))));
    System.out.printf(
        "%s: the sums of the channels, exactly warped, have a ratio of %+.3f %% beside the truth (median of"
            + " blocks of %d px, mean over the seeds)%n",
        Imaging.COLOUR75,
        100 * (ofSums.stream().mapToDouble(v -> v).average().orElse(Double.NaN) / TRUTH - 1), BLOCK);
  }

  private void seed(int seed) throws IOException {
    for (boolean deep : new boolean[] {false, true}) {
      DemoPair pair = DemoPair.of("S", "D", seed, SIZE, SIZE, 3.2, 1.02, 0.02 * SIZE.width(), -0.015 * SIZE.width(),
          TRUTH, deep);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        new DemoData(new TileSweep(threads, 2)).write(folder, pair, Progress.none());
      } finally {
        threads.shutdown();
      }
      BufferedImage post = ImageIO.read(folder.resolve("raw/S/S_PostStain_D.tif").toFile());
      BufferedImage pre = ImageIO.read(folder.resolve("raw/S/S_PreStain_D.tif").toFile());
      for (Imaging imaging : Imaging.values()) {
        if (imaging.isDeep() == deep) {
          imaged(imaging, imaging.of(post, DemoPair.OFFSET), imaging.of(pre, DemoPair.OFFSET), pair);
        }
      }
    }
  }

  private void imaged(Imaging imaging, BufferedImage post, BufferedImage pre, DemoPair pair) throws IOException {
    if (imaging == Imaging.COLOUR75) {
      ofSums.add(ratio(Imaging.sum(post), Imaging.sum(pre), pair));
    }
    add(imaging, Way.BILINEAR, exact(imaging, Imaging.light(post), Imaging.light(pre), pair, Interpolation.BILINEAR));
    add(imaging, Way.BICUBIC, exact(imaging, Imaging.light(post), Imaging.light(pre), pair, Interpolation.BICUBIC));
    if (engine.isPresent()) {
      try (TemporaryRun run = new TemporaryRun(engine.get())) {
        Imaging.write(post, run.post());
        Imaging.write(pre, run.pre());
        ScaleSummary scale = run.run(PARAMETERS, Progress.none()).scale(ScaleKind.Way.MOFFAT).orElseThrow();
        add(imaging, Way.PIPELINE,
            new ScaleEstimate(scale.scale(), scale.uncertainty(), scale.note(), Optional.empty()));
      }
    }
  }

  private void add(Imaging imaging, Way way, ScaleEstimate estimate) {
    all.computeIfAbsent(imaging, i -> new EnumMap<>(Way.class)).computeIfAbsent(way, w -> new ArrayList<>())
        .add(estimate);
  }

  private static ScaleEstimate exact(Imaging imaging, FloatImage post, FloatImage pre, DemoPair pair,
      Interpolation between) throws IOException {
    RatioHistogram ratios = new RatioHistogram(range(imaging, post, 0), range(imaging, pre, 0),
        Optional.of(new RegionCounts(post.size().whole(), Math.log10(TRUTH), 0)));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      new TileSweep(threads, 2).run(
          List.of(post, new WarpedPlane(pre, pair.warp(), post.size()).with(between, pre.size().whole())), List.of(),
          List.of(ratios), Progress.none());
    } finally {
      threads.shutdown();
    }
    return ScaleEstimator.moffat(ratios.ratios());
  }

  /** Median of the ratios of sums over blocks that lie in the tissue: few hold so much of a microbe that it counts. */
  private static double ratio(FloatImage post, FloatImage pre, DemoPair pair) throws IOException {
    WarpedPlane warped = new WarpedPlane(pre, pair.warp(), post.size()).with(Interpolation.BILINEAR,
        pre.size().whole());
    float[] there = new float[BLOCK * BLOCK];
    float[] here = new float[BLOCK * BLOCK];
    List<Double> ratios = new ArrayList<>();
    for (int y = 0; y + BLOCK <= post.height(); y += BLOCK) {
      for (int x = 0; x + BLOCK <= post.width(); x += BLOCK) {
        Tile tile = new Tile(x, y, BLOCK, BLOCK);
        post.read(tile, here);
        warped.read(tile, there);
        double light = sum(there);
        if (light > LEAST_LIGHT * there.length) {
          ratios.add(sum(here) / light);
        }
      }
    }
    return Median.of(ratios.stream().mapToDouble(v -> v));
  }

  private static double sum(float[] pixels) {
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return sum;
  }

  private static SignalRange range(Imaging imaging, FloatImage image, int input) {
    SaturationSearch search = new SaturationSearch(input);
    search.accept(image.size().whole(), new float[][] {image.pixels()});
    SignalRange range = new SignalRange(0, 0, imaging.isDeep() ? 65535 : 255, 1).above(imaging.offset(),
        imaging.isDeep() ? NOISE * 2 : 0);
    return search.found().map(s -> range.saturatedAt(s.level())).orElse(range);
  }
}
