package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import loci.formats.FormatTools;

/** What Bio-Formats' pixel types are here. */
final class PixelTypes {

  private PixelTypes() {}

  /** @throws io.github.exo2micro.RemediableException when there is no such type here */
  static SampleType of(Path file, int pixelType) {
    String name = FormatTools.getPixelTypeString(pixelType);
    return switch (name) {
      case "uint8" -> SampleType.UINT8;
      case "int8" -> SampleType.INT8;
      case "uint16" -> SampleType.UINT16;
      case "int16" -> SampleType.INT16;
      case "uint32" -> SampleType.UINT32;
      case "int32" -> SampleType.INT32;
      case "float" -> SampleType.FLOAT32;
      case "double" -> SampleType.FLOAT64;
      case "bit" -> throw UnreadableImage.unsupported(file, "a 1-bit (black and white) image",
          "give the grey image that it was made from.");
      default -> throw UnreadableImage.unsupported(file, name + " samples", UnreadableImage.EXPORT);
    };
  }

  /** @throws io.github.exo2micro.RemediableException when pixels have another number of samples than 1 to 4 */
  static int channels(Path file, int samples) {
    if (samples < 1 || samples > 4) {
      throw UnreadableImage.unsupported(file, samples + " samples per pixel", UnreadableImage.EXPORT);
    }
    return samples;
  }

  /**
   * Turns samples into floats.
   *
   * @param first index of the first sample's first byte
   * @param stride bytes from one sample of the channel to the next
   * @param offset where in {@code into} to begin
   */
  static void decode(byte[] bytes, int first, int stride, boolean littleEndian, SampleType type, int count,
      float[] into, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = first;
    for (int i = 0; i < count; i++, at += stride) {
      into[offset + i] = switch (type) {
        case UINT8 -> bytes[at] & 0xff;
        case INT8 -> bytes[at];
        case UINT16 -> buffer.getShort(at) & 0xffff;
        case INT16 -> buffer.getShort(at);
        case UINT32 -> buffer.getInt(at) & 0xffffffffL;
        case INT32 -> buffer.getInt(at);
        case FLOAT32 -> buffer.getFloat(at);
        case FLOAT64 -> (float) buffer.getDouble(at);
        case FLOAT16 -> throw new IllegalArgumentException("Bio-Formats has no half floats");
      };
    }
  }
}
