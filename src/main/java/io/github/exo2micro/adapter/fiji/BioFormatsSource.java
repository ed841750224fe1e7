package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.OneChannel;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import loci.common.DebugTools;
import loci.formats.FormatTools;
import loci.formats.ImageReader;

/**
 * Raw images through Fiji's Bio-Formats: every format that it reads, by region. Its own log is kept to warnings: in a
 * Fiji every line would open the console.
 */
final class BioFormatsSource implements ImageSource {

  /**
   * What Bio-Formats takes for parts of a data set, text or tables, and what this program writes itself: none of them
   * is a raw image of its own.
   */
  private static final Set<String> NOT_IMAGES = Set.of("", "cfg", "cif", "csv", "dat", "db", "env", "exp", "fake",
      "fits", "htd", "htm", "html", "inf", "ini", "json", "labels", "log", "lut", "map", "mdb", "omp2info", "par",
      "pattern", "pty", "res", "set", "st", "top", "txt", "v", "wav", "xlog", "xml", "zip", "avi", "mov");

  private final String name;
  private volatile Set<String> extensions = Set.of();

  /** Loads Bio-Formats' classes, but no reader yet. */
  public BioFormatsSource() {
    DebugTools.setRootLevel("WARN");
    name = "Bio-Formats" + HostVersion.of(FormatTools.class);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> extensions() {
    if (extensions.isEmpty()) {
      Set<String> found = new TreeSet<>();
      for (String suffix : new ImageReader().getSuffixes()) {
        String lower = suffix.toLowerCase(Locale.ROOT);
        if (!lower.contains(".") && !NOT_IMAGES.contains(lower)) {
          found.add(lower);
        }
      }
      extensions = Set.copyOf(found);
    }
    return extensions;
  }

  @Override
  public RawHeader header(Path file, ImageChoice choice) throws IOException {
    try (RawImage image = open(file, choice)) {
      return image.header();
    }
  }

  @Override
  public RawImage open(Path file, ImageChoice choice) throws IOException {
    requireContent(file);
    BioFormatsImage image = new BioFormatsImage(file, choice);
    return image.sample().isPresent() ? new OneChannel(image, image.sample().getAsInt()) : image;
  }

  private static void requireContent(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new RemediableException("The raw image " + file.getFileName() + " is missing.",
          file + " is not there, or is no file.", "put the file there, or take its sample out of the list.");
    }
    if (Files.size(file) == 0) {
      throw UnreadableImage.damaged(file, "an image", "0 bytes");
    }
  }
}
