package io.github.exo2micro.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How pixels are stored in an exported image: as they are, or as 16-bit whole numbers.
 *
 * @param sixteenBit whether as whole numbers from 0 to 65535
 * @param offset the value that is stored as 0
 * @param factor a stored number times this, plus the offset, is the value
 */
public record ExportedPixels(boolean sixteenBit, double offset, double factor) {

  /** 32-bit floats, as they are. */
  public static final ExportedPixels FLOAT = new ExportedPixels(false, 0, 1);

  private static final int MOST = 65_535;

  /** Whole numbers that hold values from {@code lowest} to {@code highest}. */
  public static ExportedPixels sixteenBit(double lowest, double highest) {
    return new ExportedPixels(true, lowest, highest > lowest ? (highest - lowest) / MOST : 1);
  }

  /** Bytes of a pixel. */
  int bytes() {
    return sixteenBit ? 2 : 4;
  }

  /** One tile of a band as little-endian bytes; what lies outside the band is 0. */
  byte[] tile(float[] band, int width, int rows, int x) {
    ByteBuffer out = ByteBuffer.allocate(Pyramid.TILE * Pyramid.TILE * bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int columns = Math.min(Pyramid.TILE, width - x);
    for (int row = 0; row < rows; row++) {
      out.position(row * Pyramid.TILE * bytes());
      for (int i = 0; i < columns; i++) {
        float value = band[row * width + x + i];
        if (sixteenBit) {
          out.putShort(stored(value));
        } else {
          out.putFloat(value);
        }
      }
    }
    return out.array();
  }

  private short stored(float value) {
    return (short) (Float.isNaN(value) ? 0 : Math.max(0, Math.min(MOST, Math.round((value - offset) / factor))));
  }
}
