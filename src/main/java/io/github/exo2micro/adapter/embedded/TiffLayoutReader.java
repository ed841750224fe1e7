package io.github.exo2micro.adapter.embedded;

import static io.github.exo2micro.adapter.embedded.TiffDirectory.BITS_PER_SAMPLE;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.COMPRESSION;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.FILL_ORDER;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.HEIGHT;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.JPEG_TABLES;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.PHOTOMETRIC;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.PLANAR_CONFIGURATION;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.PREDICTOR;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.ROWS_PER_STRIP;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.SAMPLES_PER_PIXEL;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.SAMPLE_FORMAT;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.STRIP_BYTE_COUNTS;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.STRIP_OFFSETS;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.TILE_BYTE_COUNTS;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.TILE_HEIGHT;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.TILE_OFFSETS;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.TILE_WIDTH;
import static io.github.exo2micro.adapter.embedded.TiffDirectory.WIDTH;

import io.github.exo2micro.adapter.embedded.TiffLayout.Chunks;
import io.github.exo2micro.adapter.embedded.TiffLayout.Compression;
import io.github.exo2micro.adapter.embedded.TiffLayout.Pixels;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and checks how a page stores its pixels.
 *
 * <p>Whatever the header claims is held against the file's length before memory is taken in proportion to it: every
 * strip or tile must lie in the file, and must be able to hold its pixels.
 */
final class TiffLayoutReader {

  private static final int MOST_CHUNKS = 1 << 26;
  private static final int MOST_TABLE_BYTES = 1 << 16;
  /** A compressed row is decoded as a whole. */
  private static final long MOST_ROW_BYTES = 256L << 20;
  private static final String CONVERT = "convert it, in Fiji with Image > Type > 8-bit, 16-bit or 32-bit (check the "
      + "brightness range first) and File > Save As > Tiff.";
  private static final String RESAVE = "save it again without compression, or with LZW or Deflate; or run in Fiji, where "
      + "Bio-Formats reads more kinds.";

  private final TiffPages.Page page;
  private final TiffDirectory directory;
  private final TiffBytes bytes;

  TiffLayoutReader(TiffBytes bytes, TiffPages.Page page) {
    this.bytes = bytes;
    this.page = page;
    this.directory = page.directory();
  }

  TiffLayout read() throws IOException {
    ImageSize size = size();
    Compression compression = compression();
    Pixels pixels = pixels(compression);
    int predictor = predictor(compression, pixels);
    Chunks chunks = chunks(size, pixels);
    byte[] tables = compression == Compression.JPEG ? directory.blob(JPEG_TABLES, MOST_TABLE_BYTES) : new byte[0];
    TiffLayout layout = new TiffLayout(size, pixels, chunks, compression, predictor, tables,
        describe(pixels, chunks, compression, predictor));
    requireInFile(layout);
    return layout;
  }

