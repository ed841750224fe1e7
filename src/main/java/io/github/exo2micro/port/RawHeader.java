package io.github.exo2micro.port;

import io.github.exo2micro.image.ImageSize;

/**
 * What a raw file's header says, read without a pixel.
 *
 * @param size width and height in px
 * @param channels samples per pixel: 1 grey, 3 RGB, 4 RGBA (the fourth is alpha and never counts)
 * @param type the type of one sample
 * @param format what it is, for people: "TIFF, 8-bit RGB, LZW, strips"
 */
public record RawHeader(ImageSize size, int channels, SampleType type, String format) {

  /** The type of one sample. */
  public enum SampleType {
    /** 0 to 255. */
    UINT8(1, 255),
    /** 0 to 65535. */
    UINT16(2, 65535),
    /** IEEE single; no maximum. */
    FLOAT32(4, Double.POSITIVE_INFINITY);

    private final int bytes;
    private final double maximum;

    SampleType(int bytes, double maximum) {
      this.bytes = bytes;
      this.maximum = maximum;
    }

    /** Bytes per sample. */
    public int bytes() {
      return bytes;
    }

    /** The largest value that the type can hold. */
    public double maximum() {
      return maximum;
    }
  }

  /** Channels that carry light: 1 for grey, 3 for RGB and RGBA. */
  public int colourChannels() {
    return channels == 4 ? 3 : channels == 2 ? 1 : channels;
  }
}
