package io.github.exo2micro.tiff;

import static io.github.exo2micro.tiff.file.TiffDirectory.BITS_PER_SAMPLE;
import static io.github.exo2micro.tiff.file.TiffDirectory.COMPRESSION;
import static io.github.exo2micro.tiff.file.TiffDirectory.FILL_ORDER;
import static io.github.exo2micro.tiff.file.TiffDirectory.HEIGHT;
import static io.github.exo2micro.tiff.file.TiffDirectory.JPEG_TABLES;
import static io.github.exo2micro.tiff.file.TiffDirectory.ORIENTATION;
import static io.github.exo2micro.tiff.file.TiffDirectory.PHOTOMETRIC;
import static io.github.exo2micro.tiff.file.TiffDirectory.PLANAR_CONFIGURATION;
import static io.github.exo2micro.tiff.file.TiffDirectory.PREDICTOR;
import static io.github.exo2micro.tiff.file.TiffDirectory.ROWS_PER_STRIP;
import static io.github.exo2micro.tiff.file.TiffDirectory.SAMPLES_PER_PIXEL;
import static io.github.exo2micro.tiff.file.TiffDirectory.SAMPLE_FORMAT;
import static io.github.exo2micro.tiff.file.TiffDirectory.STRIP_BYTE_COUNTS;
import static io.github.exo2micro.tiff.file.TiffDirectory.STRIP_OFFSETS;
import static io.github.exo2micro.tiff.file.TiffDirectory.TILE_BYTE_COUNTS;
import static io.github.exo2micro.tiff.file.TiffDirectory.TILE_HEIGHT;
import static io.github.exo2micro.tiff.file.TiffDirectory.TILE_OFFSETS;
import static io.github.exo2micro.tiff.file.TiffDirectory.TILE_WIDTH;
import static io.github.exo2micro.tiff.file.TiffDirectory.WIDTH;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.UnsupportedImageException;
import io.github.exo2micro.tiff.codec.DecodingMemory;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffDirectory;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Chunks;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import io.github.exo2micro.tiff.file.TiffLayout.Pixels;
import io.github.exo2micro.tiff.file.TiffPage;
import io.github.exo2micro.tiff.file.TiffProblem;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads and checks how a page stores its pixels.
 *
 * <p>Whatever the header claims is held against the file's length before memory is taken in proportion to it: every
 * strip or tile must lie in the file, and must be able to hold its pixels.
 */
final class TiffLayoutReader {

  /** Their lists take 64 MB; tiles of 128 x 128 px make an image of 68 gigapixels. */
  private static final int MOST_CHUNKS = 1 << 22;
  /** A slide may be nearly empty, but what has a thousand times fewer tiles than it claims is none. */
  private static final double MOST_MISSING = 0.999;
  private static final int MOST_TABLE_BYTES = 1 << 16;
  /** A compressed row is decoded as a whole. */
  private static final long MOST_ROW_BYTES = 32L << 20;
  private static final String EXPORT = "export it again from the program that made it as 8- or 16-bit whole numbers or "
      + "32-bit float, with its values unchanged: pre and post must keep their ratio.";
  private static final String RESAVE = "save it again without compression, or with LZW or Deflate, for instance with "
      + "libtiff: tiffcp -c lzw IN OUT.";
  private static final String RESAVE_OR_FIJI = RESAVE + " Or run in Fiji, where Bio-Formats reads more kinds.";

  private final TiffPage page;
  private final TiffDirectory directory;
  private final TiffBytes bytes;
  private Optional<ImageSize> size = Optional.empty();

  TiffLayoutReader(TiffBytes bytes, TiffPage page) {
    this.bytes = bytes;
    this.page = page;
    this.directory = page.directory();
  }

