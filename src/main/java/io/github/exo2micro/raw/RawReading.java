package io.github.exo2micro.raw;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A raw file that is read once: its pixels are made of the channels that a small sample shows to be active, and while
 * they pass by, all channels are added up for the exact choice, {@link #settle}. Only when that is another one, which
 * takes a channel close to the limit or light in a few places alone, the file must be read again.
 *
 * <p>Images of up to {@value #SMALL} pixels are read whole before, and so are colour images of 32 bits or floats, whose
 * sums depend on the order of reading. Of a TIFF that is one large compressed strip the sample decodes nearly all.
 */
public final class RawReading implements Closeable {

  private static final int SMALL = 1 << 20;

  private final RawImage image;
  private final String name;
  private final ChannelChoice expected;
  private Optional<GreyPlane> settled;
  private Optional<CountingPlane> counting = Optional.empty();

  private RawReading(RawImage image, String name, ChannelChoice expected, boolean exact) {
    this.image = image;
    this.name = name;
    this.expected = expected;
    this.settled = exact ? Optional.of(new GreyPlane(image, expected)) : Optional.empty();
  }

  /**
   * Opens a raw file and reads the sample.
   *
   * @param choice which image of the file
   * @param executor runs bands of an image that is read whole; owned by the caller
   * @param threads how many bands at once, at least 1
   * @param progress gets the fraction of the sample
   * @throws io.github.exo2micro.RemediableException when the file is missing, damaged, or of a kind that is not read
   * @throws IOException when the disk fails
   */
  public static RawReading open(ImageSource source, Path file, ImageChoice choice, ExecutorService executor,
      int threads,
      Progress progress) throws IOException {
    RawImage image = source.open(file, choice);
    try {
      RawHeader header = image.header();
      String name = file.getFileName().toString();
      boolean exact = !ChannelChoice.needsPass(header) || !header.type().hasExactSums()
          || header.size().area() <= SMALL;
      ChannelChoice channels = exact ? ChannelChoice.of(image, name, executor, threads, progress)
          : ChannelChoice.of(header, name, ChannelMeans.sampled(image, progress));
      return new RawReading(image, name, channels, exact);
    } catch (IOException | RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  /** What the file's header says. */
  public RawHeader header() {
    return image.header();
  }

  /**
   * The image as one plane. Until the reading is settled, the plane is for one pass that reads every pixel once, and
   * each call begins a new pass.
   */
  public Plane plane() {
    if (settled.isPresent()) {
      return settled.get();
    }
    CountingPlane plane = new CountingPlane(image, expected);
    counting = Optional.of(plane);
    return plane;
  }

  /**
   * Makes the exact choice, once the pass over {@link #plane} is over.
   *
   * @return whether the pixels that were read are those of the exact choice; if not, they are to be read again from a
   *     new plane
   * @throws IllegalStateException when not every pixel was read once
   */
  public boolean settle() {
    if (settled.isPresent()) {
      return true;
    }
    double[] means = counting.orElseThrow(() -> new IllegalStateException(name + " was not read")).means();
    GreyPlane exact = new GreyPlane(image, ChannelChoice.of(image.header(), name, means));
    settled = Optional.of(exact);
    counting = Optional.empty();
    return exact.choice().taken().equals(expected.taken());
  }

  /**
   * Which channels are taken and why, judged by the whole image.
   *
   * @throws IllegalStateException before the reading is settled
   */
  public ChannelChoice choice() {
    return settled.orElseThrow(() -> new IllegalStateException(name + " is not settled")).choice();
  }

  /**
   * What was taken of the file, for people and to compare pre with post: "page 2 of 3, channel G"; the page alone where
   * it has one channel.
   *
   * @throws IllegalStateException before the reading is settled
   */
  public String taken() {
    String channels = choice().means().size() > 1 ? "channel " + choice().names() : "";
    String place = header().place();
    return place + (place.isEmpty() || channels.isEmpty() ? "" : ", ") + channels;
  }

  /** Whether a value that is not finite was met in what has been read so far. */
  public boolean metNonFinite() {
    return settled.isPresent() && settled.get().metNonFinite();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
