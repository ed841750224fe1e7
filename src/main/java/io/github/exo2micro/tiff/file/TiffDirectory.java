package io.github.exo2micro.tiff.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One image file directory (a page) of a TIFF or BigTIFF: where the value of each tag lies.
 *
 * <p>Values are read only when they are asked for, and never more than the file has bytes (TIFF 6.0, Adobe 1992,
 * section 2; BigTIFF as in libtiff).
 */
public final class TiffDirectory {

  static final int NEW_SUBFILE_TYPE = 254;
  static final int SUBFILE_TYPE = 255;
  public static final int WIDTH = 256;
  public static final int HEIGHT = 257;
  public static final int BITS_PER_SAMPLE = 258;
  public static final int COMPRESSION = 259;
  public static final int PHOTOMETRIC = 262;
  public static final int FILL_ORDER = 266;
  public static final int IMAGE_DESCRIPTION = 270;
  public static final int STRIP_OFFSETS = 273;
  public static final int ORIENTATION = 274;
  public static final int SAMPLES_PER_PIXEL = 277;
  public static final int ROWS_PER_STRIP = 278;
  public static final int STRIP_BYTE_COUNTS = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  public static final int PLANAR_CONFIGURATION = 284;
  static final int RESOLUTION_UNIT = 296;
  public static final int PREDICTOR = 317;
  public static final int TILE_WIDTH = 322;
  public static final int TILE_HEIGHT = 323;
  public static final int TILE_OFFSETS = 324;
  public static final int TILE_BYTE_COUNTS = 325;
  static final int SUB_DIRECTORIES = 330;
  public static final int SAMPLE_FORMAT = 339;
  public static final int JPEG_TABLES = 347;

  private static final int MOST_ENTRIES = 65_535;
  private static final int ASCII = 2;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;
  /** What is looked at; a page that claims 65 535 other tags takes no memory for them. */
  private static final Set<Integer> KNOWN = Set.of(NEW_SUBFILE_TYPE, SUBFILE_TYPE, WIDTH, HEIGHT, BITS_PER_SAMPLE,
      COMPRESSION,
      PHOTOMETRIC, FILL_ORDER, IMAGE_DESCRIPTION, STRIP_OFFSETS, ORIENTATION, SAMPLES_PER_PIXEL, ROWS_PER_STRIP,
      STRIP_BYTE_COUNTS, PLANAR_CONFIGURATION, PREDICTOR, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_BYTE_COUNTS,
      SUB_DIRECTORIES, SAMPLE_FORMAT, JPEG_TABLES, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT);

  /** A tag's type, number of values, and the position of the first in the file, inline or not. */
  private record Entry(int type, long count, long position) {}

  private final TiffBytes bytes;
  private final ByteOrder order;
  private final Map<Integer, Entry> entries;
  private final long next;
  private final long offset;
  private final int length;

  private TiffDirectory(TiffBytes bytes, ByteOrder order, Map<Integer, Entry> entries, long next, long offset,
      int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.order = order;
    this.entries = entries;
    this.next = next;
  }

  /**
   * Reads the directory at an offset.
   *
   * @param big whether the file is a BigTIFF
   * @throws io.github.exo2micro.RemediableException when it does not lie in the file
   */
  static TiffDirectory read(TiffBytes bytes, ByteOrder order, boolean big, long offset) throws IOException {
    int head = big ? 8 : 2;
    ByteBuffer first = bytes.read(offset, head, order, "an image directory");
    long count = big ? first.getLong() : first.getShort() & 0xffff;
    if (count < 1 || count > MOST_ENTRIES) {
      throw TiffProblem.damaged(bytes.file(), "an image directory at offset " + offset, "one of " + count + " entries");
    }
    int entrySize = big ? 20 : 12;
    int length = (int) count * entrySize;
    ByteBuffer table = bytes.read(offset + head, length, order, "an image directory with " + count + " entries");
    Map<Integer, Entry> entries = new HashMap<>();
    for (int at = 0; at < length; at += entrySize) {
      int tag = table.getShort(at) & 0xffff;
      if (!KNOWN.contains(tag)) {
        continue;
      }
      int type = table.getShort(at + 2) & 0xffff;
      long values = big ? table.getLong(at + 4) : table.getInt(at + 4) & 0xffffffffL;
      int inlineAt = at + (big ? 12 : 8);
      int inlineSize = big ? 8 : 4;
      boolean inline = values >= 0 && values <= inlineSize && values * sizeOf(type) <= inlineSize;
      long position = inline ? offset + head + inlineAt
          : big ? table.getLong(inlineAt) : table.getInt(inlineAt) & 0xffffffffL;
      entries.putIfAbsent(tag, new Entry(type, values, position));
    }
    long nextAt = offset + head + length;
    long next = 0;
    if (bytes.holds(nextAt, big ? 8 : 4)) {
      ByteBuffer link = bytes.read(nextAt, big ? 8 : 4, order, "the link to the next page");
      next = big ? link.getLong() : link.getInt() & 0xffffffffL;
    }
    return new TiffDirectory(bytes, order, entries, next, offset, length);
  }