  TiffLayout read() throws IOException {
    ImageSize image = size();
    size = Optional.of(image);
    Compression compression = compression();
    Pixels pixels = pixels(compression);
    int predictor = predictor(compression, pixels);
    Chunks chunks = chunks(image, pixels);
    byte[] tables = compression == Compression.JPEG ? directory.blob(JPEG_TABLES, MOST_TABLE_BYTES) : new byte[0];
    TiffLayout plain = new TiffLayout(image, pixels, chunks, compression, predictor, tables,
        describe(pixels, chunks, compression, predictor), page.place(), true, 0, List.of(), page.pixel());
    TiffLayout layout = new TiffLayout(image, pixels, requireInFile(plain), compression, predictor, tables,
        plain.format(),
        page.place(), true, 0, warnings(chunks), page.pixel());
    requireKnownLzw(compression, layout.chunks());
    DecodingMemory memory = DecodingMemory.of(bytes, layout);
    return new TiffLayout(image, pixels, layout.chunks(), compression, predictor, tables, layout.format(), page.place(),
        memory.wholeChunks(), memory.bytes(), layout.warnings(), page.pixel());
  }

  private UnsupportedImageException unsupported(String found, String remedy) {
    return TiffProblem.unsupported(bytes.file(), size, found, remedy);
  }

  private RemediableException refused(String found, String remedy) {
    return TiffProblem.refused(bytes.file(), found, remedy);
  }

  private ImageSize size() throws IOException {
    long width = directory.value(WIDTH, 0);
    long height = directory.value(HEIGHT, 0);
    if (width < 1 || height < 1) {
      throw TiffProblem.damaged(bytes.file(), "a width and a height of at least 1 px",
          width + " x " + height + " px");
    }
    if (!RawHeader.isReadable(width, height)) {
      throw TiffProblem.damaged(bytes.file(), "an image of at most " + RawHeader.MOST_SIDE + " px a side",
          "a header that claims "
              + width + " x " + height + " px in a file of " + bytes.length() + " bytes");
    }
    return new ImageSize((int) width, (int) height);
  }

  private Compression compression() throws IOException {
    long code = directory.value(COMPRESSION, 1);
    if (code < 0 || code > 65_535) {
      throw TiffProblem.damaged(bytes.file(), "a compression scheme", "the number " + code);
    }
    if (directory.value(FILL_ORDER, 1) == 2) {
      throw unsupported("bits stored in reverse (FillOrder 2)", RESAVE_OR_FIJI);
    }
    return switch ((int) code) {
      case 1 -> Compression.NONE;
      case 5 -> Compression.LZW;
      case 7 -> Compression.JPEG;
      case 8, 32946 -> Compression.DEFLATE;
      case 32773 -> Compression.PACK_BITS;
      default -> throw unknown((int) code);
    };
  }

  /** Whoever else reads it, cut data are cut data: others fill what is missing with zeros. */
  private RuntimeException unknown(int code) throws IOException {
    int offsets = directory.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
    int counts = directory.has(TILE_BYTE_COUNTS) ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS;
    int listed = (int) Math.min(MOST_CHUNKS, Math.min(directory.count(offsets), directory.count(counts)));
    long[] places = listed > 0 ? directory.values(offsets, listed) : new long[0];
    long[] lengths = listed > 0 ? directory.values(counts, listed) : new long[0];
    for (int i = 0; i < listed; i++) {
      if (lengths[i] < 1 && !directory.has(TILE_OFFSETS) || listed > 1 && !bytes.holds(places[i], lengths[i])) {
        return TiffProblem.damaged(bytes.file(), "strip or tile " + (i + 1) + " of " + listed,
            lengths[i] + " bytes at offset "
                + places[i] + " in a file of " + bytes.length() + " bytes");
      }
    }
    return unsupported(compressionName(code) + " compression", switch (code) {
      case 2, 3, 4, 6, 33003, 33005, 34712 -> RESAVE_OR_FIJI;
      default -> RESAVE;
    });
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
    requireLight(photometric, compression, samples);
    int fewest = photometric >= 2 ? 3 : 1;
    int most = photometric >= 2 ? 4 : 3;
    if (samples < fewest || samples > most) {
      throw unsupported(samples + " samples per pixel in " + photometricName(photometric)
          + " pixels", "save the one channel that is wanted as a grey image.");
    }
    SampleType type = sampleType((int) samples);
    if (compression == Compression.JPEG && type != SampleType.UINT8) {
      throw unsupported("JPEG compression with other than 8 bits", RESAVE);
    }
    boolean inverted = photometric == 0 && type.isWhole() && type.minimum() == 0;
    return new Pixels(type, (int) samples, page.order(), inverted, photometric == 6);
  }

