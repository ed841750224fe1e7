package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Chunks;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import io.github.exo2micro.tiff.file.TiffLayout.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Strips or tiles in a file, and the layout that a directory would have given them: no TIFF around them. */
final class StoredChunks {

  /** What lies in front of the first one: nothing may take an offset for granted. */
  private static final int HEAD = 37;

  ImageSize size = new ImageSize(40, 30);
  SampleType type = SampleType.UINT8;
  int samples = 1;
  ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  boolean yCbCr;
  boolean tiled;
  int width = 40;
  int height = 30;
  int predictor = 1;
  boolean wholeChunks = true;
  byte[] tables = {};
  private final Path file;
  private final Compression compression;

  StoredChunks(Path file, Compression compression) {
    this.file = file;
    this.compression = compression;
  }

  /** The layout of chunks that are stored one after another; {@code null} for a tile that was never written. */
  TiffLayout layout(List<byte[]> chunks) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[HEAD]);
    long[] offsets = new long[chunks.size()];
    long[] counts = new long[chunks.size()];
    for (int i = 0; i < offsets.length; i++) {
      if (chunks.get(i) != null) {
        offsets[i] = all.size();
        counts[i] = chunks.get(i).length;
        all.writeBytes(chunks.get(i));
      }
    }
    Files.write(file, all.toByteArray());
    int across = (size.width() + width - 1) / width;
    int down = (size.height() + height - 1) / height;
    return new TiffLayout(size, new Pixels(type, samples, order, false, yCbCr),
        new Chunks(width, height, across, down, false, tiled, offsets, counts), compression, predictor, tables, "test",
        "", wholeChunks, 0, List.of(), Optional.empty());
  }

  TiffBytes bytes() throws IOException {
    return new TiffBytes(file);
  }

  /** One block of one of them. */
  byte[] decode(List<byte[]> chunks, int chunk, int block) throws IOException {
    TiffLayout layout = layout(chunks);
    try (TiffBytes bytes = bytes(); BlockDecoder decoder = new BlockDecoder(bytes, layout)) {
      return decoder.decode(chunk, block);
    }
  }
}
