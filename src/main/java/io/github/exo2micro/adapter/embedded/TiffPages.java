package io.github.exo2micro.adapter.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the page to read: the first that is neither a reduced copy of another nor a mask. */
final class TiffPages {

  private static final int MOST_PAGES = 1000;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  private TiffPages() {}

  /**
   * The page to read.
   *
   * @param directory its tags
   * @param order of the file's bytes
   * @param big whether the file is a BigTIFF
   * @param note which page it is, when there are several
   */
  record Page(TiffDirectory directory, ByteOrder order, boolean big, Optional<String> note) {}

  /**
   * Reads the file's first bytes and follows its pages.
   *
   * @throws io.github.exo2micro.RemediableException when the file is empty, no TIFF, or breaks off
   */
  static Page find(TiffBytes bytes) throws IOException {
    if (bytes.length() == 0) {
      throw TiffProblem.damaged(bytes.file(), "a TIFF image", "an empty file (0 bytes)");
    }
    byte[] start = new byte[(int) Math.min(16, bytes.length())];
    bytes.read(0, start, 0, start.length);
    boolean little = start.length > 1 && start[0] == 'I' && start[1] == 'I';
    boolean bigEndian = start.length > 1 && start[0] == 'M' && start[1] == 'M';
    if (!little && !bigEndian) {
      throw TiffProblem.notTiff(bytes.file(), describe(start));
    }
    if (start.length < 8) {
      throw TiffProblem.damaged(bytes.file(), "a TIFF header of 8 bytes", "a file of " + start.length + " bytes");
    }
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer head = ByteBuffer.wrap(start).order(order);
    int version = head.getShort(2);
    boolean big = version == 43;
    if (version != 42 && !big) {
      throw TiffProblem.notTiff(bytes.file(), describe(start));
    }
    if (big && (start.length < 16 || head.getShort(4) != 8)) {
      throw TiffProblem.damaged(bytes.file(), "a BigTIFF header of 16 bytes with 8-byte offsets",
          "a file of " + bytes.length() + " bytes with offsets of " + head.getShort(4));
    }
    return choose(bytes, order, big, big ? head.getLong(8) : head.getInt(4) & 0xffffffffL);
  }

  private static Page choose(TiffBytes bytes, ByteOrder order, boolean big, long firstOffset) throws IOException {
    TiffDirectory first = TiffDirectory.read(bytes, order, big, firstOffset);
    TiffDirectory chosen = first;
    boolean found = isFullResolution(first);
    int number = 1;
    int pages = 1;
    Set<Long> seen = new HashSet<>(Set.of(firstOffset));
    TiffDirectory page = first;
    // A broken link behind the page that is read does no harm: pages are followed as far as they go.
    while (page.next() != 0 && pages < MOST_PAGES && bytes.holds(page.next(), big ? 8 : 2) && seen.add(page.next())) {
      try {
        page = TiffDirectory.read(bytes, order, big, page.next());
        pages++;
        if (!found && isFullResolution(page)) {
          found = true;
          chosen = page;
          number = pages;
        }
      } catch (io.github.exo2micro.RemediableException e) {
        break;
      }
    }
    Optional<String> note = pages == 1 ? Optional.empty()
        : Optional.of("page " + number + " of " + pages + (pages == MOST_PAGES ? " or more" : ""));
    return new Page(chosen, order, big, note);
  }

  private static boolean isFullResolution(TiffDirectory page) throws IOException {
    long kind = page.value(TiffDirectory.NEW_SUBFILE_TYPE, 0);
    return (kind & (REDUCED | MASK)) == 0 && page.value(TiffDirectory.SUBFILE_TYPE, 1) != 2;
  }

  private static String describe(byte[] start) {
    int first = start.length > 3 ? ByteBuffer.wrap(start).getInt() : 0;
    if (first == 0x89504e47) {
      return "a PNG image";
    }
    if (first >>> 8 == 0xffd8ff) {
      return "a JPEG image";
    }
    if (first == 0x47494638) {
      return "a GIF image";
    }
    if (first >>> 16 == 0x424d) {
      return "a BMP image";
    }
    if (first == 0x25504446) {
      return "a PDF document";
    }
    if (first == 0x504b0304) {
      return "a ZIP archive";
    }
    for (byte b : start) {
      if (b < 9 || b > 13 && b < 32) {
        return "bytes that no known image begins with";
      }
    }
    return "text: '" + new String(start, StandardCharsets.US_ASCII).strip() + "'";
  }
}