  /** Refuses pixels whose numbers do not stand for brightness, or of which it cannot be told what they stand for. */
  private void requireLight(long photometric, Compression compression, long samples) throws IOException {
    if (photometric == 6 && compression == Compression.JPEG) {
      if (directory.value(PLANAR_CONFIGURATION, 1) == 2 && samples > 1) {
        throw refused("JPEG planes apart that are called YCbCr: some writers mean red, green and blue by it",
            "save it again as "
                + "RGB with the samples of a pixel together, without compression or with LZW or Deflate.");
      }
      return;
    }
    if (photometric <= 2) {
      return;
    }
    throw refused(photometricName(photometric), switch ((int) Math.min(photometric, Integer.MAX_VALUE)) {
      case 3 ->
        "where the palette only colours a grey image, take it off: in Fiji with Image > Lookup Tables > Grays and File "
            + "> Save As > Tiff, which keeps the pixels' values. Do the same for pre and post.";
      case 4 -> "give the image itself, not its mask.";
      default -> "export it as grey or RGB from the program that made it.";
    });
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
    int unsigned = kind == 4 ? 1 : kind;
    for (SampleType type : SampleType.values()) {
      int format = !type.isWhole() ? 3 : type.minimum() < 0 ? 2 : 1;
      if (8 * type.bytes() == bits && format == unsigned) {
        return type;
      }
    }
    if (unsigned == 1 && bits == 1) {
      throw refused("a 1-bit (black and white) image", "give the grey image that it was made from.");
    }
    String name = switch (kind) {
      case 1, 4 -> bits + "-bit whole numbers";
      case 2 -> bits + "-bit signed whole numbers";
      case 3 -> bits + "-bit floating point";
      case 5, 6 -> "complex numbers";
      default -> "samples of " + bits + " bits and kind " + kind;
    };
    throw unsupported(name, EXPORT);
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
        throw unsupported("different " + what + " in one pixel: " + Arrays.toString(values), EXPORT);
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
    if (predictor < 1 || predictor > 3 || predictor == 3 && pixels.type().isWhole()) {
      throw unsupported("predictor " + predictor + " with " + pixels.type().title() + " samples", RESAVE);
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
    if (width < 1 || height < 1 || width > 2L * RawHeader.MOST_SIDE || height > 2L * RawHeader.MOST_SIDE) {
      throw TiffProblem.damaged(bytes.file(), "strips or tiles of 1 to " + 2 * RawHeader.MOST_SIDE + " px a side",
          width + " x "
              + height + " px");
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

  /** Early writers of LZW stored the bits of codes in reverse; the first code, which clears the table, tells. */
  private void requireKnownLzw(Compression compression, Chunks chunks) throws IOException {
    if (compression != Compression.LZW || chunks.isLeftOut(0) || !bytes.holds(chunks.offsets()[0], 2)) {
      return;
    }
    byte[] start = new byte[2];
    bytes.read(chunks.offsets()[0], start, 0, 2);
    if (start[0] == 0 && (start[1] & 1) == 1) {
      throw unsupported("old-style LZW compression, from before TIFF 6.0", RESAVE);
    }
  }

  /** Gives the chunks with what can be said of their lengths: of a single strip it may be wrong. */
  private Chunks requireInFile(TiffLayout layout) {
    Chunks chunks = layout.chunks();
    long rowBytes = layout.chunkRowBytes();
    boolean stored = layout.compression() == Compression.NONE;
    if (!stored && rowBytes > MOST_ROW_BYTES) {
      throw TiffProblem.refused(bytes.file(), "compressed strips or tiles of " + chunks.width() + " x "
          + chunks.height() + " px, too wide to decode row by row",
          "save it again with tiles, or without compression.");
    }
    Chunks real = withRealLength(chunks, stored);
    int missing = 0;
    for (int i = 0; i < chunks.offsets().length; i++) {
      missing += real.isLeftOut(i) ? 1 : 0;
      requireInFile(layout, real, i, rowBytes, stored);
    }
    if (missing > MOST_MISSING * chunks.offsets().length && missing < chunks.offsets().length) {
      throw TiffProblem.damaged(bytes.file(),
          "the tiles of a " + layout.size() + " px image in a file of " + bytes.length()
              + " bytes",
          missing + " of " + chunks.offsets().length + " tiles that were never written");
    }
    if (missing == chunks.offsets().length) {
      throw TiffProblem.damaged(bytes.file(), missing + " tiles of a " + layout.size() + " px image",
          "none: not a single one "
              + "was written");
    }
    return real;
  }

  /** A single strip reaches to the file's end at most; writers of large files are known to store its length wrongly. */
  private Chunks withRealLength(Chunks chunks, boolean stored) {
    boolean single = !chunks.tiled() && chunks.offsets().length == 1 && chunks.byteCounts().length == 1 && !stored;
    long offset = chunks.offsets()[0];
    if (!single || offset < 8 || offset >= bytes.length() || chunks.byteCounts()[0] <= bytes.length() - offset) {
      return chunks;
    }
    return new Chunks(chunks.width(), chunks.height(), chunks.across(), chunks.down(), chunks.planar(), false,
        chunks.offsets(),
        new long[] {bytes.length() - offset});
  }

  private void requireInFile(TiffLayout layout, Chunks chunks, int index, long rowBytes, boolean stored) {
    if (chunks.isLeftOut(index)) {
      return;
    }
    // At most 2^21 rows of 2^21 pixels of 32 bytes.
    long decoded = layout.storedRows(index / chunks.across() % chunks.down()) * rowBytes;
    long offset = chunks.offsets()[index];
    long byteCount = chunks.byteCounts().length > 0 ? chunks.byteCounts()[index] : decoded;
    long needed = stored ? decoded : byteCount;
    if (offset < 8 || !bytes.holds(offset, needed)) {
      throw TiffProblem.damaged(bytes.file(), chunks.name(index) + " of a " + layout.size() + " px image, "
          + needed + " bytes at offset " + offset,
          offset == 0 ? "no place for it: it was never written"
              : "a file of " + bytes.length() + " bytes");
    }
    // One strip: writers of files above 4 GB are known to store its length modulo 2^32.
    boolean tooShort = stored ? byteCount < decoded && chunks.offsets().length > 1
        : byteCount < 1 || !layout.compression().canExpand(byteCount, decoded);
    if (tooShort) {
      throw TiffProblem.damaged(bytes.file(), decoded + " bytes of pixels in " + chunks.name(index) + " of a "
          + layout.size() + " px image", byteCount + " bytes of " + layout.compression().title() + " data");
    }
  }

  private List<String> warnings(Chunks chunks) throws IOException {
    List<String> warnings = new ArrayList<>(page.warnings());
    long missing = IntStream.range(0, chunks.offsets().length).filter(chunks::isLeftOut).count();
    if (missing > 0) {
      warnings.add(missing + " of its " + chunks.offsets().length + " tiles were never written; zeros stand for them.");
    }
    long orientation = directory.value(ORIENTATION, 1);
    if (orientation >= 2 && orientation <= 8) {
      warnings.add("its header asks viewers to " + turn((int) orientation) + " (Orientation " + orientation
          + "); the pixels are taken as they are stored.");
    }
    return warnings;
  }

  private static String turn(int orientation) {
    return switch (orientation) {
      case 2 -> "mirror it left to right";
      case 3 -> "turn it by 180 degrees";
      case 4 -> "mirror it top to bottom";
      case 5 -> "mirror it along its diagonal";
      case 6 -> "turn it by 90 degrees clockwise";
      case 7 -> "mirror it along its other diagonal";
      default -> "turn it by 90 degrees counterclockwise";
    };
  }

  private String describe(Pixels pixels, Chunks chunks, Compression compression, int predictor) throws IOException {
    StringBuilder text = new StringBuilder(page.big() ? "BigTIFF" : "TIFF");
    text.append(", ").append(RawHeader.kind(pixels.type(), pixels.samples()));
    text.append(", ").append(compression.title()).append(predictor > 1 ? " with predictor " + predictor : "");
    text.append(chunks.tiled() ? ", tiles of " + chunks.width() + " x " + chunks.height() : ", strips");
    text.append(chunks.planar() ? ", planes apart" : "");
    text.append(page.order() == ByteOrder.BIG_ENDIAN ? ", big-endian" : "");
    if (directory.value(PHOTOMETRIC, 1) == 0) {
      text.append(pixels.inverted() ? ", 0 is white: inverted" : ", 0 is white by its header: taken as it is");
    }
    return text.toString();
  }
}
