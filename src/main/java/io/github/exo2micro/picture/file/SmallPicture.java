package io.github.exo2micro.picture.file;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture at half its size and less, as JPEG. Pictures carry theirs inside their PNG file, so that a report need not
 * read them back: decoding a dozen pictures took longer than drawing them.
 *
 * @param width px
 * @param height px
 * @param jpeg shared, not copied
 */
public record SmallPicture(int width, int height, byte[] jpeg) {

  /** A private chunk (ISO/IEC 15948, 4.7.2) that an editor must drop when it changes the image. */
  static final String CHUNK = "thMB";

  private static final float QUALITY = 0.75f;
  private static final int PNG_SIGNATURE = 8;
  private static final int CHANNELS = 3;

  /** Half as wide and high, each pixel the mean of four; the last column or row of an odd size is left out. */
  static SmallPicture half(BufferedImage image) {
    int[] from = pixels(image);
    int w = image.getWidth();
    int width = Math.max(1, w / 2);
    int height = Math.max(1, image.getHeight() / 2);
    byte[] to = new byte[CHANNELS * width * height];
    for (int y = 0; y < image.getHeight() / 2; y++) {
      int next = CHANNELS * y * width;
      for (int x = 0; x < w / 2; x++) {
        int at = 2 * y * w + 2 * x;
        int a = from[at];
        int b = from[at + 1];
        int c = from[at + w];
        int d = from[at + w + 1];
        int redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x20002;
        int green = (a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00) + 0x200;
        to[next++] = (byte) (redBlue >> 18);
        to[next++] = (byte) (green >> 10);
        to[next++] = (byte) (redBlue >> 2);
      }
    }
    return of(interleaved(width, height, to));
  }

  /**
   * Bytes red, green, blue: the only order of pixels that Java's writer of JPEG takes row by row, not pixel by pixel.
   */
  private static BufferedImage interleaved(int width, int height, byte[] rgb) {
    WritableRaster raster = Raster.createInterleavedRaster(new DataBufferByte(rgb, rgb.length), width, height,
        CHANNELS * width, CHANNELS, new int[] {0, 1, 2}, null);
    return new BufferedImage(new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
        Transparency.OPAQUE, DataBuffer.TYPE_BYTE), raster, false, null);
  }

  /**
   * The one that a PNG file carries.
   *
   * @return empty when it carries none, or is no PNG
   * @throws IOException when the file cannot be read
   */
  public static Optional<SmallPicture> in(Path png) throws IOException {
    try (DataInputStream file = new DataInputStream(Files.newInputStream(png))) {
      if (!Arrays.equals(file.readNBytes(PNG_SIGNATURE), PngEncoder.signature())) {
        return Optional.empty();
      }
      while (true) {
        int length = file.readInt();
        String type = new String(file.readNBytes(4), StandardCharsets.US_ASCII);
        if (type.equals(CHUNK) && length > 8) {
          int width = file.readInt();
          int height = file.readInt();
          byte[] jpeg = file.readNBytes(length - 8);
          return jpeg.length == length - 8 ? Optional.of(new SmallPicture(width, height, jpeg)) : Optional.empty();
        }
        if (type.equals("IDAT") || length < 0) { // it would stand before the image
          return Optional.empty();
        }
        file.skipNBytes(length + 4L);
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Made from an image, no wider than that. */
  public static SmallPicture of(BufferedImage image, int widest) {
    int width = Math.min(widest, image.getWidth());
    return width == image.getWidth() ? of(image) : of(averaged(image, width, Math.max(1,
        (int) Math.round((double) image.getHeight() * width / image.getWidth()))));
  }

  /**
   * The same, no wider than that.
   *
   * @throws IOException when the JPEG is damaged
   */
  public SmallPicture within(int widest) throws IOException {
    if (width <= widest) {
      return this;
    }
    try (InputStream bytes = new ByteArrayInputStream(jpeg)) {
      BufferedImage image = ImageIO.read(bytes);
      if (image == null) {
        throw new IOException("a small picture of " + jpeg.length + " bytes is no JPEG");
      }
      return of(image, widest);
    }
  }

  /** For the PNG's chunk: the size, then the JPEG. */
  byte[] content() {
    return java.nio.ByteBuffer.allocate(8 + jpeg.length).putInt(width).putInt(height).put(jpeg).array();
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** Each pixel is the mean of those that it stands for, cut ones by their part. */
  private static BufferedImage averaged(BufferedImage image, int width, int height) {
    int[] from = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] small = new byte[CHANNELS * width * height];
    double sx = (double) image.getWidth() / width;
    double sy = (double) image.getHeight() / height;
    float[] line = new float[CHANNELS * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(line, 0);
      for (int v = (int) (y * sy); v < Math.min(image.getHeight(), (y + 1) * sy); v++) {
        float part = (float) (Math.min(v + 1, (y + 1) * sy) - Math.max(v, y * sy));
        addRow(from, v * image.getWidth(), image.getWidth(), sx, part, line);
      }
      float area = (float) (sx * sy);
      for (int i = 0; i < line.length; i++) {
        small[y * line.length + i] = (byte) level(line[i] / area);
      }
    }
    return interleaved(width, height, small);
  }

  private static void addRow(int[] pixels, int from, int length, double sx, float weight, float[] line) {
    for (int x = 0; x < line.length / 3; x++) {
      double left = x * sx;
      double right = Math.min(length, left + sx);
      for (int u = (int) left; u < right; u++) {
        float part = weight * (float) (Math.min(u + 1, right) - Math.max(u, left));
        int rgb = pixels[from + u];
        line[3 * x] += part * (rgb >> 16 & 255);
        line[3 * x + 1] += part * (rgb >> 8 & 255);
        line[3 * x + 2] += part * (rgb & 255);
      }
    }
  }

  private static int level(float mean) {
    return Math.max(0, Math.min(255, Math.round(mean)));
  }

  private static SmallPicture of(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("an array in memory cannot fail", e);
    } finally {
      writer.dispose();
    }
    return new SmallPicture(image.getWidth(), image.getHeight(), bytes.toByteArray());
  }
}
