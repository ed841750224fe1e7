package io.github.exo2micro.tiff.file;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pages of a TIFF file, as far as their links go: at most {@value #MOST_PAGES}, and no more bytes of directories
 * than the file has, so that a few bytes that are linked a thousand times cost nothing.
 *
 * @param pages their directories; at least one
 * @param order of the file's bytes
 * @param big whether the file is a BigTIFF
 * @param more whether there are further pages that were not looked at
 */
public record TiffPages(List<TiffDirectory> pages, ByteOrder order, boolean big, boolean more) {

  private static final int MOST_PAGES = 1000;
  /** The 32nd is smaller than a pixel. */
  private static final int MOST_REDUCTIONS = 32;

  /**
   * Reads the file's first bytes and follows its pages. A broken link behind the first page does no harm.
   *
   * @throws RemediableException when the file is empty, no TIFF, or breaks off
   */
  public static TiffPages of(TiffBytes bytes) throws IOException {
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
    return follow(bytes, order, big, big ? head.getLong(8) : head.getInt(4) & 0xffffffffL);
  }

  private static TiffPages follow(TiffBytes bytes, ByteOrder order, boolean big, long firstOffset) throws IOException {
    TiffDirectory page = TiffDirectory.read(bytes, order, big, firstOffset);
    List<TiffDirectory> pages = new ArrayList<>(List.of(page));
    Set<Long> seen = new HashSet<>(Set.of(firstOffset));
    long read = page.length();
    while (page.next() != 0 && bytes.holds(page.next(), big ? 8 : 2) && seen.add(page.next())) {
      if (pages.size() == MOST_PAGES || read > bytes.length()) {
        return new TiffPages(pages, order, big, true);
      }
      try {
        page = TiffDirectory.read(bytes, order, big, page.next());
      } catch (RemediableException e) {
        break;
      }
      read += page.length();
      pages.add(page);
    }
    return new TiffPages(pages, order, big, false);
  }

  /**
   * The reductions that hang on a page, as OME-TIFF has them, the largest first; none for most files.
   *
   * @throws RemediableException when one does not lie in the file
   */
  public List<TiffDirectory> reductions(TiffBytes bytes, TiffDirectory page) throws IOException {
    int count = (int) Math.min(MOST_REDUCTIONS, page.count(TiffDirectory.SUB_DIRECTORIES));
    List<TiffDirectory> reductions = new ArrayList<>();
    for (long offset : count == 0 ? new long[0] : page.values(TiffDirectory.SUB_DIRECTORIES, count)) {
      reductions.add(TiffDirectory.read(bytes, order, big, offset));
    }
    return reductions;
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
