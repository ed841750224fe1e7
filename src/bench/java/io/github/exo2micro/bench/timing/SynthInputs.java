package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pairs by synth.py, judged by evaluate.py from the images alone. */
final class SynthInputs implements Inputs {
  private static final String DYE = "DAPI";
  private final Settings settings;
  private final Path tools;

  SynthInputs(Settings settings) {
    this.settings = settings;
    tools = settings.tools().orElseThrow();
  }

  @Override
  public String name() {
    return "synth.py, judged by evaluate.py on the images";
  }

  private Pair pair(Case c) {
    Path folder = settings.data().resolve("raw").resolve(c.name());
    return new Pair(folder, c.name(), DYE, folder.resolve(c.name() + "_" + DYE + "_truth.json"));
  }

  @Override
  public long missingBytes(Case c) {
    return Files.exists(pair(c).truth()) ? 0 : 8L * c.width() * c.height();
  }

  @Override
  public Pair make(Case c) throws Exception {
    Pair pair = pair(c);
    if (!Files.exists(pair.truth())) {
      Benchmark.note(c.name() + ": making the inputs");
      List<String> command = new ArrayList<>(List.of(settings.python(), tools.resolve("synth.py").toString(), "--out",
          settings.data().resolve("raw").toString(), "--sample", c.name(), "--dye", DYE, "--height", "" + c.height(),
          "--width",
          "" + c.width(), "--seed", "" + c.seed()));
      command.addAll(c.synth());
      Outside.output(command);
    }
    Json truth = Json.read(pair.truth());
    if (truth.number("seed") != c.seed() || truth.number("width") != c.width()
        || truth.number("height") != c.height()) {
      throw new CannotRun(pair.folder() + " holds another size or seed; delete it or give another --data");
    }
    return pair;
  }

  @Override
  public Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception {
    Json stage2 = evaluate(c, pair, run, result(tiff, "02_icp_aligned_pre"), Optional.empty());
    Json stage3 = evaluate(c, pair, run, result(tiff, "03_interior_aligned_pre"),
        Optional.of(result(tiff, "04_difference_difference")));
    return new Accuracy(error(stage2), error(stage3), stage3.at("scale").number("truth"),
        stage3.at("microbes").number("average_precision"));
  }

  /** The suffix tells only the parameters that are not the defaults. */
  private static Path result(Path tiff, String stem) throws IOException {
    try (Stream<Path> files = Files.list(tiff)) {
      return files.filter(f -> f.getFileName().toString().matches(stem + "(_pad\\d+)?\\.tiff")).findFirst()
          .orElse(tiff.resolve(stem + ".tiff"));
    }
  }

  private static Spread error(Json judged) {
    Json px = judged.at("alignment").at("error_px");
    return new Spread(px.number("median"), px.number("p95"));
  }

  private Json evaluate(Case c, Pair pair, Run run, Path aligned, Optional<Path> difference) throws Exception {
    if (!Files.exists(aligned)) {
      return Json.EMPTY;
    }
    List<String> command = new ArrayList<>(
        List.of(settings.python(), tools.resolve("evaluate.py").toString(), "--truth",
            pair.truth().toString(), "--raw", pair.folder().toString(), "--pad", "" + c.pad(), "--aligned",
            aligned.toString()));
    if (Double.isFinite(run.scale())) {
      command.addAll(List.of("--est-scale", "" + run.scale()));
    }
    difference.filter(Files::exists).ifPresent(d -> command.addAll(List.of("--difference", d.toString())));
    return Json.parse(Outside.output(command));
  }
}
