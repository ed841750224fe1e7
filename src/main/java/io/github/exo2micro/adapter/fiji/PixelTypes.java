package io.github.exo2micro.adapter.fiji;

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
      case "uint16" -> SampleType.UINT16;
      case "float" -> SampleType.FLOAT32;
      default -> throw UnreadableImage.unsupported(file, name + " samples");
    };
  }

  /** @throws io.github.exo2micro.RemediableException when pixels have another number of samples than 1 to 4 */
  static int channels(Path file, int samples) {
    if (samples < 1 || samples > 4) {
      throw UnreadableImage.unsupported(file, samples + " samples per pixel");
    }
    return samples;
  }

  /** "8-bit RGB". */
  static String name(SampleType type, int channels) {
    String depth = type == SampleType.FLOAT32 ? "float32" : 8 * type.bytes() + "-bit";
    return depth + switch (channels) {
      case 1 -> " grey";
      case 2 -> " grey with alpha";
      case 3 -> " RGB";
      case 4 -> " RGBA";
      default -> ", " + channels + " channels";
    };
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
        case UINT16 -> buffer.getShort(at) & 0xffff;
        case FLOAT32 -> buffer.getFloat(at);
      };
    }
  }
}
