package io.github.exo2micro.diagnostics.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture made small enough to live inside the report.
 *
 * @param width px
 * @param height px
 * @param uri the JPEG as a data URI
 */
record Thumbnail(int width, int height, String uri) {

  private static final float QUALITY = 0.82f;

  /** Of a PNG file; empty when it is missing or damaged: the report does without. */
  static Optional<Thumbnail> of(Path png, int longestWidth) {
    if (!Files.isRegularFile(png)) {
      return Optional.empty();
    }
    try {
      BufferedImage image = ImageIO.read(png.toFile());
      return image == null ? Optional.empty() : Optional.of(of(image, longestWidth));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Thumbnail of(BufferedImage image, int longestWidth) throws IOException {
    int width = Math.min(longestWidth, image.getWidth());
    int height = Math.max(1, (int) Math.round((double) image.getHeight() * width / image.getWidth()));
    BufferedImage source = image;
    while (source.getWidth() >= 2 * width && source.getHeight() > 1) {
      source = scaled(source, (source.getWidth() + 1) / 2, (source.getHeight() + 1) / 2);
    }
    return new Thumbnail(width, height,
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg(scaled(source, width, height))));
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = small.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    g.dispose();
    return small;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
