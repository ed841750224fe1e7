package io.github.exo2micro.export;

import io.github.exo2micro.Choice;
import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.task.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Exports an image of a task as a pyramid that other programs open. The padding is cut off, so that its pixels are
 * those of the raw post image, as in the lists of microbes.
 */
public final class TaskExport {

  private final TaskImage image;
  private final int threads;

  /** What is exported; the words are shorter than those of {@link TaskImage.Kind}. */
  public enum Image implements Choice {
    /** The difference at the Moffat scale. */
    DIFFERENCE(TaskImage.Kind.DIFFERENCE),
    /** The difference with a local scale. */
    LOCAL(TaskImage.Kind.DIFFERENCE_LOCAL),
    /** Pre as post sees it. */
    ALIGNED(TaskImage.Kind.PRE_INTERIOR),
    /** Post. */
    POST(TaskImage.Kind.POST);

    private final TaskImage.Kind kind;

    Image(TaskImage.Kind kind) {
      this.kind = kind;
    }

    /** The task's image that it is. */
    public TaskImage.Kind kind() {
      return kind;
    }
  }

  /** How the file is made. */
  public enum Format implements Choice {
    /** One file. */
    OME_TIFF,
    /** A folder. */
    OME_ZARR;

    @Override
    public String word() {
      return Choice.super.word().replace('_', '-');
    }
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
      ExportList.of(image.folder()).add(absolute);
    } finally {
      executor.shutdownNow();
    }
  }

  private ExportedImage exported(FilePlane plane, boolean sixteenBit, ParallelLoop loop, Progress progress)
      throws IOException {
    Tile region = region(plane);
    ValueRange sampled = ValueRange.sampled(plane, region);
    ValueRange values = sixteenBit ? sampled.withExtremes(plane, region, loop, progress) : sampled;
    ExportedPixels stored = sixteenBit ? ExportedPixels.sixteenBit(values.lowest(), values.highest())
        : ExportedPixels.FLOAT;
    return new ExportedImage(plane, region, image.title(),
        image.pixelSize(), stored, values.shownLowest(), values.shownHighest(), image.sidecar().map(Sidecar::checksum));
  }

  /** Where the raw post lies in the image; all of an image that another program made. */
  private Tile region(FilePlane plane) throws IOException {
    Optional<Sidecar> sidecar = image.sidecar();
    if (sidecar.isEmpty()) {
      return plane.size().whole();
    }
    PaddedFrame frame = PaddedFrame.of(image.folder(), sidecar.get());
    return frame.raw(Checkpoint.PADDED_POST).whole().shifted(frame.pad(), frame.pad());
  }
}
