package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.DamagedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file, as far as a float32 checkpoint needs it.
 *
 * @param order byte order of everything in the file
 * @param size of the plane
 * @param compression tag 259
 * @param predictor tag 317
 * @param bits tag 258, of the first sample
 * @param samples tag 277
 * @param sampleFormat tag 339
 * @param rowsPerStrip tag 278, never above the height
 * @param offsets where the strips begin; not to be changed
 * @param counts their lengths in bytes; not to be changed
 * @param fileLength length of the file in bytes
 */
record Float32TiffDirectory(ByteOrder order, ImageSize size, int compression, int predictor, int bits, int samples,
    int sampleFormat, int rowsPerStrip, long[] offsets, long[] counts, long fileLength) {

  private static final int MAX_ENTRIES = 4096;
  /** More rows than any checkpoint has; keeps a damaged count from taking memory. */
  private static final long MAX_VALUES = 1 << 22;

  /** @throws DamagedImageException when the file is no TIFF file in strips, or its directory makes no sense */
  static Float32TiffDirectory read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new Reader(file, channel).directory();
    }
  }

  /** Checks that it is one float32 plane, uncompressed or deflated, whose strips all lie inside the file. */
  void requireFloat32(Path file) throws IOException {
    if (bits != 32 || samples != 1 || sampleFormat != 3) {
      throw new DamagedImageException(file, "one plane of 32-bit floats was expected, but it has " + samples
          + " samples of " + bits + " bits, sample format " + sampleFormat);
    }
    if (compression != Float32TiffLayout.NO_COMPRESSION && compression != Float32TiffLayout.DEFLATE) {
      throw new DamagedImageException(file, "its compression " + compression + " is none that checkpoints have");
    }
    if (compression == Float32TiffLayout.DEFLATE && predictor != Float32TiffLayout.NO_PREDICTOR) {
      throw new DamagedImageException(file, "its predictor " + predictor + " is none that checkpoints have");
    }
    for (int i = 0; i < offsets.length; i++) {
      long rows = Math.min(rowsPerStrip, size.height() - (long) i * rowsPerStrip);
      long pixels = 4L * size.width() * rows;
      boolean plain = compression == Float32TiffLayout.NO_COMPRESSION;
      if (plain ? counts[i] < pixels : counts[i] < 1 || counts[i] > 2 * pixels + 64) {
        throw new DamagedImageException(file, "strip " + i + " of " + pixels + " bytes of pixels has " + counts[i]
            + " bytes");
      }
      long end = offsets[i] + (plain ? pixels : counts[i]);
      if (offsets[i] < 8 || end > fileLength) {
        throw new DamagedImageException(file, "truncated: its pixels should reach to byte " + end
            + ", but the file has " + fileLength + " bytes");
      }
    }
  }

  private static final class Reader {
    private final Path file;
    private final FileChannel channel;
    private final long length;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean big;
    private final Map<Integer, long[]> tags = new HashMap<>();

    Reader(Path file, FileChannel channel) throws IOException {
      this.file = file;
      this.channel = channel;
      length = channel.size();
    }

    Float32TiffDirectory directory() throws IOException {
      readEntries(firstDirectory());
      long width = one(256, 0);
      long height = one(257, 0);
      if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
        throw damaged("its size of " + width + " x " + height + " makes no sense");
      }
      if (!tags.containsKey(273) || !tags.containsKey(279)) {
        throw damaged("it is not in strips");
      }
      long rows = Math.min(height, one(278, height));
      long strips = rows < 1 ? -1 : (height + rows - 1) / rows;
      long[] offsets = tags.get(273);
      long[] counts = tags.get(279);
      if (offsets.length != strips || counts.length != strips) {
        throw damaged("its directory lists " + offsets.length + " strips instead of " + strips);
      }
      return new Float32TiffDirectory(order, new ImageSize((int) width, (int) height), (int) one(259, 1),
          (int) one(317, 1),
          (int) one(258, 1), (int) one(277, 1), (int) one(339, 1), (int) rows, offsets, counts, length);
    }

    private long firstDirectory() throws IOException {
      ByteBuffer head = bytes(0, 8);
      int mark = head.getShort(0);
      if (mark != 0x4949 && mark != 0x4d4d) {
        throw damaged("it does not begin like a TIFF file");
      }
      order = mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      head.order(order);
      int version = head.getShort(2);
      if (version != 42 && version != 43) {
        throw damaged("it does not begin like a TIFF file");
      }
      big = version == 43;
      return big ? bytes(8, 8).getLong(0) : Integer.toUnsignedLong(head.getInt(4));
    }

    private void readEntries(long at) throws IOException {
      long count = big ? bytes(at, 8).getLong(0) : Short.toUnsignedInt(bytes(at, 2).getShort(0));
      if (count < 1 || count > MAX_ENTRIES) {
        throw damaged("its directory would have " + count + " entries");
      }
      int entrySize = big ? 20 : 12;
      ByteBuffer entries = bytes(at + (big ? 8 : 2), (int) count * entrySize);
      for (int i = 0; i < count; i++) {
        ByteBuffer entry = entries.slice(i * entrySize, entrySize).order(order);
        int tag = Short.toUnsignedInt(entry.getShort(0));
        if (tag >= 256 && tag <= 339) {
          readEntry(tag, entry);
        }
      }
    }

    private void readEntry(int tag, ByteBuffer entry) throws IOException {
      int bytesEach = switch (entry.getShort(2)) {
        case 3 -> 2;
        case 4 -> 4;
        case 16 -> 8;
        default -> 0;
      };
      if (bytesEach == 0) {
        return;
      }
      long count = big ? entry.getLong(4) : Integer.toUnsignedLong(entry.getInt(4));
      int valueAt = big ? 12 : 8;
      if (count < 1 || count > Math.min(MAX_VALUES, length / bytesEach)) {
        throw damaged("tag " + tag + " would have " + count + " values");
      }
      ByteBuffer values = entry.slice(valueAt, entry.capacity() - valueAt).order(order);
      if (count * bytesEach > values.capacity()) {
        long at = big ? values.getLong(0) : Integer.toUnsignedLong(values.getInt(0));
        values = bytes(at, Math.toIntExact(count * bytesEach));
      }
      long[] result = new long[(int) count];
      for (int i = 0; i < result.length; i++) {
        result[i] = switch (bytesEach) {
          case 2 -> Short.toUnsignedInt(values.getShort(2 * i));
          case 4 -> Integer.toUnsignedLong(values.getInt(4 * i));
          default -> values.getLong(8 * i);
        };
      }
      tags.put(tag, result);
    }

    private long one(int tag, long otherwise) {
      long[] values = tags.get(tag);
      return values == null ? otherwise : values[0];
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
      if (at < 0 || at > length - count) {
        throw damaged("truncated or overwritten: " + count + " bytes were expected at byte " + at
            + ", but the file has " + length + " bytes");
      }
      ByteBuffer result = ByteBuffer.allocate(count).order(order);
      while (result.hasRemaining()) {
        if (channel.read(result, at + result.position()) < 0) {
          throw damaged("truncated at byte " + (at + result.position()));
        }
      }
      return result.flip();
    }

    private DamagedImageException damaged(String reason) {
      return new DamagedImageException(file, reason);
    }
  }
}
