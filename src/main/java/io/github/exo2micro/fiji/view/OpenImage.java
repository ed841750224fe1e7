package io.github.exo2micro.fiji.view;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One image that is open in ImageJ, as the engine can take it: a single plane of 8, 16 or 32 bits, or RGB, or the
 * rectangle around its selection.
 *
 * @param image whose pixels it is; never changed
 * @param part in px of that image
 */
public record OpenImage(ImagePlus image, Rectangle part) {

  /**
   * Checks an image.
   *
   * @param role "pre" or "post", the macro's key
   * @param selection whether only the rectangle around its area selection counts, where it has one
   * @throws RemediableException when it is none, or not a single plane
   */
  public static OpenImage of(ImagePlus image, String role, boolean selection) {
    // Of a title that no window has, SciJava makes an empty image.
    if (image == null || image.getWidth() == 0) {
      String[] titles = WindowManager.getImageTitles();
      throw new RemediableException("No " + role + "-stain image is given.", (image == null ? "The input '" + role
          + "' is empty" : "There is no open image '" + image.getTitle() + "'") + "; open are "
          + (titles.length == 0 ? "none" : "'" + String.join("', '", titles) + "'") + ".",
          "open the image; in a macro write " + role + "=[title of its window].");
    }
    if (image.getNSlices() * image.getNFrames() > 1) {
      throw new RemediableException("The " + role + "-stain image is a stack.", "'" + image.getTitle() + "' has "
          + image.getNSlices() + " slices and " + image.getNFrames() + " time points.",
          "make one plane of it: Image > Stacks > Z Project..., or Image > Duplicate... for the slice in sight.");
    }
    if (image.getType() == ImagePlus.COLOR_256) {
      throw new RemediableException("The " + role + "-stain image has indexed colours.", "'" + image.getTitle()
          + "' is 8-bit color: its numbers are no brightness.", "convert it: Image > Type > 8-bit, or RGB Color.");
    }
    Roi roi = selection ? image.getRoi() : null;
    Rectangle all = new Rectangle(0, 0, image.getWidth(), image.getHeight());
    Rectangle part = roi != null && roi.isArea() ? roi.getBounds().intersection(all) : all;
    return new OpenImage(image, part.isEmpty() ? all : part);
  }

  /** Its size, px. */
  public ImageSize size() {
    return new ImageSize(part.width, part.height);
  }

  /** Whether only a part of the image counts. */
  boolean isPart() {
    return part.width != image.getWidth() || part.height != image.getHeight();
  }

  /** "title (8-bit, 1600 x 1300 px)", for people. */
  public String text() {
    String kind = image.getType() == ImagePlus.COLOR_RGB ? "RGB" : image.getBitDepth() + "-bit";
    String channel = image.getNChannels() > 1 ? ", channel " + image.getC() + " of " + image.getNChannels() : "";
    String place = isPart() ? " from (" + part.x + ", " + part.y + ")" : "";
    return image.getTitle() + " (" + kind + channel + ", " + part.width + " x " + part.height + " px" + place + ")";
  }

  /**
   * Writes the plane in sight as a TIFF. The image itself, its selection and its file stay as they are.
   *
   * @throws IOException when the file cannot be written
   */
  public void save(Path file) throws IOException {
    ImageProcessor pixels = image.getProcessor().duplicate();
    pixels.setRoi(part);
    ImagePlus plane = new ImagePlus(file.getFileName().toString(), isPart() ? pixels.crop() : pixels);
    plane.setCalibration(calibration());
    if (!new FileSaver(plane).saveAsTiff(file.toString())) {
      throw new IOException("cannot write " + file);
    }
  }

  /** Where and how large its pixels are; without a conversion of its grey levels. */
  public Calibration calibration() {
    Calibration calibration = image.getCalibration().copy();
    calibration.disableDensityCalibration();
    calibration.xOrigin -= part.x;
    calibration.yOrigin -= part.y;
    return calibration;
  }
}