  private static int sizeOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** Offset of the next page; 0 when this is the last. */
  long next() {
    return next;
  }

  /** Bytes of its entries. */
  int length() {
    return length;
  }

  public boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The only or first value of a whole-number tag, or {@code otherwise} when the page lacks it. */
  public long value(int tag, long otherwise) throws IOException {
    return has(tag) && entries.get(tag).count() > 0 ? values(tag, 1)[0] : otherwise;
  }

  /** How many values a tag has; 0 when the page lacks it. */
  public long count(int tag) {
    return has(tag) ? entries.get(tag).count() : 0;
  }

  /**
   * The first values of a whole-number tag.
   *
   * @param count how many, at most {@link #count}
   * @throws io.github.exo2micro.RemediableException when they lie outside the file or are no whole numbers
   */
  public long[] values(int tag, int count) throws IOException {
    Entry entry = entries.get(tag);
    int size = switch (entry.type()) {
      case 1, 3, 4, 13, 16, 18 -> sizeOf(entry.type());
      default -> throw TiffProblem.damaged(bytes.file(), "whole numbers in tag " + tag,
          "values of type " + entry.type());
    };
    if (!bytes.holds(entry.position(), (long) count * size)) {
      throw TiffProblem.damaged(bytes.file(), count + " values of tag " + tag + " at offset " + entry.position(),
          "a file of " + bytes.length() + " bytes");
    }
    long[] values = new long[count];
    int step = 8192;
    for (int from = 0; from < count; from += step) {
      int part = Math.min(step, count - from);
      ByteBuffer data = bytes.read(entry.position() + (long) from * size, part * size, order, "tag " + tag);
      for (int i = 0; i < part; i++) {
        values[from + i] = switch (size) {
          case 1 -> data.get() & 0xff;
          case 2 -> data.getShort() & 0xffff;
          case 4 -> data.getInt() & 0xffffffffL;
          default -> data.getLong();
        };
      }
    }
    return values;
  }

  /** The value of a tag that is a fraction; 0 when the page lacks it, or when it is none. */
  double rational(int tag) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || entry.type() != RATIONAL || entry.count() < 1 || !bytes.holds(entry.position(), 8)) {
      return 0;
    }
    ByteBuffer parts = bytes.read(entry.position(), 8, order, "tag " + tag);
    double above = parts.getInt() & 0xffffffffL;
    double below = parts.getInt() & 0xffffffffL;
    return below == 0 ? 0 : above / below;
  }

  /** The bytes of an untyped tag; empty when the page lacks it. */
  public byte[] blob(int tag, int most) throws IOException {
    if (!has(tag)) {
      return new byte[0];
    }
    Entry entry = entries.get(tag);
    if (entry.type() != UNDEFINED && entry.type() != 1 || entry.count() < 0 || entry.count() > most) {
      throw TiffProblem.damaged(bytes.file(), "at most " + most + " bytes in tag " + tag,
          entry.count() + " values of type " + entry.type());
    }
    return bytes.read(entry.position(), (int) entry.count(), order, "tag " + tag).array();
  }

  /** A text; empty when the page lacks it, or when it is longer than {@code most} bytes or lies outside the file. */
  public String text(int tag, int most) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || entry.type() != ASCII && entry.type() != 1 && entry.type() != UNDEFINED || entry.count() < 1
        || entry.count() > most || !bytes.holds(entry.position(), entry.count())) {
      return "";
    }
    byte[] text = bytes.read(entry.position(), (int) entry.count(), order, "tag " + tag).array();
    int end = text.length;
    while (end > 0 && text[end - 1] == 0) {
      end--;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
