package io.github.exo2micro.app;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One pair of images that lie in no raw folder, run with the same engine in a folder of its own, which closing deletes.
 *
 * <p>The caller writes {@link #pre} and {@link #post}, calls {@link #run}, and reads the planes. Not thread-safe.
 */
public final class TemporaryRun implements Closeable {

  private static final TaskId TASK = new TaskId("pair", "open");

  private static final RunControl COARSE = new RunControl(OptionalInt.empty(), 2, false);

  private final Engine engine;
  private final Path folder;
  private final Path raw;
  private Optional<Parameters> ran = Optional.empty();

  /** @throws IOException when the folder for temporary files cannot be written */
  public TemporaryRun(Engine engine) throws IOException {
    this.engine = engine;
    folder = Files.createTempDirectory("exo2micro");
    raw = Files.createDirectories(folder.resolve("raw").resolve(TASK.sample()));
  }

  /** Where the pre-stain image belongs, as a TIFF. */
  public Path pre() {
    return raw.resolve("pair_PreStain_" + TASK.dye() + ".tif");
  }

  /** Where the post-stain image belongs, as a TIFF. */
  public Path post() {
    return raw.resolve("pair_PostStain_" + TASK.dye() + ".tif");
  }

  /**
   * Runs all stages, blocking.
   *
   * @throws RemediableException when memory or disk would not do, or as {@link io.github.exo2micro.task.TaskRunner}
   */
  public TaskResult run(Parameters parameters, Progress progress) throws IOException {
    return run(parameters, RunControl.resume(), progress);
  }

  /**
   * Chooses the padding from the sizes of the images and from where the coarse alignment lays pre; stages 1 and 2 are
   * reused by a {@link #run} with that padding.
   *
   * @param parameters all but the padding
   * @throws RemediableException as {@link #run}
   */
  public ChosenPadding padding(ImageSize pre, ImageSize post, Parameters parameters, Progress progress)
      throws IOException {
    return ChosenPadding.of(pre, post, padding -> {
      TaskResult coarse = run(parameters.with(ParameterSpec.PAD, padding), COARSE, progress);
      return Homography.of(coarse.warp().stream().mapToDouble(Double::doubleValue).toArray());
    });
  }

  private TaskResult run(Parameters parameters, RunControl control, Progress progress) throws IOException {
    Selection selection = Selection.all(raw.getParent(), folder.resolve("out")).with(parameters)
        .with(RunOptions.DEFAULTS.withPictures(false).with(control));
    BatchRequest request = engine.plan(selection, BatchOptions.defaults());
    Preflight check = engine.preflight(request);
    if (check.ram() == Preflight.Band.EXCEEDED || check.disk() == Preflight.Band.EXCEEDED) {
      throw new RemediableException("The images are too large to be aligned while they are open.", check.text(),
          "close other images, or save both as TIFF in a raw folder and use Exo2Micro Run Batch, which reads and "
              + "writes images in pieces and can run in processes of its own.");
    }
    TaskRequest task = request.tasks().get(0);
    ran = Optional.of(parameters);
    return engine.runner().run(task, progress, (stage, reused) -> progress.note(stage.title()));
  }

  /**
   * Opens an image of the run for reading by region; close it when done.
   *
   * <p>All lie on the padded canvas, post's first pixel at (pad, pad)
   */
  public FilePlane open(TaskImage.Kind kind) throws IOException {
    return TaskImage.find(folder.resolve("out"), TASK, kind, ran).open();
  }

  /**
   * Opens the difference at a scale of another kind; close it when done.
   *
   * @param result what {@link #run} returned
   * @param way how that scale is found
   * @return empty where the run made no such difference
   */
  public Optional<FilePlane> difference(TaskResult result, ScaleKind.Way way) throws IOException {
    String name = Checkpoint.DIFFERENCE + "_" + way.name().toLowerCase(Locale.ROOT);
    for (String output : result.outputs()) {
      Path file = Path.of(output);
      if (file.getFileName().toString().startsWith(name) && Files.exists(file)) {
        return Optional.of(CheckpointStore.open(file));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
