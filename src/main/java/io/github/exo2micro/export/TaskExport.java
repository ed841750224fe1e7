package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Exports an image of a task as a pyramid that other programs open. The padding is cut off, so that its pixels are
 * those of the raw post image, as in the lists of microbes.
 */
public final class TaskExport {

  /** Kinds of {@link TaskImage} by the names that people use. */
  public static final Map<String, String> IMAGES = Map.of("difference", "difference", "local", "difference_local",
      "aligned", "pre_interior", "post", "post");

  private final TaskImage image;
  private final int threads;

  /** How the file is made. */
  public enum Format {
    /** One file. */
    OME_TIFF,
    /** A folder. */
    OME_ZARR
  }

  /** @param threads that pack pixels, at least 1 */
  public TaskExport(TaskImage image, int threads) {
    this.image = image;
    this.threads = threads;
  }

  /**
   * Exports.
   *
   * @param sixteenBit as whole numbers whose factor is stored, else as floats
   * @param target must not exist
   * @throws RemediableException when it exists, or the disk has no room
   */
  public void write(Format format, boolean sixteenBit, Path target, Progress progress) throws IOException {
    Path absolute = ExportTarget.requireNew(target);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (FilePlane plane = image.open()) {
      ParallelLoop loop = new ParallelLoop(executor, threads);
      ExportedImage exported = exported(plane, sixteenBit, loop, progress.part(0, sixteenBit ? 0.2 : 0));
      ExportTarget.requireRoom(absolute, exported.mostBytes());
      Progress rest = progress.part(sixteenBit ? 0.2 : 0, 1);
      if (format == Format.OME_TIFF) {
        new OmeTiffExport(exported, loop).write(absolute, rest);
      } else {
        new OmeZarrExport(exported, loop).write(absolute, rest);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private ExportedImage exported(FilePlane plane, boolean sixteenBit, ParallelLoop loop, Progress progress)
      throws IOException {
    Optional<Sidecar> sidecar = SidecarFile.read(CheckpointStore.sidecarOf(image.file())).sidecar();
    int pad = sidecar.map(s -> Integer.parseInt(s.parameters().getOrDefault("pad", "0"))).orElse(0);
    Tile region = TaskWarp.rawSize(padded(sidecar), plane.size(), pad).whole().shifted(pad, pad);
    ValueRange sampled = ValueRange.sampled(plane, region);
    ValueRange values = sixteenBit ? sampled.withExtremes(plane, region, loop, progress) : sampled;
    ExportedPixels stored = sixteenBit ? ExportedPixels.sixteenBit(values.lowest(), values.highest())
        : ExportedPixels.FLOAT;
    return new ExportedImage(plane, region, image.title(),
        sidecar.flatMap(s -> PixelSizeFact.read(s.facts())), stored, values.shownLowest(), values.shownHighest());
  }

  /** The sidecar of the padded post of the same run, which tells how large post is. */
  private Optional<Sidecar> padded(Optional<Sidecar> of) throws IOException {
    if (of.isEmpty()) {
      return Optional.empty();
    }
    Path folder = image.file().getParent();
    return SidecarFile.read(folder.resolve(Checkpoint.PADDED_POST.stem(Parameters.of(of.get().parameters())) + ".json"))
        .sidecar();
  }
}
