package io.github.exo2micro.raw;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;

/** Pixels from a formula; counts how often each is read. */
public final class FormulaImage implements RawImage {

  /** Value of a sample at a place. */
  public interface Formula {
    float at(int x, int y, int channel);
  }

  private final RawHeader header;
  private final Formula formula;
  private final AtomicIntegerArray readings;
  boolean closed;

  public FormulaImage(int width, int height, int channels, SampleType type, Formula formula) {
    this.header = new RawHeader(new ImageSize(width, height), channels, type, "formula");
    this.formula = formula;
    this.readings = new AtomicIntegerArray(width * height);
  }

  @Override
  public RawHeader header() {
    return header;
  }

  @Override
  public void read(Tile region, float[][] into) {
    for (int i = 0; i < region.area(); i++) {
      int x = region.x() + i % region.width();
      int y = region.y() + i / region.width();
      readings.incrementAndGet(y * header.size().width() + x);
      for (int c = 0; c < header.colourChannels(); c++) {
        into[c][i] = formula.at(x, y, c);
      }
    }
  }

  /** How many pixels were read, each as often as it was. */
  public long read() {
    long read = 0;
    for (int i = 0; i < readings.length(); i++) {
      read += readings.get(i);
    }
    return read;
  }

  /** How often the pixel was read that was read least. */
  public int least() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < readings.length(); i++) {
      least = Math.min(least, readings.get(i));
    }
    return least;
  }

  @Override
  public int preferredBandHeight() {
    return 7;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** A source of images that need no file, whatever their names. */
  public static ImageSource source(Function<Path, RawImage> images) {
    return new ImageSource() {
      @Override
      public String name() {
        return "formula";
      }

      @Override
      public Set<String> extensions() {
        return Set.of("tif");
      }

      @Override
      public RawHeader header(Path file, ImageChoice choice) {
        return images.apply(file).header();
      }

      @Override
      public RawImage open(Path file, ImageChoice choice) {
        return images.apply(file);
      }
    };
  }
}
