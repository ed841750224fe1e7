package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.io.TemporaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;

/**
 * Writes a pyramid as OME-TIFF: a BigTIFF with deflated tiles of 512 × 512 px whose reductions hang on the full image
 * as SubIFDs, as OME-TIFF 6 has it. Nothing is seen under the target's name before it is whole.
 */
public final class OmeTiffExport {

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ASCII = 2;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;

  private final ExportedImage image;
  private final ParallelLoop loop;
  private final List<Level> levels = new ArrayList<>();
  private long end;

  private record Level(ImageSize size, int across, long[] offsets, long[] counts) {
    static Level of(ImageSize size) {
      int across = (size.width() + Pyramid.TILE - 1) / Pyramid.TILE;
      int tiles = across * ((size.height() + Pyramid.TILE - 1) / Pyramid.TILE);
      return new Level(size, across, new long[tiles], new long[tiles]);
    }
  }

  /** @param loop deflates tiles */
  public OmeTiffExport(ExportedImage image, ParallelLoop loop) {
    this.image = image;
    this.loop = loop;
    Pyramid.sizes(new ImageSize(image.region().width(), image.region().height()))
        .forEach(size -> levels.add(Level.of(size)));
  }

  /**
   * Writes the file.
   *
   * @throws IOException when the disk fails or is full; then nothing is left of it
   */
  public void write(Path target, Progress progress) throws IOException {
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      try (FileChannel file = FileChannel.open(temporary.path(), StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE)) {
        end = 16;
        new Pyramid(image.plane(), image.region())
            .stream((level, firstRow, rows, pixels) -> band(file, levels.get(level), firstRow, rows, pixels), progress);
        long[] reductions = new long[levels.size() - 1];
        for (int i = 1; i < levels.size(); i++) {
          reductions[i - 1] = directory(file, levels.get(i), "", new long[0]);
        }
        long first = directory(file, levels.get(0), xml(), reductions);
        put(file,
            ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 43)
                .putShort((short) 8).putShort((short) 0).putLong(first),
            0);
        file.force(true);
      }
      temporary.moveToTarget();
    }
  }

  private void band(FileChannel file, Level level, int firstRow, int rows, float[] pixels) throws IOException {
    byte[][] packed = new byte[level.across][];
    loop.run(level.across, i -> packed[i] = deflated(image.stored().tile(pixels, level.size.width(), rows,
        i * Pyramid.TILE)), Progress.none());
    for (int i = 0; i < level.across; i++) {
      int tile = firstRow / Pyramid.TILE * level.across + i;
      level.offsets[tile] = end;
      level.counts[tile] = packed[i].length;
      put(file, ByteBuffer.wrap(packed[i]).position(packed[i].length), end);
      end += packed[i].length;
    }
  }

  static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] out = new byte[bytes.length + bytes.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(out, length, out.length - length);
      }
      return java.util.Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  private static void put(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    bytes.flip();
    for (long position = at; bytes.hasRemaining();) {
      position += file.write(bytes, position);
    }
  }

  /** Writes a directory with its tables at the end of the file; says where. */
  private long directory(FileChannel file, Level level, String description, long[] reductions) throws IOException {
    byte[] text = (description + "\0").getBytes(StandardCharsets.UTF_8);
    int tiles = level.offsets.length;
    long tables = end + end % 2;
    long textAt = tables + 16L * tiles;
    long subAt = textAt + text.length + text.length % 2;
    long at = subAt + 8L * reductions.length;
    ByteBuffer out = ByteBuffer.allocate((int) (at - tables) + 8 + 20 * 16 + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : level.offsets) {
      out.putLong(offset);
    }
    for (long count : level.counts) {
      out.putLong(count);
    }
    out.put(text).position((int) (subAt - tables));
    for (long reduction : reductions) {
      out.putLong(reduction);
    }
    int countAt = out.position();
    out.putLong(0);
    long entries = 0;
    entries += entry(out, 254, LONG, 1, description.isEmpty() ? 1 : 0);
    entries += entry(out, 256, LONG, 1, level.size.width());
    entries += entry(out, 257, LONG, 1, level.size.height());
    entries += entry(out, 258, SHORT, 1, 8L * image.stored().bytes());
    entries += entry(out, 259, SHORT, 1, 8);
    entries += entry(out, 262, SHORT, 1, 1);
    if (!description.isEmpty()) {
      entries += entry(out, 270, ASCII, text.length, textAt);
    }
    entries += entry(out, 277, SHORT, 1, 1);
    entries += entry(out, 322, SHORT, 1, Pyramid.TILE);
    entries += entry(out, 323, SHORT, 1, Pyramid.TILE);
    entries += entry(out, 324, LONG8, tiles, tiles == 1 ? level.offsets[0] : tables);
    entries += entry(out, 325, LONG8, tiles, tiles == 1 ? level.counts[0] : tables + 8L * tiles);
    if (reductions.length > 0) {
      entries += entry(out, 330, IFD8, reductions.length, reductions.length == 1 ? reductions[0] : subAt);
    }
    entries += entry(out, 339, SHORT, 1, image.stored().sixteenBit() ? 1 : 3);
    out.putLong(0);
    out.putLong(countAt, entries);
    long length = out.position();
    put(file, out, tables);
    end = tables + length;
    return at;
  }

  private static int entry(ByteBuffer out, int tag, int type, long count, long value) {
    out.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
    return 1;
  }

  private String xml() {
    String pixel = image.pixel().map(p -> String.format(Locale.ROOT,
        " PhysicalSizeX=\"%s\" PhysicalSizeXUnit=\"um\" PhysicalSizeY=\"%s\" PhysicalSizeYUnit=\"um\"", p.x(), p.y()))
        .orElse("").replace("\"um\"", "\"\u00b5m\"");
    String type = image.stored().sixteenBit() ? "uint16" : "float";
    String factor = !image.stored().sixteenBit() ? ""
        : "<StructuredAnnotations xmlns=\"http://www.openmicroscopy.org/Schemas/"
            + "OME/2016-06\"><MapAnnotation ID=\"Annotation:0\"><Value><M K=\"value\">offset + factor x "
            + "stored</M><M K=\"offset\">"
            + image.stored().offset() + "</M><M K=\"factor\">" + image.stored().factor()
            + "</M></Value></MapAnnotation></StructuredAnnotations>";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" "
        + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        + "xsi:schemaLocation=\"http://www.openmicroscopy.org/Schemas/OME/"
        + "2016-06 http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd\" Creator=\"exo2micro for "
        + "Fiji\"><Image ID=\"Image:0\""
        + " Name=\"" + image.xmlName() + "\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"" + type
        + "\" SizeX=\""
        + image.region().width() + "\" SizeY=\"" + image.region().height() + "\" SizeC=\"1\" SizeZ=\"1\" SizeT=\"1\" "
        + "BigEndian=\"false\"" + pixel + "><Channel ID=\"Channel:0:0\" Name=\"" + image.xmlName()
        + "\" SamplesPerPixel=\"1\"/><TiffData IFD=\"0\" PlaneCount=\"1\"/></Pixels></Image>" + factor + "</OME>";
  }
}
