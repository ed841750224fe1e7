package io.github.exo2micro.report;

import io.github.exo2micro.picture.file.SmallPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A picture made small enough to live inside the report.
 *
 * @param width px
 * @param height px
 * @param uri the JPEG as a data URI
 */
record Thumbnail(int width, int height, String uri) {

  /** Of a PNG file,
      from what it carries where that is large enough; empty when it is missing or damaged: the report does without. */
  static Optional<Thumbnail> of(Path png, int longestWidth) {
    if (!Files.isRegularFile(png)) {
      return Optional.empty();
    }
    try {
      Optional<SmallPicture> carried = SmallPicture.in(png);
      if (carried.isPresent() && carried.get().width() >= longestWidth) {
        return Optional.of(of(carried.get().within(longestWidth)));
      }
      BufferedImage image = ImageIO.read(png.toFile());
      return image == null ? Optional.empty() : Optional.of(of(image, longestWidth));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Thumbnail of(BufferedImage image, int longestWidth) {
    return of(SmallPicture.of(image, longestWidth));
  }

  private static Thumbnail of(SmallPicture small) {
    return new Thumbnail(small.width(), small.height(),
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(small.jpeg()));
  }
}
