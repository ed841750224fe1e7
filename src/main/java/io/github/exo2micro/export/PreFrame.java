package io.github.exo2micro.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.port.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an image lies on pre's frame: the whole of it shows the whole of what pre shows, with pixels of its own size.
 *
 * @param scale px of the image per px of pre
 * @param warnings a line each
 */
record PreFrame(double scale, List<String> warnings) {

  /** Sizes in µm that differ by more contradict each other. */
  private static final double PIXEL_SIZES = 0.02;
  /** The same in px: an image that was cut to whole px of its own is shorter by less than one. */
  private static final double ROUNDING = 1;

  /** Whether its pixels are pre's own. */
  boolean isPre() {
    return scale == 1;
  }

  /** How many times a much finer image is made smaller before it is warped, so that none of its pixels is left out. */
  int reduction() {
    return Math.max(1, (int) Math.floor(scale + 1e-6));
  }

  /**
   * Compares an image with pre.
   *
   * @throws RemediableException when it cannot show the same frame
   */
  static PreFrame of(RawHeader image, TaskWarp warp) {
    double scale = scale(image.size(), warp.pre()).orElseThrow(() -> new RemediableException(
        "The image does not show the frame of the pre image of " + warp.task() + ".",
        "it has " + image.size() + " px, pre has " + warp.pre() + " px, which is not the same shape at any scale.",
        "give an image of the same round that was neither cut nor turned."));
    if (image.pixel().isEmpty() || warp.prePixel().isEmpty()) {
      return new PreFrame(scale, List.of());
    }
    double told = warp.prePixel().get().mean() / image.pixel().get().mean();
    List<String> warnings = new ArrayList<>();
    if (Math.abs(told / scale - 1) > PIXEL_SIZES) {
      String evidence = String.format(Locale.ROOT,
          "its file says %.4g µm a px and pre's %.4g µm, a ratio of %.4g, but by their sizes (%s and %s px) it is %.4g",
          image.pixel().get().mean(), warp.prePixel().get().mean(), told, image.size(), warp.pre(), scale);
      if (scale != 1) {
        throw new RemediableException("The image does not show the frame of the pre image of " + warp.task() + ".",
            evidence + ".",
            "correct the pixel size of the wrong file (in Fiji: Image > Properties...), or give an image "
                + "of the whole frame.");
      }
      warnings.add("The pixel sizes contradict each other: " + evidence + ". The image is taken to show pre's frame.");
    }
    return new PreFrame(scale, warnings);
  }

  /** Px of an image per px of another that shows the same; a whole number, or one part of it, where that fits. */
  private static Optional<Double> scale(ImageSize image, ImageSize pre) {
    double ratio = (double) image.width() / pre.width();
    double whole = ratio >= 1 ? Math.rint(ratio) : 1 / Math.rint(1 / ratio);
    for (double scale : new double[] {whole, Math.sqrt((double) image.area() / pre.area())}) {
      double slack = ROUNDING * Math.max(1, scale);
      if (Math.abs(image.width() - scale * pre.width()) <= slack
          && Math.abs(image.height() - scale * pre.height()) <= slack && isExactWhereEqual(scale, image, pre)) {
        return Optional.of(scale);
      }
    }
    return Optional.empty();
  }

  /** At the same scale one px more or less is another frame: nothing is cut to whole px there. */
  private static boolean isExactWhereEqual(double scale, ImageSize image, ImageSize pre) {
    return Math.abs(scale - 1) > 0.02 || image.equals(pre);
  }
}
