package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes microbes as GeoJSON (RFC 7946) in the form that QuPath exports and imports: a detection with its outline and
 * its measurements for each, and one annotation with the centres of all. Coordinates are pixels of the raw post image
 * whose corner is at 0, so a pixel's centre is at half a pixel.
 *
 * <p>Holds eight bytes for each microbe until {@link #finish}.
 */
public final class MicrobeGeoJson implements MicrobeSink {

  private static final int DIGITS = 6;
  private static final int SNR_DIGITS = 4;
  private static final String CLASS = "\"classification\":{\"name\":\"Microbe\",\"color\":[255,196,0]}";

  private final Writer out;
  private final RawFrame frame;
  private final StringBuilder text = new StringBuilder();
  private final MicrobePlaces centres = new MicrobePlaces();

  /**
   * @param out closed by its owner
   * @throws IOException when it cannot be written
   */
  public MicrobeGeoJson(Writer out, RawFrame frame) throws IOException {
    this.out = out;
    this.frame = frame;
    out.write("{\"type\":\"FeatureCollection\",\"features\":[");
  }

  @Override
  public void take(Microbe m) throws IOException {
    text.setLength(0);
    text.append(centres.count() == 0 ? "\n" : ",\n");
    text.append("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
    int[] x = m.outline().x();
    int[] y = m.outline().y();
    // A ring goes round counter-clockwise where y points down as on a screen, and ends where it began.
    for (int i = 0; i <= x.length; i++) {
      int k = (x.length - i) % x.length;
      text.append(i == 0 ? "[" : ",[").append(x[k] - frame.pad()).append(',').append(y[k] - frame.pad()).append(']');
    }
    text.append("]]},\"properties\":{\"objectType\":\"detection\",\"name\":\"").append(m.id()).append("\",")
        .append(CLASS).append(",\"measurements\":{\"Area px\":").append(m.area());
    measured("Mean excess", m.mean(), DIGITS);
    measured("Peak excess", m.peak(), DIGITS);
    measured("Integrated excess", m.integrated(), DIGITS);
    measured("SNR", m.snr(), SNR_DIGITS);
    out.append(text.append("}}}"));
    centres.add((float) (m.x() - frame.pad() + 0.5), (float) (m.y() - frame.pad() + 0.5));
  }

  private void measured(String name, double value, int digits) {
    text.append(",\"").append(name).append("\":");
    NumberText.significant(text, value, digits);
  }

  /**
   * Writes the centres and ends the text.
   *
   * @throws IOException when it cannot be written
   */
  public void finish() throws IOException {
    if (centres.count() > 0) {
      out.write(",\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[");
      for (int i = 0; i < centres.count(); i++) {
        text.setLength(0);
        text.append(i == 0 ? "[" : ",[");
        NumberText.fixed(text, centres.x(i), 2);
        text.append(',');
        NumberText.fixed(text, centres.y(i), 2);
        out.append(text.append(']'));
      }
      out.write("]},\"properties\":{\"objectType\":\"annotation\",\"name\":\"Microbe centres\"," + CLASS + "}}");
    }
    out.write("\n]}\n");
  }
}
