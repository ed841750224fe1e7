package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Writes microbes as CSV, one a line. Places are pixels of the raw post image, whole numbers at pixel centres, and µm
 * from the centre of its first pixel; the columns in µm are empty where the pixel size is not known.
 */
public final class MicrobeTable implements MicrobeSink {

  /** The columns. */
  public static final String HEADER = "id,x_px,y_px,x_um,y_um,area_px,area_um2,mean_excess,peak_excess,integrated_excess,"
      + "local_sigma,snr,post,pre,touches_edge";

  private final Writer out;
  private final RawFrame frame;

  /**
   * @param out gets the header at once; closed by its owner
   * @throws IOException when it cannot be written
   */
  public MicrobeTable(Writer out, RawFrame frame) throws IOException {
    this.out = out;
    this.frame = frame;
    out.write(HEADER + "\n");
  }

  @Override
  public void take(Microbe m) throws IOException {
    double x = m.x() - frame.pad();
    double y = m.y() - frame.pad();
    out.write(m.id() + "," + decimals(x, 3) + "," + decimals(y, 3) + ","
        + frame.pixel().map(p -> decimals(x * p.x(), 3) + "," + decimals(y * p.y(), 3)).orElse(",") + "," + m.area()
        + ","
        + frame.pixel().map(p -> decimals(m.area() * p.area(), 3)).orElse("") + "," + digits(m.mean()) + ","
        + digits(m.peak()) + "," + digits(m.integrated()) + "," + digits(m.sigma()) + "," + digits(m.snr()) + ","
        + digits(m.post()) + "," + digits(m.pre()) + "," + (m.edge() ? 1 : 0) + "\n");
  }

  private static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
