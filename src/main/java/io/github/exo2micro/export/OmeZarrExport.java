package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.io.TemporaryFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/**
 * Writes a pyramid as OME-Zarr 0.4: a folder with an array for each level, in chunks of 512 × 512 px packed with zlib.
 * The folder has its name only when it is whole.
 */
final class OmeZarrExport {

  private final ExportedImage image;
  private final ParallelLoop loop;
  private final List<ImageSize> sizes;

  /** @param loop packs chunks */
  public OmeZarrExport(ExportedImage image, ParallelLoop loop) {
    this.image = image;
    this.loop = loop;
    this.sizes = Pyramid.sizes(new ImageSize(image.region().width(), image.region().height()));
  }

  /**
   * Writes the folder.
   *
   * @throws IOException when the disk fails or is full; then nothing is left of it
   */
  public void write(Path target, Progress progress) throws IOException {
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      Path folder = Files.createDirectory(temporary.path());
      try {
        Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}\n");
        Files.writeString(folder.resolve(".zattrs"), attributes(target.getFileName().toString()));
        for (int i = 0; i < sizes.size(); i++) {
          Path level = Files.createDirectory(folder.resolve(Integer.toString(i)));
          Files.writeString(level.resolve(".zarray"), array(sizes.get(i)));
        }
        new Pyramid(image.plane(), image.region(), loop)
            .stream((level, firstRow, rows, pixels) -> band(folder, level, firstRow, rows, pixels), progress);
        Files.move(folder, target);
      } finally {
        delete(folder);
      }
    }
  }

  private void band(Path folder, int level, int firstRow, int rows, float[] pixels) throws IOException {
    Path row = Files.createDirectory(folder.resolve(level + "/" + firstRow / Pyramid.TILE));
    int width = sizes.get(level).width();
    loop.run((width + Pyramid.TILE - 1) / Pyramid.TILE, i -> Files.write(row.resolve(Integer.toString(i)),
        OmeTiffExport.deflated(image.stored().tile(pixels, width, rows, i * Pyramid.TILE))), Progress.none());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
        Files.delete(visited);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private String array(ImageSize size) {
    return String.format(Locale.ROOT,
        "{\"zarr_format\": 2, \"shape\": [%d, %d], \"chunks\": [%d, %d], \"dtype\": \"%s\", \"compressor\": {\"id\": "
            + "\"zlib\", \"level\": 1}, \"fill_value\": 0, \"order\": \"C\", \"filters\": null, "
            + "\"dimension_separator\": \"/\"}%n",
        size.height(), size.width(), Pyramid.TILE, Pyramid.TILE,
        image.stored().kind().zarrName());
  }

  private String attributes(String name) {
    double x = image.pixel().map(p -> p.x()).orElse(1.0);
    double y = image.pixel().map(p -> p.y()).orElse(1.0);
    String unit = image.pixel().isPresent() ? ", \"unit\": \"micrometer\"" : "";
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < sizes.size(); i++) {
      double f = 1 << i;
      // A reduced pixel's centre lies between those of the pixels that it is the mean of.
      levels.append(i == 0 ? "" : ", ")
          .append(String.format(Locale.ROOT, "{\"path\": \"%d\", \"coordinateTransformations\": "
              + "[{\"type\": \"scale\", \"scale\": [%s, %s]}, {\"type\": \"translation\", \"translation\": [%s, %s]}]}",
              i, y * f,
              x * f, y * (f - 1) / 2, x * (f - 1) / 2));
    }
    double low = image.stored().stored(image.lowest());
    double high = image.stored().stored(image.highest());
    String label = image.name().replace("\\", "\\\\").replace("\"", "\\\"");
    return "{\"multiscales\": [{\"version\": \"0.4\", \"name\": \"" + name.replace("\\", "").replace("\"", "")
        + "\", \"axes\": "
        + "[{\"name\": \"y\", \"type\": \"space\"" + unit + "}, {\"name\": \"x\", \"type\": \"space\"" + unit + "}], "
        + "\"datasets\": [" + levels + "], \"type\": \"mean\"}], \"omero\": {\"channels\": [{\"label\": \"" + label
        + "\", \"color\": \"FFFFFF\", \"active\": true, \"window\": {\"start\": " + low + ", \"end\": " + high
        + ", \"min\": " + low
        + ", \"max\": " + high + "}}]}, \"exo2micro\": {\"offset\": " + image.stored().offset() + ", \"factor\": "
        + image.stored().factor() + image.checkpoint().map(checksum -> ", \"checkpoint\": \"" + checksum
            + "\", \"x\": " + image.region().x() + ", \"y\": " + image.region().y()).orElse("")
        + "}}\n";
  }
}
