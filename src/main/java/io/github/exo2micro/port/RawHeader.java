package io.github.exo2micro.port;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import java.util.List;
import java.util.Optional;

/**
 * What a raw file's header says about the image that was chosen in it, read without a pixel.
 *
 * @param size width and height in px
 * @param channels samples per pixel: 1 grey, 3 RGB, 4 RGBA (the fourth is alpha and never counts)
 * @param type the type of one sample
 * @param format what it is, for people: "TIFF, 8-bit RGB, LZW, strips"
 * @param place which image of the file it is, for people: "page 2 of 3, channel 1 of 2 (DAPI)"; empty when there is one
 *     alone
 * @param decodingBytes heap that reading needs beyond a few megabytes: strips or tiles that are decoded as a whole,
 *     lists of their places
 * @param warnings what a person should know, a line each, without the file's name: missing tiles, a turned picture
 * @param pixel size of a pixel on the sample, where the file says so
 */
public record RawHeader(ImageSize size, int channels, SampleType type, String format, String place, long decodingBytes,
    List<String> warnings, Optional<PixelSize> pixel) {

  /** The longest side of an image that is read: bands of whole rows must fit into memory. */
  public static final int MOST_SIDE = 1 << 20;
  /** The most pixels of an image that is read; a checkpoint of it would have a terabyte. */
  public static final long MOST_PIXELS = 1L << 38;

  /** Copies the list. */
  public RawHeader {
    warnings = List.copyOf(warnings);
  }

  /** An image whose pixel size is not known. */
  public RawHeader(ImageSize size, int channels, SampleType type, String format, String place, long decodingBytes,
      List<String> warnings) {
    this(size, channels, type, format, place, decodingBytes, warnings, Optional.empty());
  }

  /** The only image of a file, with nothing to be said about it. */
  public RawHeader(ImageSize size, int channels, SampleType type, String format) {
    this(size, channels, type, format, "", 0, List.of(), Optional.empty());
  }

  /** Whether an image of that size is one that this program takes; a header can claim anything. */
  public static boolean isReadable(long width, long height) {
    return width >= 1 && height >= 1 && width <= MOST_SIDE && height <= MOST_SIDE && width * height <= MOST_PIXELS;
  }

  /**
   * The type of one sample. Values are taken as they are, also below zero; what a float cannot hold exactly is rounded.
   */
  public enum SampleType {
    /** 0 to 255. */
    UINT8(1, true, 0, 255, "8-bit"),
    /** −128 to 127. */
    INT8(1, true, -128, 127, "8-bit signed"),
    /** 0 to 65535. */
    UINT16(2, true, 0, 65535, "16-bit"),
    /** −32768 to 32767. */
    INT16(2, true, -32768, 32767, "16-bit signed"),
    /** 0 to 2^32 − 1; above 2^24 rounded to what a float holds. */
    UINT32(4, true, 0, 4294967295.0, "32-bit"),
    /** −2^31 to 2^31 − 1; beyond 2^24 rounded to what a float holds. */
    INT32(4, true, -2147483648.0, 2147483647, "32-bit signed"),
    /** IEEE half; no maximum. */
    FLOAT16(2, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "16-bit float"),
    /** IEEE single; no maximum. */
    FLOAT32(4, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "32-bit float"),
    /** IEEE double, rounded to single; no maximum. */
    FLOAT64(8, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "64-bit float");

    private final int bytes;
    private final boolean whole;
    private final double minimum;
    private final double maximum;
    private final String title;

    SampleType(int bytes, boolean whole, double minimum, double maximum, String title) {
      this.bytes = bytes;
      this.whole = whole;
      this.minimum = minimum;
      this.maximum = maximum;
      this.title = title;
    }

    /** Bytes per sample. */
    public int bytes() {
      return bytes;
    }

    /** Whether values are whole numbers, which steps of 1 and exact sums depend on. */
    public boolean isWhole() {
      return whole;
    }

    /** Whether the sum of a whole image's samples is exact in a double, whatever the order of adding. */
    public boolean hasExactSums() {
      return whole && bytes <= 2;
    }

    /** The smallest value that the type can hold. */
    public double minimum() {
      return minimum;
    }

    /** The largest value that the type can hold. */
    public double maximum() {
      return maximum;
    }

    /** For people: "16-bit signed". */
    public String title() {
      return title;
    }
  }

  /** Channels that carry light: 1 for grey, 3 for RGB and RGBA. */
  public int colourChannels() {
    return channels == 4 ? 3 : channels == 2 ? 1 : channels;
  }

  /** "8-bit RGB". */
  public static String kind(SampleType type, int channels) {
    return type.title() + switch (channels) {
      case 1 -> " grey";
      case 2 -> " grey with alpha";
      case 3 -> " RGB";
      case 4 -> " RGBA";
      default -> ", " + channels + " channels";
    };
  }

  /** "640 x 480 px, TIFF, 8-bit grey, page 2 of 3", for the log. */
  public String taken() {
    return size + " px, " + format + (place.isEmpty() ? "" : ", " + place);
  }
}
