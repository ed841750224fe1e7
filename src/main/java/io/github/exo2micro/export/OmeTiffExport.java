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
 * Writes pyramids as OME-TIFF: a BigTIFF with deflated tiles of 512 × 512 px and a page for each channel, whose
 * reductions hang on it as SubIFDs, as OME-TIFF 6 has it. Nothing is seen under the target's name before it is whole.
 */
final class OmeTiffExport {

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int CENTIMETRE = 3;
  private static final int ASCII = 2;
  private static final int FLOAT = 11;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;

  private final List<ExportedImage> channels;
  private final ExportedImage image;
  private final ParallelLoop loop;
  private long end;

  private record Level(ImageSize size, int across, long[] offsets, long[] counts) {
    static Level of(ImageSize size) {
      int across = (size.width() + Pyramid.TILE - 1) / Pyramid.TILE;
      int tiles = across * ((size.height() + Pyramid.TILE - 1) / Pyramid.TILE);
      return new Level(size, across, new long[tiles], new long[tiles]);
    }
  }

  /** As the other, with one channel. */
  public OmeTiffExport(ExportedImage image, ParallelLoop loop) {
    this(List.of(image), loop);
  }

  /**
   * @param channels at least one; all of the first one's region, pixel size and way of storing
   * @param loop reads and deflates tiles
   */
  OmeTiffExport(List<ExportedImage> channels, ParallelLoop loop) {
    this.channels = List.copyOf(channels);
    this.image = channels.get(0);
    this.loop = loop;
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
        List<List<Level>> pages = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
          pages.add(pixels(file, channels.get(i),
              progress.part((double) i / channels.size(), (i + 1.0) / channels.size())));
        }
        long first = directories(file, pages);
        put(file,
            ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 43)
                .putShort((short) 8).putShort((short) 0).putLong(first),
            0);
        file.force(true);
      }
      temporary.moveToTarget();
    }
  }

  private List<Level> pixels(FileChannel file, ExportedImage channel, Progress progress) throws IOException {
    List<Level> levels = Pyramid.sizes(new ImageSize(channel.region().width(), channel.region().height())).stream()
        .map(Level::of).toList();
    new Pyramid(channel.plane(), channel.region(), loop)
        .stream((level, firstRow, rows, pixels) -> band(file, levels.get(level), firstRow, rows, pixels), progress);
    return levels;
  }

  /** Writes the last page first, as each says where the next one is; says where the first one is. */
  private long directories(FileChannel file, List<List<Level>> pages) throws IOException {
    long next = 0;
    for (int page = pages.size() - 1; page >= 0; page--) {
      List<Level> levels = pages.get(page);
      long[] reductions = new long[levels.size() - 1];
      for (int i = 1; i < levels.size(); i++) {
        reductions[i - 1] = directory(file, levels.get(i), Page.reduced(channels.get(page)));
      }
      next = directory(file, levels.get(0),
          new Page(false, page == 0 ? xml() : "", reductions, channels.get(page), next));
    }
    return next;
  }

  /**
   * What a directory says besides its tiles.
   *
   * @param reduced whether it is a reduction of another page
   * @param description the OME-XML, on the first page
   * @param reductions where its reductions are
   * @param channel what it shows
   * @param next where the next page's directory is; 0 = it is the last
   */
  private record Page(boolean reduced, String description, long[] reductions, ExportedImage channel, long next) {
    static Page reduced(ExportedImage channel) {
      return new Page(true, "", new long[0], channel, 0);
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
  private long directory(FileChannel file, Level level, Page page) throws IOException {
    byte[] text = (page.description + "\0").getBytes(StandardCharsets.UTF_8);
    int tiles = level.offsets.length;
    long[] reductions = page.reductions;
    long tables = end + end % 2;
    long textAt = tables + 16L * tiles;
    long subAt = textAt + text.length + text.length % 2;
    long at = subAt + 8L * reductions.length;
    ByteBuffer out = ByteBuffer.allocate((int) (at - tables) + 8 + 20 * 24 + 8).order(ByteOrder.LITTLE_ENDIAN);
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
    entries += entry(out, 254, LONG, 1, page.reduced ? 1 : 0);
    entries += entry(out, 256, LONG, 1, level.size.width());
    entries += entry(out, 257, LONG, 1, level.size.height());
    entries += entry(out, 258, SHORT, 1, 8L * image.stored().kind().bytes());
    entries += entry(out, 259, SHORT, 1, 8);
    entries += entry(out, 262, SHORT, 1, 1);
    if (!page.description.isEmpty()) {
      entries += entry(out, 270, ASCII, text.length, textAt);
    }
    entries += entry(out, 277, SHORT, 1, 1);
    if (image.pixel().isPresent() && !page.reduced) {
      entries += entry(out, 282, RATIONAL, 1, perCentimetre(image.pixel().get().x()));
      entries += entry(out, 283, RATIONAL, 1, perCentimetre(image.pixel().get().y()));
      entries += entry(out, 296, SHORT, 1, CENTIMETRE);
    }
    entries += entry(out, 322, SHORT, 1, Pyramid.TILE);
    entries += entry(out, 323, SHORT, 1, Pyramid.TILE);
    entries += entry(out, 324, LONG8, tiles, tiles == 1 ? level.offsets[0] : tables);
    entries += entry(out, 325, LONG8, tiles, tiles == 1 ? level.counts[0] : tables + 8L * tiles);
    if (reductions.length > 0) {
      entries += entry(out, 330, IFD8, reductions.length, reductions.length == 1 ? reductions[0] : subAt);
    }
    entries += entry(out, 339, SHORT, 1, image.stored().kind() == ExportedPixels.Kind.FLOAT ? 3 : 1);
    // SMinSampleValue and SMaxSampleValue: what a viewer shows black and white.
    entries += entry(out, 340, FLOAT, 1, bits(page.channel.lowest()));
    entries += entry(out, 341, FLOAT, 1, bits(page.channel.highest()));
    out.putLong(page.next);
    out.putLong(countAt, entries);
    long length = out.position();
    put(file, out, tables);
    end = tables + length;
    return at;
  }

  /** Px per cm as numerator and denominator, for readers that do not know OME-XML. */
  private static long perCentimetre(double micrometres) {
    double wanted = 1e4 / micrometres;
    long denominator = 1000;
    while (wanted * denominator > Integer.MAX_VALUE && denominator > 1) {
      denominator /= 10;
    }
    return Math.min(Integer.MAX_VALUE, Math.round(wanted * denominator)) | denominator << 32;
  }

  private long bits(double shown) {
    return Float.floatToIntBits((float) image.stored().stored(shown)) & 0xFFFF_FFFFL;
  }

  private static int entry(ByteBuffer out, int tag, int type, long count, long value) {
    out.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
    return 1;
  }

  private String xml() {
    String pixel = image.pixel().map(p -> String.format(Locale.ROOT,
        " PhysicalSizeX=\"%s\" PhysicalSizeXUnit=\"\u00b5m\" PhysicalSizeY=\"%s\" PhysicalSizeYUnit=\"\u00b5m\"", p.x(),
        p.y())).orElse("");
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < channels.size(); i++) {
      parts.append("<Channel ID=\"Channel:0:").append(i).append("\" Name=\"").append(channels.get(i).xmlName())
          .append("\" SamplesPerPixel=\"1\"/>");
    }
    for (int i = 0; i < channels.size(); i++) {
      parts.append("<TiffData IFD=\"").append(i).append("\" FirstC=\"").append(i).append("\" PlaneCount=\"1\"/>");
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" "
        + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        + "xsi:schemaLocation=\"http://www.openmicroscopy.org/Schemas/OME/"
        + "2016-06 http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd\" Creator=\"exo2micro for "
        + "Fiji\"><Image ID=\"Image:0\" Name=\"" + image.xmlName()
        + "\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"" + image.stored().kind().omeName()
        + "\" SizeX=\"" + image.region().width() + "\" SizeY=\"" + image.region().height() + "\" SizeC=\""
        + channels.size() + "\" SizeZ=\"1\" SizeT=\"1\" BigEndian=\"false\"" + pixel + ">" + parts
        + "</Pixels></Image><StructuredAnnotations><MapAnnotation ID=\"Annotation:0\" "
        + "Namespace=\"exo2micro.export\"><Value>" + facts() + "</Value></MapAnnotation></StructuredAnnotations></OME>";
  }

  /**
   * What OME-XML has no place for: the range that a viewer should show, and how to get the values of scaled numbers.
   */
  private String facts() {
    StringBuilder facts = new StringBuilder();
    for (int i = 0; i < channels.size(); i++) {
      String of = channels.size() == 1 ? "" : " " + i;
      facts.append(fact("display lowest" + of, image.stored().stored(channels.get(i).lowest())))
          .append(fact("display highest" + of, image.stored().stored(channels.get(i).highest())));
    }
    if (image.stored().isScaled()) {
      facts.append("<M K=\"value\">offset + factor x stored</M>").append(fact("offset", image.stored().offset()))
          .append(fact("factor", image.stored().factor()));
    }
    image.checkpoint().ifPresent(checksum -> facts.append(fact("checkpoint", checksum))
        .append(fact("checkpoint x", image.region().x())).append(fact("checkpoint y", image.region().y())));
    return facts.toString();
  }

  private static String fact(String name, Object value) {
    return "<M K=\"" + name + "\">" + value + "</M>";
  }
}
