package io.github.exo2micro.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/** Writes small TIFF files of any kind for tests: plain, slow, and with no code in common with the reader. */
public final class TestTiff {

  /** The value of a sample; whole-number types store it modulo their range. */
  public interface Formula {
    double at(int x, int y, int channel);
  }

  public int width = 61;
  public int height = 47;
  public int samples = 1;
  public int bits = 8;
  public boolean floating;
  public boolean signed;
  public ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  public boolean big;
  public boolean planar;
  public int rowsPerStrip = 10;
  public int tileWidth;
  public int tileHeight;
  public int compression = 1;
  public int predictor = 1;
  public int photometric = -1;
  public float jpegQuality = 1;
  public boolean jpegProgressive;
  public Formula formula = (x, y, c) -> 7 * x + 13 * y + 101 * c + x * y;
  /** Where this page begins in a file of several. */
  private int start;
  private long nextAt;
  private long[] chunkOffsets = {};
  private long[] chunkCounts = {};
  /** Tags to change after all others are set: tag, then type, then values. */
  public final List<long[]> overrides = new ArrayList<>();

  /** Sets a tag to values of a type, whatever the pixels are. */
  public TestTiff tag(int tag, int type, long... values) {
    long[] all = new long[values.length + 2];
    all[0] = tag;
    all[1] = type;
    System.arraycopy(values, 0, all, 2, values.length);
    overrides.add(all);
    return this;
  }

  public TestTiff with(java.util.function.Consumer<TestTiff> change) {
    change.accept(this);
    return this;
  }

  /** The value that a reader should give. */
  public float expected(int x, int y, int channel) {
    double v = formula.at(x, y, channel);
    if (floating) {
      return (float) v;
    }
    long most = (1L << bits) - 1;
    long stored = (long) v & most;
    if (signed) {
      return stored << 64 - bits >> 64 - bits;
    }
    return photometric == 0 ? most - stored : stored;
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  /** A file of several pages, all of the first one's byte order and kind of file. */
  public static byte[] file(TestTiff... pages) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<Long> links = new ArrayList<>();
    List<Long> directories = new ArrayList<>();
    for (TestTiff page : pages) {
      page.start = file.size();
      byte[] bytes = page.bytes();
      ByteBuffer head = ByteBuffer.wrap(bytes).order(page.order);
      directories.add(page.big ? head.getLong(8) : head.getInt(4));
      links.add(page.nextAt);
      file.writeBytes(bytes);
    }
    ByteBuffer all = ByteBuffer.wrap(file.toByteArray()).order(pages[0].order);
    for (int i = 0; i + 1 < pages.length; i++) {
      if (pages[0].big) {
        all.putLong((int) (long) links.get(i), directories.get(i + 1));
      } else {
        all.putInt((int) (long) links.get(i), (int) (long) directories.get(i + 1));
      }
    }
    return all.array();
  }

  /** Where the strips or tiles lie, before any tag is changed. */
  public long[] chunkOffsets() throws IOException {
    bytes();
    return chunkOffsets.clone();
  }

  /** How long the strips or tiles are, before any tag is changed. */
  public long[] chunkCounts() throws IOException {
    bytes();
    return chunkCounts.clone();
  }

  /** An ASCII tag. */
  public TestTiff text(int tag, String text) {
    return tag(tag, 2, (text + "\0").chars().asLongStream().toArray());
  }

  private record Field(int type, long[] values) {}

