package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.PixelSizeFact;
import io.github.exo2micro.checkpoint.Sidecar;
import io.github.exo2micro.checkpoint.SidecarFile;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Rows that are looked at for the range of values. */
  private static final int SAMPLED_ROWS = 400;

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
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw new RemediableException("The export's path exists already.", absolute.toString(),
          "give another path, or delete what is there.");
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (FilePlane plane = image.open()) {
      ExportedImage exported = exported(plane, sixteenBit);
      requireRoom(absolute, exported.mostBytes());
      ParallelLoop loop = new ParallelLoop(executor, threads);
      if (format == Format.OME_TIFF) {
        new OmeTiffExport(exported, loop).write(absolute, progress);
      } else {
        new OmeZarrExport(exported, loop).write(absolute, progress);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private ExportedImage exported(FilePlane plane, boolean sixteenBit) throws IOException {
    Optional<Sidecar> sidecar = SidecarFile.read(CheckpointStore.sidecarOf(image.file())).sidecar();
    int pad = sidecar.map(s -> Integer.parseInt(s.parameters().getOrDefault("pad", "0"))).orElse(0);
    Tile whole = plane.size().whole();
    Tile region = new Tile(pad, pad, whole.width() - 2 * pad, whole.height() - 2 * pad);
    float[] values = sampled(plane, region);
    double lowest = values.length == 0 ? 0 : values[0];
    double highest = values.length == 0 ? 1 : values[values.length - 1];
    ExportedPixels stored = sixteenBit ? ExportedPixels.sixteenBit(lowest, highest) : ExportedPixels.FLOAT;
    double low = values.length == 0 ? 0 : values[values.length / 100];
    double high = values.length == 0 ? 1 : values[(int) (values.length * 0.998)];
    return new ExportedImage(plane, region, image.title(), sidecar.flatMap(s -> PixelSizeFact.read(s.facts())), stored,
        low,
        Math.max(high, low + 1e-6));
  }

  /** Finite values of some rows, sorted; every value where the image is small. */
  private static float[] sampled(FilePlane plane, Tile region) throws IOException {
    int step = Math.max(1, region.height() / SAMPLED_ROWS);
    float[] row = new float[region.width()];
    float[] all = new float[Math.multiplyExact(region.width(), (region.height() + step - 1) / step)];
    int n = 0;
    for (int y = 0; y < region.height(); y += step) {
      plane.read(new Tile(region.x(), region.y() + y, region.width(), 1), row);
      for (float v : row) {
        if (Float.isFinite(v)) {
          all[n++] = v;
        }
      }
    }
    Arrays.sort(all, 0, n);
    return Arrays.copyOf(all, n);
  }

  private static void requireRoom(Path target, long bytes) throws IOException {
    Path folder = target.getParent();
    Files.createDirectories(folder);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes) {
      throw new RemediableException("The export may not fit on the disk.",
          "it takes up to " + bytes / 1_000_000 + " MB, and "
              + folder + " has " + free / 1_000_000 + " MB free.",
          "export to another disk, with 16 bits, or make room.");
    }
  }

  /** The size without padding. */
  static ImageSize inner(ImageSize padded, int pad) {
    return new ImageSize(padded.width() - 2 * pad, padded.height() - 2 * pad);
  }
}
