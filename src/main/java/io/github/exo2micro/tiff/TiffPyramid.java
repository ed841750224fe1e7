package io.github.exo2micro.tiff;

import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffDirectory;
import io.github.exo2micro.tiff.file.TiffPage;
import io.github.exo2micro.tiff.file.TiffPages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The first page of a TIFF with its reductions (SubIFDs), as OME-TIFF has them: read by region at any level.
 * Thread-safe; close it when done.
 */
public final class TiffPyramid implements Closeable {

  private static final int MOST_DESCRIPTION = 1 << 20;

  private final TiffBytes bytes;
  private final String description;
  private final List<RawImage> levels = new ArrayList<>();

  private TiffPyramid(TiffBytes bytes, long keptBytes) throws IOException {
    this.bytes = bytes;
    TiffPages pages = TiffPages.of(bytes);
    TiffDirectory first = pages.pages().get(0);
    description = first.text(TiffDirectory.IMAGE_DESCRIPTION, MOST_DESCRIPTION);
    List<TiffDirectory> directories = new ArrayList<>(List.of(first));
    directories.addAll(pages.reductions(bytes, first));
    for (TiffDirectory directory : directories) {
      TiffPage page = new TiffPage(directory, pages.order(), pages.big(), "", OptionalInt.empty(), List.of(),
          Optional.empty());
      levels.add(new TiffImage(bytes, new TiffLayoutReader(bytes, page).read(), keptBytes));
    }
  }

  /**
   * Opens a file.
   *
   * @param keptBytes of decoded tiles that are kept for each level, so that neighbouring regions share them
   * @throws io.github.exo2micro.RemediableException when it is no TIFF, is damaged, or of a kind that is not read
   */
  public static TiffPyramid open(Path file, long keptBytes) throws IOException {
    TiffBytes bytes = new TiffBytes(file);
    try {
      return new TiffPyramid(bytes, keptBytes);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** The first page's description: the OME-XML. */
  public String description() {
    return description;
  }

  /** The page itself, then its reductions; they belong to the pyramid. */
  public List<RawImage> levels() {
    return List.copyOf(levels);
  }

  @Override
  public void close() throws IOException {
    try (bytes) {
      for (RawImage level : levels) {
        level.close();
      }
    }
  }
}
