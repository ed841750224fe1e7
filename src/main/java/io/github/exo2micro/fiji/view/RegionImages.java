package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.picture.ZoomPicture;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.Color;
import java.io.IOException;

/** Makes ImageJ images of regions. */
public final class RegionImages {

  private static final int COLOURS = 256;
  private static final Color MISSING = new Color(0x505050);

  private RegionImages() {}

  /** A region of a task's image as a 32-bit image whose origin tells where it lies. */
  static ImagePlus open(TaskImage image, ZoomRegion region) throws IOException {
    try (FilePlane plane = image.open()) {
      ImagePlus shown = of(image.title() + " r" + region.row() + " c" + region.column(), region.read(plane),
          ZoomPicture.isSigned(image.kind().word()));
      Calibration calibration = shown.getCalibration();
      calibration.xOrigin = -region.column();
      calibration.yOrigin = -region.row();
      image.pixelSize().ifPresent(pixel -> {
        calibration.pixelWidth = pixel.x();
        calibration.pixelHeight = pixel.y();
        calibration.setUnit("\u00b5m");
      });
      shown.setCalibration(calibration);
      shown.setProperty("Info", "file: " + image.file() + "\nrow: " + region.row() + "\ncolumn: " + region.column()
          + "\nsize: " + region.size() + "\nsigma: " + region.sigma());
      return shown;
    }
  }

  /**
   * A task's whole image, where it fits.
   *
   * @throws RemediableException when it would take more than a third of the heap
   */
  public static ImagePlus whole(TaskImage image) throws IOException {
    try (FilePlane plane = image.open()) {
      long bytes = plane.size().area() * Float.BYTES;
      if (bytes > Runtime.getRuntime().maxMemory() / 3) {
        throw new RemediableException("The image is too large to be opened as a whole.", image.file() + " takes "
            + ByteText.of(bytes) + ", Fiji may use " + ByteText.of(Runtime.getRuntime().maxMemory()) + ".",
            "look at it with Exo2Micro View Whole Image or Exo2Micro Zoom and Inspect.");
      }
      FloatImage pixels = new FloatImage(plane.size().width(), plane.size().height());
      plane.read(plane.size().whole(), pixels.pixels());
      return of(image.title(), pixels, ZoomPicture.isSigned(image.kind().word()));
    }
  }

  /** An image with the range and colours that fit it. */
  public static ImagePlus of(String title, FloatImage pixels, boolean signed) {
    FloatProcessor processor = new FloatProcessor(pixels.width(), pixels.height(), pixels.pixels());
    double[] range = ZoomPicture.range(pixels, signed);
    processor.setMinAndMax(range[0], range[1]);
    if (signed) {
      processor.setLut(signedLut(range));
    }
    ImagePlus image = new ImagePlus(title, processor);
    image.setDisplayRange(range[0], range[1]);
    if (signed) {
      coverMissing(image, pixels);
    }
    return image;
  }

  /** ImageJ shows what is not a number in the colour of the lowest value,
      the brightest blue of all: cover it in grey. */
  private static void coverMissing(ImagePlus image, FloatImage pixels) {
    ByteProcessor missing = new ByteProcessor(pixels.width(), pixels.height());
    boolean any = false;
    for (int i = 0; i < pixels.pixels().length; i++) {
      if (Float.isNaN(pixels.pixels()[i])) {
        missing.set(i, COLOURS - 1);
        any = true;
      }
    }
    if (any) {
      missing.setThreshold(COLOURS - 1, COLOURS - 1, ImageProcessor.NO_LUT_UPDATE);
      Roi roi = new ThresholdToSelection().convert(missing);
      roi.setFillColor(MISSING);
      roi.setName("no value");
      image.setOverlay(new Overlay(roi));
    }
  }

  private static LUT signedLut(double[] range) {
    byte[] r = new byte[COLOURS];
    byte[] g = new byte[COLOURS];
    byte[] b = new byte[COLOURS];
    int[] colours = ZoomPicture.signedColours();
    for (int i = 0; i < COLOURS; i++) {
      Color colour = new Color(colours[i]);
      r[i] = (byte) colour.getRed();
      g[i] = (byte) colour.getGreen();
      b[i] = (byte) colour.getBlue();
    }
    LUT lut = new LUT(r, g, b);
    lut.min = range[0];
    lut.max = range[1];
    return lut;
  }
}
