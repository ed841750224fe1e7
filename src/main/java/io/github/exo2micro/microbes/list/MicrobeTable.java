package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes microbes as CSV, one a line. Places are pixels of the raw post image, whole numbers at pixel centres, and µm
 * from the centre of its first pixel; the columns in µm are empty where the pixel size is not known.
 */
public final class MicrobeTable implements MicrobeSink {

  /** The columns. */
  public static final String HEADER = "id,x_px,y_px,x_um,y_um,area_px,area_um2,mean_excess,peak_excess,integrated_excess,"
      + "local_sigma,snr,post,pre,touches_edge";

  private static final int DECIMALS = 3;
  private static final int DIGITS = 6;

  private final StringBuilder line = new StringBuilder();
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
    line.setLength(0);
    line.append(m.id());
    decimals(x);
    decimals(y);
    if (frame.pixel().isPresent()) {
      decimals(x * frame.pixel().get().x());
      decimals(y * frame.pixel().get().y());
    } else {
      line.append(",,");
    }
    line.append(',').append(m.area()).append(',');
    frame.pixel().ifPresent(p -> NumberText.fixed(line, m.area() * p.area(), DECIMALS));
    for (double value : new double[] {m.mean(), m.peak(), m.integrated(), m.sigma(), m.snr(), m.post(), m.pre()}) {
      line.append(',');
      NumberText.significant(line, value, DIGITS);
    }
    out.append(line.append(m.edge() ? ",1\n" : ",0\n"));
  }

  private void decimals(double value) {
    line.append(',');
    NumberText.fixed(line, value, DECIMALS);
  }
}
