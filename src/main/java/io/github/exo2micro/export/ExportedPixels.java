package io.github.exo2micro.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How pixels are stored in an exported image: as they are, rounded to whole numbers, or scaled to 16-bit ones.
 *
 * @param kind of the numbers in the file
 * @param offset the value that is stored as 0
 * @param factor a stored number times this, plus the offset, is the value
 */
record ExportedPixels(Kind kind, double offset, double factor) {

  /** 32-bit floats, as they are. */
  public static final ExportedPixels FLOAT = new ExportedPixels(Kind.FLOAT, 0, 1);

  /** Numbers in a file. */
  public enum Kind {
    /** Whole numbers from 0 to 255. */
    UINT8(1, 255, "uint8", "|u1"),
    /** Whole numbers from 0 to 65535. */
    UINT16(2, 65_535, "uint16", "<u2"),
    /** IEEE single. */
    FLOAT(4, 0, "float", "<f4");

    private final int bytes;
    private final int most;
    private final String omeName;
    private final String zarrName;

    Kind(int bytes, int most, String omeName, String zarrName) {
      this.bytes = bytes;
      this.most = most;
      this.omeName = omeName;
      this.zarrName = zarrName;
    }

    /** Bytes of a pixel. */
    int bytes() {
      return bytes;
    }

    /** As OME-XML calls it. */
    String omeName() {
      return omeName;
    }

    /** The number at a place of little-endian bytes. */
    float at(ByteBuffer from, int index) {
      return switch (this) {
        case UINT8 -> from.get(index) & 0xff;
        case UINT16 -> from.getShort(2 * index) & 0xffff;
        case FLOAT -> from.getFloat(4 * index);
      };
    }

    /**
     * The kind that Zarr calls so.
     *
     * @throws IllegalArgumentException when no export has numbers of that kind
     */
    static Kind ofZarr(String name) {
      return Arrays.stream(values()).filter(k -> k.zarrName.equals(name)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** As Zarr calls it. */
    String zarrName() {
      return zarrName;
    }
  }

  /** Whole numbers that hold values from {@code lowest} to {@code highest}. */
  public static ExportedPixels sixteenBit(double lowest, double highest) {
    return new ExportedPixels(Kind.UINT16, lowest, highest > lowest ? (highest - lowest) / Kind.UINT16.most : 1);
  }

  /** Whole numbers that are the values, rounded; what the kind cannot hold becomes the nearest that it can. */
  public static ExportedPixels rounded(Kind kind) {
    return new ExportedPixels(kind, 0, 1);
  }

  /** Whether a stored number is not the value itself. */
  boolean isScaled() {
    return offset != 0 || factor != 1;
  }

  /** The number that is stored for a value, not rounded. */
  double stored(double value) {
    return (value - offset) / factor;
  }

  /** The value of a stored number. */
  float value(float number) {
    return isScaled() ? (float) (offset + factor * number) : number;
  }

  /** One tile of a band as little-endian bytes; what lies outside the band is 0. */
  byte[] tile(float[] band, int width, int rows, int x) {
    ByteBuffer out = ByteBuffer.allocate(Pyramid.TILE * Pyramid.TILE * kind.bytes).order(ByteOrder.LITTLE_ENDIAN);
    int columns = Math.min(Pyramid.TILE, width - x);
    for (int row = 0; row < rows; row++) {
      out.position(row * Pyramid.TILE * kind.bytes);
      put(band, row * width + x, columns, out);
    }
    return out.array();
  }

  private void put(float[] band, int from, int count, ByteBuffer out) {
    for (int i = from; i < from + count; i++) {
      switch (kind) {
        case FLOAT -> out.putFloat(band[i]);
        case UINT16 -> out.putShort((short) whole(band[i]));
        case UINT8 -> out.put((byte) whole(band[i]));
      }
    }
  }

  private int whole(float value) {
    return (int) (Float.isNaN(value) ? 0 : Math.max(0, Math.min(kind.most, Math.round(stored(value)))));
  }
}