  private ImageSize size() throws IOException {
    long width = directory.value(WIDTH, 0);
    long height = directory.value(HEIGHT, 0);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw TiffProblem.damaged(bytes.file(), "a width and a height of at least 1 px",
          width + " x " + height + " px");
    }
    return new ImageSize((int) width, (int) height);
  }

  private Compression compression() throws IOException {
    long code = directory.value(COMPRESSION, 1);
    if (code < 0 || code > 65_535) {
      throw TiffProblem.damaged(bytes.file(), "a compression scheme", "the number " + code);
    }
    if (directory.value(FILL_ORDER, 1) == 2) {
      throw TiffProblem.unsupported(bytes.file(), "bits stored in reverse (FillOrder 2)", RESAVE);
    }
    return switch ((int) code) {
      case 1 -> Compression.NONE;
      case 5 -> Compression.LZW;
      case 7 -> Compression.JPEG;
      case 8, 32946 -> Compression.DEFLATE;
      case 32773 -> Compression.PACK_BITS;
      default -> throw TiffProblem.unsupported(bytes.file(), compressionName((int) code) + " compression", RESAVE);
    };
  }

  private static String compressionName(int code) {
    return switch (code) {
      case 2, 3, 4 -> "fax (CCITT)";
      case 6 -> "old-style JPEG";
      case 33003, 33005, 34712 -> "JPEG 2000";
      case 34887 -> "LERC";
      case 34925 -> "LZMA";
      case 50000, 34926 -> "Zstandard";
      case 50001, 34927 -> "WebP";
      case 50002 -> "JPEG XL";
      case 22610, 34892 -> "JPEG XR or lossy";
      default -> "unknown (" + code + ")";
    };
  }

  private Pixels pixels(Compression compression) throws IOException {
    long samples = directory.value(SAMPLES_PER_PIXEL, 1);
    long photometric = directory.value(PHOTOMETRIC, samples >= 3 ? 2 : 1);
    if (samples < 1 || samples > 65_535) {
      throw TiffProblem.damaged(bytes.file(), "1 to 4 samples per pixel", String.valueOf(samples));
    }
    if (photometric > 2 && !(photometric == 6 && compression == Compression.JPEG)) {
      throw TiffProblem.unsupported(bytes.file(), photometricName(photometric),
          photometric == 3 ? "convert it, in Fiji with Image > Type > 8-bit or RGB Color, and save it as TIFF."
              : photometric == 4 ? "give the image itself, not its mask."
              : "convert it to RGB, in Fiji with Image > Type > RGB Color, and save it as TIFF.");
    }
    int fewest = photometric >= 2 ? 3 : 1;
    int most = photometric >= 2 ? 4 : 3;
    if (samples < fewest || samples > most) {
      throw TiffProblem.unsupported(bytes.file(), samples + " samples per pixel in " + photometricName(photometric)
          + " pixels", "save the one channel that is wanted, or an RGB image.");
    }
    SampleType type = sampleType((int) samples);
    if (compression == Compression.JPEG && type != SampleType.UINT8) {
      throw TiffProblem.unsupported(bytes.file(), "JPEG compression with other than 8 bits", RESAVE);
    }
    boolean inverted = photometric == 0 && type != SampleType.FLOAT32;
    return new Pixels(type, (int) samples, page.order(), inverted, photometric == 6);
  }

  private static String photometricName(long photometric) {
    return switch ((int) Math.min(photometric, Integer.MAX_VALUE)) {
      case 0, 1 -> "grey";
      case 2 -> "RGB";
      case 3 -> "palette colour (indexed)";
      case 4 -> "a transparency mask";
      case 5 -> "CMYK colour";
      case 6 -> "YCbCr colour without JPEG";
      case 8, 9, 10 -> "CIELab colour";
      case 32844, 32845 -> "LogLuv pixels";
      default -> "pixels of photometric kind " + photometric;
    };
  }

  private SampleType sampleType(int samples) throws IOException {
    int bits = common(BITS_PER_SAMPLE, samples, 1, "bits per sample");
    int kind = common(SAMPLE_FORMAT, samples, 1, "sample formats");
    boolean whole = kind == 1 || kind == 4;
    if (bits == 8 && whole) {
      return SampleType.UINT8;
    }
    if (bits == 16 && whole) {
      return SampleType.UINT16;
    }
    if (bits == 32 && kind == 3) {
      return SampleType.FLOAT32;
    }
    String name = switch (kind) {
      case 1, 4 -> bits == 1 ? "a 1-bit (black and white) image" : bits + "-bit whole numbers";
      case 2 -> bits + "-bit signed whole numbers";
      case 3 -> bits + "-bit floating point";
      case 5, 6 -> "complex numbers";
      default -> "samples of " + bits + " bits and kind " + kind;
    };
    throw TiffProblem.unsupported(bytes.file(), name, CONVERT);
  }

  /** The value that a tag has for all samples. */
  private int common(int tag, int samples, int otherwise, String what) throws IOException {
    if (!directory.has(tag)) {
      return otherwise;
    }
    int given = (int) Math.min(samples, directory.count(tag));
    long[] values = given == 0 ? new long[] {otherwise} : directory.values(tag, given);
    for (long value : values) {
      if (value != values[0]) {
        throw TiffProblem.unsupported(bytes.file(), "different " + what + " in one pixel: "
            + Arrays.toString(values), CONVERT);
      }
    }
    if (values[0] < 0 || values[0] > 65_535) {
      throw TiffProblem.damaged(bytes.file(), what + " from 1 to 64", String.valueOf(values[0]));
    }
    return (int) values[0];
  }

  private int predictor(Compression compression, Pixels pixels) throws IOException {
    if (compression != Compression.LZW && compression != Compression.DEFLATE) {
      return 1;
    }
    long predictor = directory.value(PREDICTOR, 1);
    if (predictor < 1 || predictor > 3 || predictor == 3 && pixels.type() != SampleType.FLOAT32) {
      throw TiffProblem.unsupported(bytes.file(), "predictor " + predictor + " with " + typeName(pixels.type())
          + " samples", RESAVE);
    }
    return (int) predictor;
  }

  private Chunks chunks(ImageSize size, Pixels pixels) throws IOException {
    boolean tiled = directory.has(TILE_WIDTH) || directory.has(TILE_OFFSETS) && !directory.has(STRIP_OFFSETS);
    long width = tiled ? directory.value(TILE_WIDTH, 0) : size.width();
    long height = tiled ? directory.value(TILE_HEIGHT, 0) : directory.value(ROWS_PER_STRIP, size.height());
    if (!tiled) {
      height = Math.min(height, size.height());
    }
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw TiffProblem.damaged(bytes.file(), "strips or tiles of at least one pixel", width + " x " + height + " px");
    }
    long across = (size.width() + width - 1) / width;
    long down = (size.height() + height - 1) / height;
    boolean planar = directory.value(PLANAR_CONFIGURATION, 1) == 2 && pixels.samples() > 1;
    double count = (double) across * down * (planar ? pixels.samples() : 1);
    if (count > MOST_CHUNKS) {
      throw TiffProblem.damaged(bytes.file(), "at most " + MOST_CHUNKS + " strips or tiles", (long) count
          + " of them for an image of " + size + " px");
    }
    int offsetsTag = directory.has(TILE_OFFSETS) && tiled ? TILE_OFFSETS : STRIP_OFFSETS;
    int countsTag = directory.has(TILE_BYTE_COUNTS) && tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS;
    long[] offsets = list(offsetsTag, (int) count, size, tiled ? "tile offsets" : "strip offsets");
    long[] byteCounts = directory.has(countsTag) || directory.value(COMPRESSION, 1) != 1
        ? list(countsTag, (int) count, size, "byte counts")
        : new long[0];
    return new Chunks((int) width, (int) height, (int) across, (int) down, planar, tiled, offsets, byteCounts);
  }

  private long[] list(int tag, int count, ImageSize size, String what) throws IOException {
    if (directory.count(tag) < count) {
      throw TiffProblem.damaged(bytes.file(), count + " " + what + " for " + size + " px",
          String.valueOf(directory.count(tag)));
    }
    return directory.values(tag, count);
  }

  private void requireInFile(TiffLayout layout) {
    Chunks chunks = layout.chunks();
    long rowBytes = layout.chunkRowBytes();
    boolean stored = layout.compression() == Compression.NONE;
    if (!stored && rowBytes > MOST_ROW_BYTES
        || layout.compression() == Compression.JPEG && rowBytes * Math.min(chunks.height(), layout.size().height())
            > JpegDecoder.MOST_BYTES) {
      throw TiffProblem.unsupported(bytes.file(), "compressed strips or tiles of " + chunks.width() + " x "
          + chunks.height() + " px, too large to decode piece by piece",
          "save it again with tiles or smaller strips, or without compression.");
    }
    for (int i = 0; i < chunks.offsets().length; i++) {
      requireInFile(layout, i, rowBytes, stored);
    }
  }

  private void requireInFile(TiffLayout layout, int index, long rowBytes, boolean stored) {
    Chunks chunks = layout.chunks();
    int rows = layout.storedRows(index / chunks.across() % chunks.down());
    // Up to 2^31 rows of 2^31 · 16 bytes: near the limit of long, so compare as doubles first.
    double claimed = (double) rows * rowBytes;
    long decoded = claimed > Long.MAX_VALUE / 2 ? Long.MAX_VALUE / 2 : rows * rowBytes;
    long offset = chunks.offsets()[index];
    boolean counted = chunks.byteCounts().length > 0;
    long byteCount = counted ? chunks.byteCounts()[index] : decoded;
    if (chunks.tiled() && counted && byteCount == 0) {
      return;
    }
    long needed = stored ? decoded : byteCount;
    if (!bytes.holds(offset, needed)) {
      throw TiffProblem.damaged(bytes.file(), chunks.name(index) + " of a " + layout.size() + " px image, "
          + needed + " bytes at offset " + offset, "a file of " + bytes.length() + " bytes");
    }
    // One strip: writers of files above 4 GB are known to store its length modulo 2^32.
    if (layout.compression() == Compression.JPEG && byteCount > JpegDecoder.MOST_BYTES) {
      throw TiffProblem.damaged(bytes.file(), "at most " + JpegDecoder.MOST_BYTES + " bytes of JPEG data in "
          + chunks.name(index), String.valueOf(byteCount));
    }
    boolean tooShort = stored ? byteCount < decoded && chunks.offsets().length > 1
        : byteCount < 1 || !layout.compression().canExpand(byteCount, decoded);
    if (tooShort) {
      throw TiffProblem.damaged(bytes.file(), decoded + " bytes of pixels in " + chunks.name(index) + " of a "
          + layout.size() + " px image", byteCount + " bytes of " + layout.compression().title() + " data");
    }
  }

  private String describe(Pixels pixels, Chunks chunks, Compression compression, int predictor) throws IOException {
    StringBuilder text = new StringBuilder(page.big() ? "BigTIFF" : "TIFF");
    text.append(", ").append(typeName(pixels.type())).append(' ').append(colourName(pixels));
    text.append(", ").append(compression.title()).append(predictor > 1 ? " with predictor " + predictor : "");
    text.append(chunks.tiled() ? ", tiles of " + chunks.width() + " x " + chunks.height() : ", strips");
    text.append(chunks.planar() ? ", planes apart" : "");
    text.append(page.order() == ByteOrder.BIG_ENDIAN ? ", big-endian" : "");
    if (directory.value(PHOTOMETRIC, 1) == 0) {
      text.append(pixels.inverted() ? ", 0 is white: inverted" : ", 0 is white by its header: taken as it is");
    }
    page.note().ifPresent(note -> text.append(", ").append(note));
    leftOut(chunks).ifPresent(note -> text.append(", ").append(note));
    return text.toString();
  }

  private static Optional<String> leftOut(Chunks chunks) {
    long empty = chunks.tiled() ? Arrays.stream(chunks.byteCounts()).filter(n -> n == 0).count() : 0;
    return empty == 0 ? Optional.empty() : Optional.of(empty + " tiles left out: 0");
  }

  private static String typeName(SampleType type) {
    return switch (type) {
      case UINT8 -> "8-bit";
      case UINT16 -> "16-bit";
      case FLOAT32 -> "32-bit float";
    };
  }

  private static String colourName(Pixels pixels) {
    return switch (pixels.samples()) {
      case 1 -> "grey";
      case 2 -> "grey with alpha";
      case 3 -> "RGB";
      default -> "RGBA";
    };
  }
}
