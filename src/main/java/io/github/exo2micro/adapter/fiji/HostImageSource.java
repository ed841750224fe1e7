package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.port.UnsupportedImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The embedded reader for TIFFs, and Bio-Formats for every other format and for what the embedded reader does not know.
 *
 * <p>What the embedded reader calls damaged, or refuses whoever reads it, goes nowhere else: Bio-Formats fills what it
 * cannot find with zeros and says nothing. It also reads TIFFs three to five times as fast (a 7200 × 6000 RGB image in
 * strips: 1.5 against 6 s on two cores).
 */
final class HostImageSource implements ImageSource {

  private final ImageSource bioFormats;
  private final ImageSource embedded;

  HostImageSource(ImageSource bioFormats, ImageSource embedded) {
    this.bioFormats = bioFormats;
    this.embedded = embedded;
  }

  @Override
  public String name() {
    return bioFormats.name() + " (TIFFs: " + embedded.name() + ")";
  }

  @Override
  public Set<String> extensions() {
    return bioFormats.extensions();
  }

  @Override
  public RawHeader header(Path file, ImageChoice choice) throws IOException {
    if (!isTiff(file)) {
      return bioFormats.header(file, choice);
    }
    try {
      return embedded.header(file, choice);
    } catch (UnsupportedImageException e) {
      try (RawImage image = other(file, choice, e)) {
        return image.header();
      }
    }
  }

  @Override
  public RawImage open(Path file, ImageChoice choice) throws IOException {
    if (!isTiff(file)) {
      return bioFormats.open(file, choice);
    }
    try {
      return embedded.open(file, choice);
    } catch (UnsupportedImageException e) {
      return other(file, choice, e);
    }
  }

  private boolean isTiff(Path file) {
    String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return embedded.extensions().stream().anyMatch(extension -> lower.endsWith("." + extension));
  }

  /** Reads a pixel: many a file has a header that Bio-Formats understands and pixels that it cannot decode. */
  private static RawImage decodable(RawImage image) throws IOException {
    try {
      image.read(new Tile(0, 0, 1, 1), new float[image.header().colourChannels()][1]);
      return image;
    } catch (IOException | RuntimeException e) {
      image.close();
      throw e;
    }
  }

  /** Bio-Formats' image, when it takes the same of the file's images. */
  private RawImage other(Path file, ImageChoice choice, UnsupportedImageException here) throws IOException {
    RawImage image;
    try {
      image = decodable(bioFormats.open(file, choice));
    } catch (RemediableException e) {
      throw new RemediableException(here.problem(),
          here.evidence() + " Bio-Formats does not read it either: " + e.evidence(),
          here.remedy(), e);
    }
    ImageSize size = image.header().size();
    if (here.size().isPresent() && !here.size().get().equals(size)) {
      image.close();
      throw new RemediableException(here.problem(), here.evidence() + " Bio-Formats would take an image of " + size
          + " px instead of the chosen one of " + here.size().get() + " px.", here.remedy(), here);
    }
    return image;
  }
}
