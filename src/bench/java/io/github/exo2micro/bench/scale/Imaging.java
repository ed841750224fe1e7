package io.github.exo2micro.bench.scale;

import io.github.exo2micro.image.FloatImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** How a made pair was imaged and stored. */
enum Imaging {
  /** 8 bits, as made. */
  PLAIN("8 bits"),
  /** A 12-bit camera with an offset in 16-bit files; the brightest tissue saturates. */
  TWELVE_BITS("12 bits, saturated"),
  /** 8 bits, the light alone, through JPEG of quality 75. */
  JPEG75("JPEG q75"),
  /** The same, quality 85. */
  JPEG85("JPEG q85"),
  /** The same, quality 95. */
  JPEG95("JPEG q95"),
  /** Quality 75, in colour: the light in green leaks into red and blue, which are then added. */
  COLOUR75("JPEG q75, in colour");

  /** Camera offset of the twelve bits, counts. */
  static final int OFFSET = 96;
  private static final int TOP = 4095;
  private static final double GAIN = 0.6;

  private final String text;

  Imaging(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  boolean isDeep() {
    return this == TWELVE_BITS;
  }

  /** What the camera gives in the dark, counts. */
  double offset() {
    return isDeep() ? OFFSET : 0;
  }

  /** An image of the demo as this camera and file give it. */
  BufferedImage of(BufferedImage made, int madeOffset) throws IOException {
    return switch (this) {
      case PLAIN -> made;
      case TWELVE_BITS -> dimmed(made, madeOffset);
      case JPEG75 -> compressed(grey(made), 0.75f);
      case JPEG85 -> compressed(grey(made), 0.85f);
      case JPEG95 -> compressed(grey(made), 0.95f);
      case COLOUR75 -> compressed(made, 0.75f);
    };
  }

  private static BufferedImage dimmed(BufferedImage made, int madeOffset) {
    BufferedImage result = new BufferedImage(made.getWidth(), made.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
    DataBuffer in = made.getRaster().getDataBuffer();
    DataBuffer out = result.getRaster().getDataBuffer();
    for (int i = 0; i < in.getSize(); i++) {
      long value = Math.round(OFFSET + GAIN * (in.getElem(i) - madeOffset));
      out.setElem(i, (int) Math.max(0, Math.min(TOP, value)));
    }
    return result;
  }

  private static BufferedImage grey(BufferedImage made) {
    BufferedImage result = new BufferedImage(made.getWidth(), made.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    int[] green = made.getRaster().getSamples(0, 0, made.getWidth(), made.getHeight(), 1, (int[]) null);
    result.getRaster().setSamples(0, 0, made.getWidth(), made.getHeight(), 0, green);
    return result;
  }

  private static BufferedImage compressed(BufferedImage made, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(made, null, null), how);
    }
    writer.dispose();
    return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
  }

  /** The channel with the light: green, or the only one. */
  static FloatImage light(BufferedImage image) {
    int band = image.getRaster().getNumBands() > 1 ? 1 : 0;
    float[] pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), band, (float[]) null);
    return new FloatImage(image.getWidth(), image.getHeight(), pixels);
  }

  /** All channels added up, clipped at the top of 8 bits: what the program compares where all of them count. */
  static FloatImage sum(BufferedImage image) {
    float[] sum = new float[image.getWidth() * image.getHeight()];
    for (int band = 0; band < image.getRaster().getNumBands(); band++) {
      float[] pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), band, (float[]) null);
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Math.min(255, sum[i] + pixels[i]);
      }
    }
    return new FloatImage(image.getWidth(), image.getHeight(), sum);
  }

  /** Writes it as a TIFF without compression. */
  static void write(BufferedImage image, Path file) throws IOException {
    Files.deleteIfExists(file);
    if (!ImageIO.write(image, "tiff", file.toFile())) {
      throw new IOException("this Java writes no TIFF");
    }
  }
}
