package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Bio-Formats for headers and for every format, and the embedded reader for the pixels of plain TIFFs, which it reads
 * three to five times as fast (a 7200 × 6000 RGB image in strips: 1.5 against 6 s on two cores).
 */
final class HostImageSource implements ImageSource {

  private final BioFormatsSource bioFormats;
  private final ImageSource embedded;

  HostImageSource(BioFormatsSource bioFormats, ImageSource embedded) {
    this.bioFormats = bioFormats;
    this.embedded = embedded;
  }

  @Override
  public String name() {
    return bioFormats.name() + " (pixels of plain TIFFs: " + embedded.name() + ")";
  }

  @Override
  public Set<String> extensions() {
    return bioFormats.extensions();
  }

  @Override
  public RawHeader header(Path file) throws IOException {
    return bioFormats.header(file);
  }

  @Override
  public RawImage open(Path file) throws IOException {
    if (bioFormats.isPlainTiff(file)) {
      try {
        return embedded.open(file);
      } catch (RemediableException e) {
        // A kind of TIFF that the embedded reader does not know; a damaged file Bio-Formats refuses as well.
        return bioFormats.open(file);
      }
    }
    return bioFormats.open(file);
  }
}
