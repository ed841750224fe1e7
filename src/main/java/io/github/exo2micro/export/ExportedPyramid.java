package io.github.exo2micro.export;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.TiffPyramid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image of a task as it was exported: the same pixels, which can be read reduced without reading them all. Each
 * level is half as large as the one before, rounded up. Thread-safe; close it when done.
 */
public final class ExportedPyramid implements Closeable {

  /** Six tiles of floats: a window's width of them. */
  private static final long KEPT_BYTES = 6 << 20;
  private static final long MOST_METADATA = 1 << 20;
  private static final Pattern FACT = Pattern.compile("<M K=\"([^\"]*)\">([^<]*)</M>");

  private final Path path;
  private final List<Plane> levels;
  private final ExportedPixels stored;
  private final Tile region;
  private final Closeable file;

  private ExportedPyramid(Path path, List<Plane> levels, Map<String, String> facts, Closeable file) {
    this.path = path;
    this.levels = List.copyOf(levels);
    this.file = file;
    this.stored = new ExportedPixels(ExportedPixels.Kind.FLOAT, Double.parseDouble(facts.getOrDefault("offset", "0")),
        Double.parseDouble(facts.getOrDefault("factor", "1")));
    ImageSize size = levels.get(0).size();
    if (!Pyramid.sizes(size).equals(levels.stream().map(Plane::size).toList())) {
      throw new IllegalArgumentException("levels of other sizes");
    }
    this.region = new Tile(Integer.parseInt(facts.get("checkpoint x")), Integer.parseInt(facts.get("checkpoint y")),
        size.width(), size.height());
  }

  /**
   * The newest export of an image that shows it as it is now: made of the very pixels that the checkpoint holds.
   *
   * @return empty when there is none, or when the checkpoint was touched since it was written
   */
  public static Optional<ExportedPyramid> of(TaskImage image) throws IOException {
    Optional<Sidecar> sidecar = image.sidecar();
    if (sidecar.isEmpty() || Files.size(image.file()) != sidecar.get().bytes()
        || Files.getLastModifiedTime(image.file()).toMillis() != sidecar.get().modifiedMillis()) {
      return Optional.empty();
    }
    for (Path path : ExportList.of(image.folder()).paths()) {
      Optional<ExportedPyramid> shown = open(path, sidecar.get().checksum());
      if (shown.isPresent()) {
        return shown;
      }
    }
    return Optional.empty();
  }

  /** Opens what is there, if it shows the checkpoint of that checksum; anything else is none. */
  static Optional<ExportedPyramid> open(Path path, String checksum) {
    try {
      return Files.isDirectory(path) ? zarr(path, checksum) : tiff(path, checksum);
    } catch (IOException | RemediableException | JsonParseException | IllegalStateException
        | IllegalArgumentException e) {
      // Another file has its place by now, or it is damaged: the checkpoint shows the same.
      return Optional.empty();
    }
  }

  private static Optional<ExportedPyramid> tiff(Path path, String checksum) throws IOException {
    TiffPyramid tiff = TiffPyramid.open(path, KEPT_BYTES);
    Optional<ExportedPyramid> shown = Optional.empty();
    try {
      Map<String, String> facts = new HashMap<>();
      Matcher fact = FACT.matcher(tiff.description());
      while (fact.find()) {
        facts.put(fact.group(1), fact.group(2));
      }
      if (checksum.equals(facts.get("checkpoint"))) {
        shown = Optional.of(new ExportedPyramid(path, tiff.levels().stream().map(ExportedPyramid::plane).toList(),
            facts, tiff));
      }
      return shown;
    } finally {
      if (shown.isEmpty()) {
        tiff.close();
      }
    }
  }

  /** Its only channel, as it is: NaN stays NaN. */
  private static Plane plane(RawImage image) {
    RawHeader header = image.header();
    return new Plane() {
      @Override
      public ImageSize size() {
        return header.size();
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        image.readChannel(0, region, into);
      }
    };
  }

  private static Optional<ExportedPyramid> zarr(Path path, String checksum) throws IOException {
    JsonObject attributes = json(path.resolve(".zattrs"));
    JsonObject own = attributes.getAsJsonObject("exo2micro");
    if (own == null || !own.has("checkpoint") || !own.get("checkpoint").getAsString().equals(checksum)) {
      return Optional.empty();
    }
    Map<String, String> facts = Map.of("offset", own.get("offset").getAsString(), "factor",
        own.get("factor").getAsString(), "checkpoint x", own.get("x").getAsString(), "checkpoint y",
        own.get("y").getAsString());
    List<Plane> levels = new ArrayList<>();
    for (int level = 0; Files.exists(path.resolve(level + "/.zarray")); level++) {
      JsonObject array = json(path.resolve(level + "/.zarray"));
      ImageSize size = new ImageSize(array.getAsJsonArray("shape").get(1).getAsInt(),
          array.getAsJsonArray("shape").get(0).getAsInt());
      levels.add(new ZarrLevel(path.resolve(Integer.toString(level)), size,
          ExportedPixels.Kind.ofZarr(array.get("dtype").getAsString()), KEPT_BYTES));
    }
    return levels.isEmpty() ? Optional.empty() : Optional.of(new ExportedPyramid(path, levels, facts, () -> {}));
  }

  private static JsonObject json(Path file) throws IOException {
    if (Files.size(file) > MOST_METADATA) {
      throw new IOException(file + " is too large");
    }
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  /** The file or folder. */
  public Path path() {
    return path;
  }

  /** The part of the task's padded image that it shows, px of that image. */
  public Tile region() {
    return region;
  }

  /** How many levels there are, the full one among them. */
  public int levels() {
    return levels.size();
  }

  /**
   * Reads a part of a level.
   *
   * @param level 0 = full resolution, each further one reduced twice as much
   * @param part in px of the level, inside it
   * @param into row-major, at least {@code part.area()} long
   * @throws IOException when the file cannot be read
   */
  public void read(int level, Tile part, float[] into) throws IOException {
    levels.get(level).read(part, into);
    if (stored.isScaled()) {
      for (int i = 0; i < part.area(); i++) {
        into[i] = stored.value(into[i]);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