  public byte[] bytes() throws IOException {
    boolean tiled = tileWidth > 0;
    int cw = tiled ? tileWidth : width;
    int ch = tiled ? tileHeight : rowsPerStrip;
    List<byte[]> chunks = new ArrayList<>();
    for (int plane = 0; plane < (planar ? samples : 1); plane++) {
      for (int top = 0; top < height; top += ch) {
        for (int left = 0; left < width; left += cw) {
          int rows = tiled ? ch : Math.min(ch, height - top);
          chunks.add(compress(predict(chunk(plane, left, top, cw, rows), cw, rows), cw, rows));
        }
      }
    }
    long at = start + (big ? 16 : 8);
    long[] offsets = new long[chunks.size()];
    long[] counts = new long[chunks.size()];
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at + body.size();
      counts[i] = chunks.get(i).length;
      body.writeBytes(chunks.get(i));
    }
    if (body.size() % 2 == 1) {
      body.write(0);
    }
    chunkOffsets = offsets;
    chunkCounts = counts;
    TreeMap<Integer, Field> fields = new TreeMap<>();
    int offsetType = big ? 16 : 4;
    put(fields, 256, 4, width);
    put(fields, 257, 4, height);
    put(fields, 258, 3, fill(samples, bits));
    put(fields, 259, 3, compression);
    put(fields, 262, 3, photometric >= 0 ? photometric : samples >= 3 ? 2 : 1);
    put(fields, 277, 3, samples);
    put(fields, 284, 3, planar ? 2 : 1);
    put(fields, 317, 3, predictor);
    put(fields, 339, 3, fill(samples, floating ? 3 : signed ? 2 : 1));
    if (samples == 2 || samples == 4) {
      put(fields, 338, 3, 2);
    }
    if (tiled) {
      put(fields, 322, 4, cw);
      put(fields, 323, 4, ch);
    } else {
      put(fields, 278, 4, ch);
    }
    put(fields, tiled ? 324 : 273, offsetType, offsets);
    put(fields, tiled ? 325 : 279, offsetType, counts);
    for (long[] override : overrides) {
      if (override.length == 2) {
        fields.remove((int) override[0]);
      } else {
        put(fields, (int) override[0], (int) override[1], java.util.Arrays.copyOfRange(override, 2, override.length));
      }
    }
    return assemble(body.toByteArray(), fields);
  }

  private static long[] fill(int n, long value) {
    long[] all = new long[n];
    java.util.Arrays.fill(all, value);
    return all;
  }

  private static void put(TreeMap<Integer, Field> fields, int tag, int type, long... values) {
    fields.put(tag, new Field(type, values));
  }

  private byte[] assemble(byte[] body, TreeMap<Integer, Field> fields) {
    int head = big ? 16 : 8;
    long directory = start + head + body.length;
    nextAt = directory + (big ? 8 : 2) + (long) fields.size() * (big ? 20 : 12);
    int entry = big ? 20 : 12;
    long extraAt = directory + (big ? 8 : 2) + (long) fields.size() * entry + (big ? 8 : 4);
    ByteArrayOutputStream extra = new ByteArrayOutputStream();
    ByteBuffer ifd = ByteBuffer.allocate((int) (extraAt - directory)).order(order);
    if (big) {
      ifd.putLong(fields.size());
    } else {
      ifd.putShort((short) fields.size());
    }
    fields.forEach((tag, field) -> {
      int size = switch (field.type()) {
        case 1, 2, 7 -> 1;
        case 3 -> 2;
        case 16 -> 8;
        default -> 4;
      };
      ByteBuffer values = ByteBuffer.allocate(Math.max(big ? 8 : 4, size * field.values().length)).order(order);
      for (long v : field.values()) {
        switch (size) {
          case 1 -> values.put((byte) v);
          case 2 -> values.putShort((short) v);
          case 4 -> values.putInt((int) v);
          default -> values.putLong(v);
        }
      }
      ifd.putShort((short) (int) tag).putShort((short) field.type());
      if (big) {
        ifd.putLong(field.values().length);
      } else {
        ifd.putInt(field.values().length);
      }
      if (values.capacity() <= (big ? 8 : 4)) {
        ifd.put(values.array());
      } else {
        long where = extraAt + extra.size();
        if (big) {
          ifd.putLong(where);
        } else {
          ifd.putInt((int) where);
        }
        extra.writeBytes(values.array());
      }
    });
    ByteBuffer all = ByteBuffer.allocate((int) (extraAt - start) + extra.size()).order(order);
    all.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I')).put(all.get(0)).putShort((short) (big ? 43 : 42));
    if (big) {
      all.putShort((short) 8).putShort((short) 0).putLong(directory);
    } else {
      all.putInt((int) directory);
    }
    all.put(body).put(ifd.array()).put(extra.toByteArray());
    return all.array();
  }

  private byte[] chunk(int plane, int left, int top, int cw, int rows) {
    ByteBuffer out = ByteBuffer.allocate(cw * rows * (planar ? 1 : samples) * bits / 8).order(order);
    for (int y = top; y < top + rows; y++) {
      for (int x = left; x < left + cw; x++) {
        for (int c = planar ? plane : 0; c < (planar ? plane + 1 : samples); c++) {
          double v = formula.at(x, y, c);
          if (floating && bits == 32) {
            out.putFloat((float) v);
          } else if (floating && bits == 16) {
            out.putShort(half(v));
          } else if (floating) {
            out.putDouble(v);
          } else if (bits == 8) {
            out.put((byte) (long) v);
          } else if (bits == 16) {
            out.putShort((short) (long) v);
          } else {
            out.putInt((int) (long) v);
          }
        }
      }
    }
    return out.array();
  }

  /** The half float of a number that it can hold exactly. */
  private static short half(double v) {
    if (v == 0) {
      return 0;
    }
    int exponent = Math.getExponent(v);
    long mantissa = Math.round((Math.abs(v) / Math.scalb(1.0, exponent) - 1) * 1024);
    return (short) ((v < 0 ? 0x8000 : 0) | exponent + 15 << 10 | mantissa);
  }

  private byte[] predict(byte[] raw, int cw, int rows) {
    int perPixel = planar ? 1 : samples;
    int rowSamples = cw * perPixel;
    int bytes = bits / 8;
    byte[] result = raw.clone();
    for (int row = 0; row < rows && predictor > 1; row++) {
      ByteBuffer in = ByteBuffer.wrap(raw, row * rowSamples * bytes, rowSamples * bytes).slice().order(order);
      ByteBuffer out = ByteBuffer.wrap(result, row * rowSamples * bytes, rowSamples * bytes).slice().order(order);
      if (predictor == 2) {
        for (int i = perPixel; i < rowSamples; i++) {
          switch (bytes) {
            case 1 -> out.put(i, (byte) (in.get(i) - in.get(i - perPixel)));
            case 2 -> out.putShort(2 * i, (short) (in.getShort(2 * i) - in.getShort(2 * (i - perPixel))));
            case 8 -> {
              // As libtiff does: in whole numbers of the sample's width.
              out.putLong(8 * i, in.getLong(8 * i) - in.getLong(8 * (i - perPixel)));
            }
            default -> out.putInt(4 * i, in.getInt(4 * i) - in.getInt(4 * (i - perPixel)));
          }
        }
      } else {
        byte[] sorted = new byte[rowSamples * bytes];
        for (int i = 0; i < rowSamples; i++) {
          for (int k = 0; k < bytes; k++) {
            sorted[k * rowSamples + i] = in.get(bytes * i + (order == ByteOrder.BIG_ENDIAN ? k : bytes - 1 - k));
          }
        }
        for (int i = 0; i < sorted.length; i++) {
          out.put(i, (byte) (sorted[i] - (i < perPixel ? 0 : sorted[i - perPixel])));
        }
      }
    }
    return result;
  }

  private byte[] compress(byte[] raw, int cw, int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (compression) {
      case 5 -> lzw(raw, out);
      case 8, 32946 -> {
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
          deflater.write(raw);
        }
      }
      case 32773 -> packBits(raw, raw.length / rows, out);
      case 7 -> jpeg(raw, cw, rows, out);
      default -> out.write(raw);
    }
    return out.toByteArray();
  }

  /** One JPEG stream of its own; of three samples as the JDK takes them: no conversion of colours, no subsampling. */
  private void jpeg(byte[] raw, int cw, int rows, ByteArrayOutputStream out) throws IOException {
    int perPixel = planar ? 1 : samples;
    java.awt.image.WritableRaster raster = java.awt.image.Raster.createInterleavedRaster(
        new java.awt.image.DataBufferByte(raw, raw.length), cw, rows, cw * perPixel, perPixel,
        java.util.stream.IntStream.range(0, perPixel).toArray(), null);
    javax.imageio.ImageWriter writer = javax.imageio.ImageIO.getImageWritersByFormatName("jpeg").next();
    try (javax.imageio.stream.ImageOutputStream stream = javax.imageio.ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      javax.imageio.ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(jpegQuality);
      if (jpegProgressive) {
        param.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new javax.imageio.IIOImage(raster, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private void packBits(byte[] raw, int rowLength, ByteArrayOutputStream out) {
    for (int row = 0; row < raw.length; row += rowLength) {
      int end = row + rowLength;
      for (int i = row; i < end;) {
        int run = 1;
        while (i + run < end && run < 128 && raw[i + run] == raw[i]) {
          run++;
        }
        if (run > 1) {
          out.write(257 - run);
          out.write(raw[i]);
        } else {
          while (i + run < end && run < 128 && raw[i + run] != raw[i + run - 1]) {
            run++;
          }
          out.write(run - 1);
          out.write(raw, i, run);
        }
        i += run;
      }
      if (big) {
        // Code 128 does nothing, and the JDK's reader stumbles over it; it reads no BigTIFF anyway.
        out.write(128);
      }
    }
  }

  private static void lzw(byte[] raw, ByteArrayOutputStream out) {
    java.util.Map<String, Integer> table = new java.util.HashMap<>();
    BitWriter bits = new BitWriter(out);
    int width = 9;
    bits.write(256, width);
    int next = 258;
    String known = "";
    for (byte b : raw) {
      String longer = known + (char) (b & 0xff);
      if (longer.length() == 1 || table.containsKey(longer)) {
        known = longer;
        continue;
      }
      bits.write(code(table, known), width);
      table.put(longer, next++);
      if (next == 512 || next == 1024 || next == 2048) {
        width++;
      }
      if (next == 4095) {
        bits.write(256, width);
        table.clear();
        next = 258;
        width = 9;
      }
      known = longer.substring(longer.length() - 1);
    }
    if (!known.isEmpty()) {
      bits.write(code(table, known), width);
      next++;
      if (next == 512 || next == 1024 || next == 2048) {
        width++;
      }
    }
    bits.write(257, width);
    bits.flush();
  }

  private static int code(java.util.Map<String, Integer> table, String known) {
    return known.length() == 1 ? known.charAt(0) : table.get(known);
  }

  private static final class BitWriter {
    private final ByteArrayOutputStream out;
    private long bits;
    private int count;

    private BitWriter(ByteArrayOutputStream out) {
      this.out = out;
    }

    private void write(int value, int width) {
      bits = bits << width | value;
      count += width;
      while (count >= 8) {
        count -= 8;
        out.write((int) (bits >>> count));
      }
    }

    private void flush() {
      if (count > 0) {
        out.write((int) (bits << 8 - count));
      }
    }
  }
}
