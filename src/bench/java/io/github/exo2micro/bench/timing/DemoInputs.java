package io.github.exo2micro.bench.timing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs by the demo generator, which always turns the first of its pairs by 3.2° and enlarges it by 1.02; judged by
 * comparing the warp with the true one.
 */
final class DemoInputs implements Inputs {
  private static final String SAMPLE = "Demo01";
  private static final String DYE = "DAPI";
  private static final int GRID = 60;
  private final Settings settings;
  private final String program;

  DemoInputs(Settings settings, String program) {
    this.settings = settings;
    this.program = program;
  }

  @Override
  public String name() {
    return "the demo generator, judged by the warp against the true one";
  }

  private Path folder(Case c) {
    return settings.data().resolve("demo").resolve(c.width() + "x" + c.height() + "-seed" + c.seed());
  }

  private Pair pair(Path folder) {
    return new Pair(folder.resolve("raw").resolve(SAMPLE), SAMPLE, DYE,
        folder.resolve("truth").resolve(SAMPLE + "_" + DYE + "_truth.json"));
  }

  @Override
  public long missingBytes(Case c) {
    // The generator makes four pairs: two of three bytes per pixel, two of two.
    return Files.exists(folder(c)) ? 0 : 21L * c.width() * c.height();
  }

  @Override
  public Pair make(Case c) throws Exception {
    for (String option : c.synth()) {
      if (List.of("--nonrigid", "--dim-fraction", "--shear", "--persp", "--bg-scale", "--channel").contains(option)) {
        throw new CannotRun("the demo generator knows no " + option + "; give --tools");
      }
    }
    int angle = c.synth().indexOf("--angle");
    if (angle >= 0 && Double.parseDouble(c.synth().get(angle + 1)) != 3.2) {
      throw new CannotRun("the demo generator turns its first pair by 3.2° alone; give --tools");
    }
    if (!Files.exists(folder(c))) {
      Benchmark.note(c.name() + ": making the inputs");
      Path unfinished = folder(c).resolveSibling(folder(c).getFileName() + ".unfinished");
      ResultFiles.delete(unfinished);
      Files.createDirectories(unfinished);
      Outside.output(
          List.of(program, "demo", "--data-only", "--size", c.width() + "x" + c.height(), "--seed", "" + c.seed(),
              unfinished.toString()));
      ResultFiles.delete(unfinished.resolve("raw").resolve("Demo02"));
      for (Path other : ResultFiles.list(unfinished.resolve("raw").resolve(SAMPLE), "_SybrGld.tif")) {
        Files.delete(other);
      }
      Files.move(unfinished, folder(c));
    }
    return pair(folder(c));
  }

  @Override
  public Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception {
    Json truth = Json.read(pair.truth());
    double[] wanted = truth.at("matrix_post_to_pre").numbers();
    Json stage2 = Json.read(tiff.resolve("02_icp_aligned_pre_pad" + c.pad() + ".json")).at("warp");
    return new Accuracy(error(c, stage2.numbers(), wanted), error(c, run.result().at("warp").numbers(), wanted),
        truth.number("bg_scale"), Double.NaN);
  }

  /** Over an ellipse of 0.84 of the frame, about where the tissue is; px of post. */
  private static Spread error(Case c, double[] found, double[] wanted) {
    if (found.length != 9) {
      return Spread.UNKNOWN;
    }
    double enlargement = Math.sqrt(Math.abs(wanted[0] * wanted[4] - wanted[1] * wanted[3]));
    List<Double> errors = new ArrayList<>();
    for (int j = 0; j < GRID; j++) {
      for (int i = 0; i < GRID; i++) {
        double u = (i + 0.5) / GRID;
        double v = (j + 0.5) / GRID;
        if (Math.hypot(u - 0.5, v - 0.5) < 0.42) {
          double[] a = map(found, u * c.width() + c.pad(), v * c.height() + c.pad());
          double[] b = map(wanted, u * c.width(), v * c.height());
          errors.add(Math.hypot(a[0] - c.pad() - b[0], a[1] - c.pad() - b[1]) / enlargement);
        }
      }
    }
    return new Spread(Spread.quantile(errors, 0.5), Spread.quantile(errors, 0.95));
  }

  private static double[] map(double[] m, double x, double y) {
    double w = m[6] * x + m[7] * y + m[8];
    return new double[] {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
  }
}
