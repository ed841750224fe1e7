package io.github.exo2micro.tiff.file;

import static io.github.exo2micro.tiff.file.TiffDirectory.RESOLUTION_UNIT;
import static io.github.exo2micro.tiff.file.TiffDirectory.X_RESOLUTION;
import static io.github.exo2micro.tiff.file.TiffDirectory.Y_RESOLUTION;

import io.github.exo2micro.image.PixelSize;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the size of a pixel in a TIFF: in OME-XML, else in ImageJ's description, else in the tags. Values that no
 * microscope has are left out: printers' resolutions such as 72 or 300 per inch are what programs write that know
 * nothing.
 */
final class TiffPixelSize {

  private static final double SMALLEST = 1e-3;
  private static final double LARGEST = 50;
  private static final int INCH = 2;
  private static final int CENTIMETRE = 3;
  private static final Pattern PIXELS = Pattern.compile("<(?:\\w+:)?Pixels\\b[^>]*>");

  private TiffPixelSize() {}

  /**
   * The size of a pixel.
   *
   * @param description of the file's first page
   * @param page the page that was chosen
   */
  static Optional<PixelSize> of(String description, TiffDirectory page) throws IOException {
    Optional<PixelSize> ome = ofOme(description);
    if (ome.isPresent()) {
      return ome;
    }
    double x = page.rational(X_RESOLUTION);
    double y = page.rational(Y_RESOLUTION);
    double unit = description.startsWith("ImageJ=") ? ofImageJ(description).orElse(tagUnit(page)) : tagUnit(page);
    return x > 0 && y > 0 && unit > 0 ? plausible(unit / x, unit / y) : Optional.empty();
  }

  private static double tagUnit(TiffDirectory page) throws IOException {
    long unit = page.value(RESOLUTION_UNIT, INCH);
    return unit == INCH ? 25_400 : unit == CENTIMETRE ? 10_000 : 0;
  }

  /** µm in the unit that ImageJ counts pixels by. */
  private static Optional<Double> ofImageJ(String description) {
    Matcher unit = Pattern.compile("(?m)^unit=(.*)$").matcher(description);
    return unit.find() ? micrometres(unit.group(1).strip().replace("\\u00B5", "µ")) : Optional.empty();
  }

  private static Optional<PixelSize> ofOme(String description) {
    Matcher pixels = PIXELS.matcher(description);
    if (!pixels.find()) {
      return Optional.empty();
    }
    Optional<Double> x = ofOme(pixels.group(), "X");
    Optional<Double> y = ofOme(pixels.group(), "Y");
    return x.isPresent() && y.isPresent() ? plausible(x.get(), y.get()) : Optional.empty();
  }

  private static Optional<Double> ofOme(String element, String axis) {
    Optional<String> size = attribute(element, "PhysicalSize" + axis);
    String unit = attribute(element, "PhysicalSize" + axis + "Unit").orElse("µm");
    try {
      return size.map(Double::parseDouble).flatMap(s -> micrometres(unit).map(u -> s * u));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> attribute(String element, String name) {
    Matcher found = Pattern.compile("\\b" + name + "\\s*=\\s*[\"']([^\"']*)[\"']").matcher(element);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<Double> micrometres(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "µm", "\u03bcm", "um", "micron", "microns", "micrometer", "micrometre", "&#181;m", "&#xb5;m", "â\u00b5m" ->
        Optional.of(1.0);
      case "nm", "nanometer" -> Optional.of(1e-3);
      case "mm", "millimeter" -> Optional.of(1e3);
      case "cm", "centimeter" -> Optional.of(1e4);
      case "m", "meter" -> Optional.of(1e6);
      case "inch", "in" -> Optional.of(25_400.0);
      // OME's text is UTF-8, and the tag is read byte by byte.
      default -> unit.length() <= 4 && unit.endsWith("m") && unit.charAt(0) > 127 ? Optional.of(1.0) : Optional.empty();
    };
  }

  private static Optional<PixelSize> plausible(double x, double y) {
    return x >= SMALLEST && y >= SMALLEST && x <= LARGEST && y <= LARGEST ? Optional.of(new PixelSize(x, y))
        : Optional.empty();
  }
}
