package io.github.exo2micro.diagnostics.report;

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
    return new Thumbnail(width, height,
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg(averaged(image, width, height))));
  }

  /** Each pixel is the mean of those that it stands for, cut ones by their part; one channel after the other. */
  private static BufferedImage averaged(BufferedImage image, int width, int height) {
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double sx = (double) image.getWidth() / width;
    double sy = (double) image.getHeight() / height;
    float[] line = new float[3 * width];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(line, 0);
      for (int v = (int) (y * sy); v < Math.min(image.getHeight(), (y + 1) * sy); v++) {
        float part = (float) (Math.min(v + 1, (y + 1) * sy) - Math.max(v, y * sy));
        addRow(pixels, v * image.getWidth(), image.getWidth(), sx, part, line);
      }
      float area = (float) (sx * sy);
      for (int x = 0; x < width; x++) {
        small.setRGB(x, y, level(line[3 * x] / area) << 16 | level(line[3 * x + 1] / area) << 8
            | level(line[3 * x + 2] / area));
      }
    }
    return small;
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
