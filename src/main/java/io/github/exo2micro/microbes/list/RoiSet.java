package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeOutline;
import io.github.exo2micro.microbes.MicrobeSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes outlines as a RoiSet.zip for ImageJ's ROI Manager, up to {@link #MOST}: with more the manager becomes
 * unusable. Coordinates are pixels of the raw post image.
 */
public final class RoiSet implements MicrobeSink, Closeable {

  /** So many outlines at most. */
  public static final int MOST = 20_000;

  /** ImageJ's format of one ROI: a header, a polygon's corners relative to its box, a second header with the name. */
  private static final int HEADER = 64;
  private static final int HEADER2 = 64;
  private static final short VERSION = 228;
  private static final byte TRACED = 8;

  private final ZipOutputStream out;
  private final RawFrame frame;
  private int taken;

  /** @param out closed with this set */
  public RoiSet(OutputStream out, RawFrame frame) {
    this.out = new ZipOutputStream(out);
    this.frame = frame;
  }

  @Override
  public void take(Microbe microbe) throws IOException {
    taken++;
    if (taken <= MOST && fits(microbe.outline())) {
      String name = String.format(Locale.ROOT, "microbe-%05d", microbe.id());
      byte[] roi = roi(microbe.outline(), name);
      out.putNextEntry(stored(entry(name + ".roi"), roi));
      out.write(roi);
      out.closeEntry();
    }
  }

  /** Without the time of writing: the same microbes give the same bytes. */
  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }

  /** Two hundred bytes get hardly shorter by packing, and starting to pack takes longer than all else. */
  private static ZipEntry stored(ZipEntry entry, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  /** Whether the set holds all that it was given. */
  public boolean isComplete() {
    return taken <= MOST;
  }

  /** Corners of an outline are 16-bit numbers. */
  private boolean fits(MicrobeOutline outline) {
    return outline.x().length < Short.MAX_VALUE
        && Arrays.stream(outline.x()).allMatch(x -> x - frame.pad() <= Short.MAX_VALUE)
        && Arrays.stream(outline.y()).allMatch(y -> y - frame.pad() <= Short.MAX_VALUE);
  }

  private byte[] roi(MicrobeOutline outline, String name) {
    int n = outline.x().length;
    int left = Arrays.stream(outline.x()).min().orElseThrow();
    int right = Arrays.stream(outline.x()).max().orElseThrow();
    int top = Arrays.stream(outline.y()).min().orElseThrow();
    int bottom = Arrays.stream(outline.y()).max().orElseThrow();
    int second = HEADER + 4 * n;
    ByteBuffer bytes = ByteBuffer.allocate(second + HEADER2 + 2 * name.length());
    bytes.put("Iout".getBytes(StandardCharsets.US_ASCII)).putShort(VERSION).put(TRACED).put((byte) 0);
    bytes.putShort((short) (top - frame.pad())).putShort((short) (left - frame.pad()))
        .putShort((short) (bottom - frame.pad())).putShort((short) (right - frame.pad())).putShort((short) n);
    bytes.putInt(60, second).position(HEADER);
    for (int x : outline.x()) {
      bytes.putShort((short) (x - left));
    }
    for (int y : outline.y()) {
      bytes.putShort((short) (y - top));
    }
    bytes.putInt(second + 16, second + HEADER2).putInt(second + 20, name.length());
    bytes.position(second + HEADER2);
    name.chars().forEach(c -> bytes.putShort((short) c));
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    if (taken == 0) {
      // A zip without an entry cannot be opened everywhere.
      out.putNextEntry(entry("no_microbes.txt"));
      out.closeEntry();
    }
    out.close();
  }
}
