package io.github.exo2micro.bench;

import io.github.exo2micro.Progress;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Whole batches on outputs in which files were damaged, deleted or replaced by folders and links: every task is
 * complete afterwards, and the difference images have the pixels of an undisturbed run.
 */
final class DamagedBatches {

  private static final ImageSize SIZE = new ImageSize(400, 420);
  private static final int TASKS = 2;

  private final Path folder;
  private final Selection selection;
  private final Map<Path, String> pixels = new TreeMap<>();

  private DamagedBatches(Path folder) {
    this.folder = folder;
    Selection all = Selection.all(folder.resolve("raw"), folder.resolve("out"));
    Parameters parameters = Parameters.defaults().with(ParameterSpec.PAD, "10").with(ParameterSpec.MULTISCALE, "false")
        .with(ParameterSpec.INTERIOR_ECC, "false");
    selection = all.with(parameters).with(RunOptions.DEFAULTS.with(CheckpointFormat.BOTH).withPictures(false))
        .withThreads(1);
  }

  static String run(long seed, int count, Path folder) throws IOException {
    DamagedBatches batches = new DamagedBatches(folder);
    batches.makeRaw();
    batches.batch("the undisturbed batch");
    Map<Path, byte[]> sound = batches.files();
    for (Path file : sound.keySet()) {
      if (file.toString().endsWith(".tiff")) {
        batches.pixels.put(file, pixels(file));
      }
    }
    int damaged = 0;
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      damaged += batches.damage(random);
      batches.batch("the batch of seed " + (seed + i));
      batches.requireSame(sound, seed + i);
      batches.restore(sound);
    }
    return count + " batches of " + TASKS + " tasks, " + damaged
        + " files damaged, every task complete, the same images";
  }

  private void makeRaw() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      DemoData data = new DemoData(new TileSweep(threads, 1));
      for (int i = 1; i <= TASKS; i++) {
        data.write(folder,
            DemoPair.of("S" + i, "DAPI", 100 + i, SIZE, SIZE, 1.5 * i - 2, 1 + 0.004 * i, 4, -4, 1.2, false),
            Progress.none());
      }
    } finally {
      threads.shutdown();
    }
  }

  private void batch(String what) throws IOException {
    Engine engine = new Engine(Hosts.embedded());
    BatchSummary summary = engine.run(engine.plan(selection, BatchOptions.defaults()), BatchListener.none(),
        new CancelToken());
    for (TaskReport report : summary.reports()) {
      if (!report.outcome().status().startsWith("complete")) {
        throw new AssertionError(what + ": " + report.task() + " is " + report.outcome().status());
      }
    }
    if (summary.exitCode() != 0) {
      throw new AssertionError(what + ": exit code " + summary.exitCode() + "\n" + summary.text());
    }
  }

  /** Images and sidecars. */
  private Map<Path, byte[]> files() throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
      for (Path file : all.filter(Files::isRegularFile).filter(f -> f.toString().matches(".*/(tiff|fits)/.*"))
          .toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
    return files;
  }

  private int damage(Random random) throws IOException {
    List<Path> all = new ArrayList<>(files().keySet());
    Collections.shuffle(all, random);
    List<Path> chosen = all.subList(0, 1 + random.nextInt(all.size() / 2));
    for (Path file : chosen) {
      byte[] bytes = Files.readAllBytes(file);
      // An image without a sidecar is another program's by definition, and its warp unknown.
      int way = file.toString().endsWith(".json") ? 3 : random.nextInt(5);
      switch (way) {
        case 0 -> Files.delete(file);
        case 1 -> {
          Files.delete(file);
          Files.createDirectories(file.resolve("in the way"));
        }
        case 2 -> {
          Files.delete(file);
          Files.createSymbolicLink(file, Path.of("/dev/zero"));
        }
        default -> Files.write(file, Mutation.of(bytes, random));
      }
    }
    return chosen.size();
  }

  /** The results: what nothing needed any more may be missing or damaged still. */
  private void requireSame(Map<Path, byte[]> sound, long seed) throws IOException {
    for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
      String name = file.getKey().getFileName().toString();
      if (name.startsWith("04_") && name.endsWith(".tiff")
          && !pixels.get(file.getKey()).equals(pixels(file.getKey()))) {
        throw new AssertionError("seed " + seed + ": " + file.getKey() + " has other pixels");
      }
    }
  }

  private static String pixels(Path image) throws IOException {
    try (FilePlane plane = CheckpointStore.open(image)) {
      return PixelChecksum.of(plane, 1, Progress.none());
    }
  }

  private void restore(Map<Path, byte[]> sound) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
    }
  }
}
