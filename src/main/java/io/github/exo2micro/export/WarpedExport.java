package io.github.exo2micro.export;

import io.github.exo2micro.Choice;
import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.ReducedPlane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.raw.GreyPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Puts another image of the pre round (another dye, another camera) where a task's warp puts pre: its pixels become
 * those of the raw post. Colour images give one page a channel. What lies outside the image is 0.
 *
 * <p>The image is read once from top to bottom into a temporary file beside the target, since compressed strips cannot
 * be read in any order; then it streams through the warp as pre did. Pre itself becomes the aligned pre to the bit.
 */
public final class WarpedExport {

  private static final String[] COLOURS = {" (R)", " (G)", " (B)"};

  private final TaskWarp warp;
  private final ImageSource source;
  private final int threads;

  /** What becomes of values between whole numbers. */
  public enum Values implements Choice {
    /** They stay: 32-bit floats. */
    FLOAT,
    /** They are rounded to the image's own type, where that is one of 8 or 16 bits without a sign. */
    SAME
  }

  /**
   * What was done.
   *
   * @param size of the new image: raw post's
   * @param taken which image of the file it is, its size and kind
   * @param scale px of the image per px of pre
   * @param local whether local displacements were followed
   * @param warnings what a person should know, a line each
   */
  public record Result(ImageSize size, String taken, double scale, boolean local, List<String> warnings) {}

  /**
   * @param source reads the image
   * @param threads at least 1
   */
  public WarpedExport(TaskWarp warp, ImageSource source, int threads) {
    this.warp = warp;
    this.source = source;
    this.threads = threads;
  }

  /**
   * Writes the OME-TIFF.
   *
   * @param image a file of the pre round
   * @param choice which image of it
   * @param target must not exist
   * @throws RemediableException when the file cannot be read, does not show pre's frame, the target exists, or its disk
   *     has no room
   */
  public Result write(Path image, ImageChoice choice, Values values, Path target, Progress progress)
      throws IOException {
    Path absolute = ExportTarget.requireNew(target);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (RawImage raw = source.open(image, choice)) {
      RawHeader header = raw.header();
      PreFrame frame = PreFrame.of(header, warp);
      ExportedPixels stored = stored(header.type(), values);
      ExportTarget.requireRoom(absolute, header.colourChannels()
          * (ExportedImage.mostBytes(region(), stored) + Float.BYTES * header.size().area()));
      List<PlaneCopy> copies = new ArrayList<>();
      try {
        copy(raw, frame, absolute, executor, copies, progress.part(0, 0.3));
        List<ExportedImage> channels = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
          String colour = copies.size() == COLOURS.length ? COLOURS[i] : "";
          channels.add(channel(copies.get(i), frame, image.getFileName() + colour + " on " + warp.task(), stored));
        }
        new OmeTiffExport(channels, new ParallelLoop(executor, threads)).write(absolute, progress.part(0.3, 1));
      } finally {
        for (PlaneCopy copy : copies) {
          copy.close();
        }
      }
      return new Result(warp.post(), header.taken(), frame.scale(), warp.field().isPresent(), frame.warnings());
    } finally {
      executor.shutdownNow();
    }
  }

  private static ExportedPixels stored(RawHeader.SampleType type, Values values) {
    return values == Values.FLOAT ? ExportedPixels.FLOAT : switch (type) {
      case UINT8 -> ExportedPixels.rounded(ExportedPixels.Kind.UINT8);
      case UINT16 -> ExportedPixels.rounded(ExportedPixels.Kind.UINT16);
      default -> ExportedPixels.FLOAT;
    };
  }

  private Tile region() {
    return warp.post().whole().shifted(warp.pad(), warp.pad());
  }

  private void copy(RawImage raw, PreFrame frame, Path target, ExecutorService executor, List<PlaneCopy> copies,
      Progress progress) throws IOException {
    int channels = raw.header().colourChannels();
    for (int i = 0; i < channels; i++) {
      copies.add(PlaneCopy.of(new ReducedPlane(GreyPlane.ofChannel(raw, i), frame.reduction()), target,
          new TileSweep(executor, threads), progress.part((double) i / channels, (i + 1.0) / channels)));
    }
  }

  private ExportedImage channel(PlaneCopy copy, PreFrame frame, String name, ExportedPixels stored)
      throws IOException {
    ValueRange range = ValueRange.sampled(copy.plane(), copy.plane().size().whole());
    return new ExportedImage(warped(copy.plane(), frame), region(), name, warp.postPixel(), stored, range.shownLowest(),
        range.shownHighest(), Optional.empty());
  }

  private Plane warped(Plane image, PreFrame frame) {
    int pad = warp.pad();
    if (frame.isPre()) {
      return through(new PaddedPlane(image, pad, pad, warp.canvas()), image.size().whole().shifted(pad, pad), warp);
    }
    // Centres of pixels are whole numbers: the corner of the frame lies at -0.5 in every image of it.
    double scale = frame.scale() / frame.reduction();
    double shift = scale * (0.5 - pad) - 0.5;
    return through(image, image.size().whole(), warp.towards(scale, shift));
  }

  /** @param frame where the source is an image and no padding */
  private static Plane through(Plane source, Tile frame, TaskWarp warp) {
    if (warp.padded().equals(Homography.identity()) && warp.field().isEmpty()
        && source.size().equals(warp.canvas())) {
      return source;
    }
    WarpedPlane warped = warp.field().isPresent() ? new WarpedPlane(source, warp.field().get(), warp.canvas())
        : new WarpedPlane(source, warp.padded(), warp.canvas());
    return warped.with(warp.interpolation(), frame);
  }
}
